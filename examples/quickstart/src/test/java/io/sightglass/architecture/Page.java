// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import io.sightglass.Observability;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scraped page, by family: its type, its label keys and the values they have. */
final class Page {

  /** One family. */
  record Family(String type, Map<String, Set<String>> labels) {}

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? \\S+");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Map<String, Family> families = new LinkedHashMap<>();

  static Page of(Observability obs) {
    Page page = new Page();
    String text = new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
    Family family = null;
    for (String line : text.split("\n", -1)) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        family = new Family(type.group(2), new LinkedHashMap<>());
        page.families.put(type.group(1), family);
      } else if (family != null && sample.matches() && sample.group(2) != null) {
        Matcher labels = LABEL.matcher(sample.group(2));
        while (labels.find()) {
          family
              .labels()
              .computeIfAbsent(labels.group(1), key -> new TreeSet<>())
              .add(labels.group(2));
        }
      }
    }
    return page;
  }

  /** Families that have samples: an exposition has no others. */
  Map<String, Family> families() {
    return families;
  }
}
