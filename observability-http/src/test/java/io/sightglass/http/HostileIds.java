// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Header values that must not get anywhere, for row 21. */
public final class HostileIds {

  /** Is in every payload, so that a trace of any of them is found. */
  public static final String MARK = "zqXvictimXqz";

  private HostileIds() {}

  /** 200 values, all refused: wrong characters, too long, forged lines, escapes. */
  public static List<String> payloads() {
    List<String> all =
        new ArrayList<>(
            List.of(
                "a=1 tenantId=" + MARK,
                MARK + " " + MARK,
                MARK + "\t" + MARK,
                MARK + "\u001b[31mred",
                "%0d%0aSet-Cookie:" + MARK,
                MARK + "\u00e9",
                MARK + "\u202e",
                "${jndi:ldap://" + MARK + "}",
                "<script>" + MARK + "</script>",
                "\"" + MARK + "\"",
                "{\"" + MARK + "\":1}",
                MARK + "\\n" + MARK + "\\u000a",
                MARK + "/../..",
                MARK + ";" + MARK,
                MARK.repeat(6),
                MARK + "a".repeat(60),
                MARK + "a".repeat(8_000),
                "' OR 1=1 --" + MARK));
    Random random = new Random(21);
    while (all.size() < 200) {
      StringBuilder text = new StringBuilder(MARK);
      for (int i = 0; i < 1 + random.nextInt(20); i++) {
        text.append((char) (0x21 + random.nextInt(0x5e)));
      }
      String bad = text.append("!@ $%&()[]".charAt(random.nextInt(10))).append('x').toString();
      all.add(bad);
    }
    return all;
  }
}
