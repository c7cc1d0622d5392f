// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which of the library's own alerts and objectives an app can have: those on meters that are on its
 * class path. An app's own may be on any name, such as another exporter's.
 */
final class Presence {

  private static final Pattern EXPORTERS =
      Pattern.compile("up|ALERTS\\w*|(scrape|slo|node|pg|redis|probe|container|prometheus)[_:].+");
  private static final Pattern LIMIT = Pattern.compile("\\$\\{le:[0-9.]+}");

  private final MeterNames names;
  private final AlertSettings settings;
  private final Map<String, String> leftOut = new LinkedHashMap<>();

  Presence(MeterNames names, AlertSettings settings) {
    this.names = names;
    this.settings = settings;
  }

  /** Those of the alerts that the app can have; of its own all. */
  List<Alert> alerts(List<Alert> alerts, List<Alert> shipped) {
    return alerts.stream()
        .filter(
            alert -> !shipped.contains(alert) || isThere(alert.name(), settings.condition(alert)))
        .toList();
  }

  /** Those of the objectives that the app can have; of its own all. */
  List<Slo> slos(List<Slo> slos, List<Slo> shipped) {
    return slos.stream()
        .filter(slo -> !shipped.contains(slo) || isThere("SLO " + slo.name(), query(slo)))
        .toList();
  }

  private static String query(Slo slo) {
    return LIMIT.matcher(slo.ratio().replace("${window}", "5m")).replaceAll("1");
  }

  private boolean isThere(String what, String query) {
    try {
      Optional<String> missing =
          PromQl.foreign(query, names).stream()
              .filter(name -> !EXPORTERS.matcher(name).matches())
              .findFirst();
      missing.ifPresent(name -> leftOut.put(what, name + " is not on the class path"));
      return missing.isEmpty();
    } catch (MeterNames.Unspeakable ofTheProfile) {
      // Those who spell the query say why.
      return true;
    }
  }

  /** What was left out, and why. */
  Map<String, String> leftOut() {
    return leftOut;
  }
}
