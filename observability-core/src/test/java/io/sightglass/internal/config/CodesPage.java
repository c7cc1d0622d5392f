// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.Code;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** docs/codes.md, from the list of codes. */
final class CodesPage {

  private CodesPage() {}

  static String text() {
    StringBuilder page = new StringBuilder();
    page.append("<!-- Written from io.sightglass.Code by: " + GeneratedPage.COMMAND + " -->\n")
        .append("# Codes\n\n")
        .append("The library's own messages begin with a code, such as `SG-0100 [config]`. Each")
        .append(" says what happened, what the effect is and what to do. A warning is logged at")
        .append(" most once a minute for each code; the next one has the number that was")
        .append(" suppressed. A code is never used for another meaning.\n\n")
        .append("| Code | Part | Meaning |\n|---|---|---|\n");
    codes()
        .forEach(
            code ->
                page.append("| [")
                    .append(code.id())
                    .append("](#")
                    .append(anchor(code))
                    .append(") | ")
                    .append(code.area())
                    .append(" | ")
                    .append(code.summary())
                    .append(" |\n"));
    codes()
        .forEach(
            code ->
                page.append("\n## ")
                    .append(code.id())
                    .append("\n\n")
                    .append(code.summary())
                    .append("\n\n")
                    .append("- **Effect:** ")
                    .append(code.effect())
                    .append('\n')
                    .append("- **What to do:** ")
                    .append(code.remedy())
                    .append('\n'));
    return page.toString();
  }

  private static Stream<Code> codes() {
    return Arrays.stream(Code.values()).sorted(Comparator.comparing(Code::id));
  }

  private static String anchor(Code code) {
    return code.id().toLowerCase(Locale.ROOT);
  }
}
