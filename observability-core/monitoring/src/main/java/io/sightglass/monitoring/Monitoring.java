// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.catalogue.NamingProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Makes what watches an app from its catalogue: Prometheus rules and their tests, dashboards,
 * runbooks. The catalogue is that of every {@link io.sightglass.catalogue.MeterFeed} on the class
 * path, so an app's own events are in it when the app has a feed of its own.
 *
 * <pre>{@code
 * public static void main(String[] args) throws IOException {
 *   Monitoring.ofClassPath()
 *       .naming(NamingProfile.leads())
 *       .settings(Map.of("alerts.HighErrorRate.threshold", "0.02"))
 *       .writeTo(Path.of("monitoring"));
 * }
 * }</pre>
 *
 * <p>The same input makes the same bytes. Not thread-safe while it is being set up.
 */
public final class Monitoring {

  private NamingProfile naming = NamingProfile.standard();
  private Map<String, String> settings = Map.of();
  private final List<Alert> alerts = new ArrayList<>(Alerts.all());

  private final List<Slo> slos = new ArrayList<>(Slo.all());

  private Monitoring() {}

  /** Of the library and of the app, as far as they are on the class path. */
  public static Monitoring ofClassPath() {
    return new Monitoring();
  }

  /** Under that profile: the one that the app runs with. */
  public Monitoring naming(NamingProfile naming) {
    this.naming = Objects.requireNonNull(naming, "naming");
    return this;
  }

  /** Thresholds, times, severities and teams of alerts: {@code alerts.Name.threshold} and so on. */
  public Monitoring settings(Map<String, String> settings) {
    this.settings = Map.copyOf(Objects.requireNonNull(settings, "settings"));
    return this;
  }

  /** Adds an alert of the app's own. */
  public Monitoring alert(Alert alert) {
    alerts.add(Objects.requireNonNull(alert, "alert"));
    return this;
  }

  /** Adds an objective of the app's own; one of the same name replaces the library's. */
  public Monitoring slo(Slo slo) {
    slos.removeIf(known -> known.name().equals(slo.name()));
    slos.add(slo);
    return this;
  }

  /** Every file by its path below the folder that they belong into. */
  public Map<String, String> files() {
    MeterNames names = MeterNames.ofClassPath(naming);
    AlertSettings alertSettings = new AlertSettings(settings);
    String runbooks = settings.getOrDefault("runbooks.url", "docs/runbooks/");
    AlertRules rules = new AlertRules(names, alertSettings, runbooks);
    Map<String, String> files = new TreeMap<>();
    List<Alert> known = alerts.stream().map(alert -> alert.under(naming.name())).toList();
    rules
        .files(known)
        .forEach(
            (group, file) -> {
              files.put("prometheus/rules/" + group + ".yml", Texts.yaml(file));
              files.put(
                  "prometheus/tests/" + group + ".yml",
                  Texts.yaml(rules.tests("../rules/" + group + ".yml", of(known, group, rules))));
            });
    SloRules sloRules = new SloRules(names, runbooks);
    files.put("prometheus/rules/slo.yml", Texts.yaml(sloRules.file(slos)));
    files.put("prometheus/tests/slo.yml", Texts.yaml(sloRules.tests("../rules/slo.yml", slos)));
    DashboardJson dashboards = new DashboardJson(names, runbooks);
    for (Dashboard dashboard : Dashboards.all()) {
      files.put(
          "grafana/dashboards/" + dashboard.uid() + ".json", Texts.json(dashboards.of(dashboard)));
    }
    return Collections.unmodifiableMap(files);
  }

  private List<Alert> of(List<Alert> known, String group, AlertRules rules) {
    AlertSettings alertSettings = new AlertSettings(settings);
    return known.stream()
        .filter(alert -> alert.group().equals(group) && alertSettings.isOn(alert))
        .filter(alert -> !rules.leftOut().containsKey(alert.name()))
        .toList();
  }

  /** Writes every file, over what is there. */
  public void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
    }
  }
}
