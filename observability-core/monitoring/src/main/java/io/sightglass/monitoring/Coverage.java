// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which meters rules and panels use, and which names they use that the catalogue does not have. */
final class Coverage {

  private final MeterNames names;
  private final Set<String> used = new TreeSet<>();
  private final Map<String, Set<String>> foreign = new TreeMap<>();
  private final Map<String, String> leftOut = new TreeMap<>();

  Coverage(MeterNames names) {
    this.names = names;
  }

  /** Notes a query in declared names. */
  void uses(String what, String query) {
    PromQl.Query spelled = PromQl.spell(query, names);
    used.addAll(spelled.meters());
    spelled
        .foreign()
        .forEach(name -> foreign.computeIfAbsent(name, key -> new TreeSet<>()).add(what));
  }

  /** Notes what a profile cannot say, and why. */
  void leftOut(Map<String, String> which) {
    leftOut.putAll(which);
  }

  /** Meters that neither a rule nor a panel uses. */
  Set<String> unused() {
    Set<String> unused = new TreeSet<>();
    names.declared().forEach(meter -> unused.add(meter.id()));
    unused.removeAll(used);
    return unused;
  }

  /** Names that come from elsewhere: exporters, recording rules, or nowhere. */
  Map<String, Set<String>> foreign() {
    return foreign;
  }

  /** The report in Markdown. */
  String page() {
    StringBuilder page = new StringBuilder("# What watches what\n\n");
    page.append("Naming: ").append(names.profile()).append(".\n\n");
    page.append("## Meters that no rule and no panel uses\n\n");
    Set<String> unused = unused();
    unused.forEach(meter -> page.append("- `").append(meter).append("`\n"));
    if (unused.isEmpty()) {
      page.append("None.\n");
    }
    page.append("\n## Names that are not of the catalogue\n\n");
    page.append("They come from exporters and recording rules.\n\n");
    foreign.forEach(
        (name, users) ->
            page.append("- `")
                .append(name)
                .append("`: ")
                .append(String.join(", ", users))
                .append('\n'));
    page.append("\n## Left out under this naming\n\n");
    leftOut.forEach(
        (what, why) -> page.append("- ").append(what).append(": ").append(why).append('\n'));
    return page.toString();
  }
}
