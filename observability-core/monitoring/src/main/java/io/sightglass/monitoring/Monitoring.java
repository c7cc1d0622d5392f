// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.catalogue.MeterFeed;
import io.sightglass.catalogue.NamingProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Makes what watches an app from its catalogue: Prometheus rules and their tests, SLOs, dashboards,
 * Alertmanager's configuration and runbooks. The catalogue is that of every {@link MeterFeed} on
 * the class path, so an app's own events are in it when the app has a feed of its own.
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

  private static final String RUNBOOKS =
      "https://github.com/sightglass/sightglass/blob/main/docs/runbooks/";

  private NamingProfile naming = NamingProfile.standard();
  private Map<String, String> settings = Map.of();
  private final List<Alert> shippedAlerts = Alerts.all();
  private final List<Slo> shippedSlos = Slo.all();
  private final List<Alert> alerts = new ArrayList<>(shippedAlerts);
  private final List<Slo> slos = new ArrayList<>(shippedSlos);

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

  /**
   * What is not as by default: {@code alerts.Name.threshold}, {@code .for}, {@code .severity},
   * {@code .team}, {@code .enabled}; {@code runbooks.url}; {@code rules.time}; {@code
   * alertmanager.group_wait} and the others that docs/monitoring.md lists.
   */
  public Monitoring settings(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(this.settings);
    Objects.requireNonNull(settings, "settings")
        .forEach(
            (key, value) ->
                all.put(
                    Objects.requireNonNull(key, "key of a setting"),
                    Objects.requireNonNull(value, "value of a setting")));
    this.settings = Map.copyOf(all);
    return this;
  }

  /** Adds an alert of the app's own; one of the same name replaces the library's. */
  public Monitoring alert(Alert alert) {
    Objects.requireNonNull(alert, "alert");
    alerts.removeIf(known -> known.name().equals(alert.name()));
    alerts.add(alert);
    return this;
  }

  /** Adds an objective of the app's own; one of the same name replaces the library's. */
  public Monitoring slo(Slo slo) {
    Objects.requireNonNull(slo, "slo");
    slos.removeIf(known -> known.name().equals(slo.name()));
    slos.add(slo);
    return this;
  }

  /** Every file by its path below the folder that they belong into. */
  public Map<String, String> files() {
    MeterNames names = MeterNames.ofClassPath(naming);
    AlertSettings alertSettings = new AlertSettings(settings);
    RuleTime time = new RuleTime(settings);
    String runbooks = settings.getOrDefault("runbooks.url", RUNBOOKS);
    Presence presence = new Presence(names, alertSettings);
    List<Slo> slos = presence.slos(this.slos, shippedSlos);
    List<Alert> on =
        presence.alerts(alerts, shippedAlerts).stream()
            .map(alert -> alert.under(naming.name()))
            .filter(alertSettings::isOn)
            .toList();
    Map<String, String> files = new TreeMap<>();
    Coverage coverage = new Coverage(names);
    coverage.leftOut(presence.leftOut());
    List<RuleFile> ruleFiles =
        alerts(files, on, new AlertRules(names, alertSettings, runbooks), time, coverage);
    SloRules sloRules = new SloRules(names, runbooks);
    RuleFile sloFile = time.of(sloRules.file(slos));
    ruleFiles.add(sloFile);
    files.put("prometheus/rules/slo.yml", Texts.yaml(sloFile));
    files.put("kubernetes/prometheusrule.yaml", Texts.yaml(KubernetesFiles.rules(ruleFiles)));
    files.put("prometheus/tests/slo.yml", Texts.yaml(sloRules.tests("../rules/slo.yml", slos)));
    if (!time.isReal()) {
      // Their series are a value a minute: they say nothing of rules that are faster.
      files.keySet().removeIf(path -> path.startsWith("prometheus/tests/"));
    }
    files.put("docs/runbooks/ErrorBudgetBurn.md", Runbook.burn(slos));
    dashboards(files, new DashboardJson(names, runbooks), coverage);
    files.put("alertmanager/alertmanager.yml", Texts.yaml(new AlertmanagerFile(settings).of(on)));
    files.put("alertmanager/templates/sightglass.tmpl", AlertmanagerFile.template());
    files.put("docs/metrics.md", metrics());
    files.put("docs/coverage.md", coverage.page());
    return Collections.unmodifiableMap(files);
  }

  private static List<RuleFile> alerts(
      Map<String, String> files,
      List<Alert> on,
      AlertRules rules,
      RuleTime time,
      Coverage coverage) {
    Map<String, RuleFile> groups = rules.files(on);
    groups.replaceAll((group, file) -> time.of(file));
    List<Alert> said =
        on.stream().filter(alert -> !rules.leftOut().containsKey(alert.name())).toList();
    groups.forEach(
        (group, file) -> {
          List<Alert> of = said.stream().filter(alert -> alert.group().equals(group)).toList();
          files.put("prometheus/rules/" + group + ".yml", Texts.yaml(file));
          files.put(
              "prometheus/tests/" + group + ".yml",
              Texts.yaml(rules.tests("../rules/" + group + ".yml", of)));
          for (int i = 0; i < of.size(); i++) {
            RuleFile.Rule rule = file.groups().get(0).rules().get(i);
            files.put("docs/runbooks/" + of.get(i).name() + ".md", Runbook.of(of.get(i), rule));
            coverage.uses("alert " + of.get(i).name(), rules.condition(of.get(i)));
          }
        });
    files.put("docs/runbooks/README.md", Runbook.index(said));
    coverage.leftOut(rules.leftOut());
    return new ArrayList<>(groups.values());
  }

  private static void dashboards(Map<String, String> files, DashboardJson json, Coverage coverage) {
    Map<String, String> byFile = new TreeMap<>();
    for (Dashboard dashboard : Dashboards.all()) {
      byFile.put(dashboard.uid() + ".json", Texts.json(json.of(dashboard)));
      for (Panel panel : dashboard.panels()) {
        String title = dashboard.title() + " / " + panel.title();
        if (panel.kind() != Panel.Kind.LOGS && !json.leftOut().containsKey(title)) {
          panel.targets().forEach(target -> coverage.uses(title, target.expr()));
        }
      }
    }
    coverage.leftOut(json.leftOut());
    byFile.forEach((file, text) -> files.put("grafana/dashboards/" + file, text));
    byFile.forEach(
        (file, text) ->
            files.put(
                "kubernetes/dashboards/" + file.replace(".json", ".yaml"),
                Texts.yaml(KubernetesFiles.dashboard(file, text))));
  }

  private String metrics() {
    StringBuilder page = new StringBuilder("# Metrics\n\nNaming: " + naming + ".\n");
    MeterFeed.all()
        .forEach(
            (title, meters) ->
                page.append("\n## ")
                    .append(title)
                    .append("\n\n")
                    .append(naming.check(meters.meters()).markdown()));
    return page.toString();
  }

  /** Writes every file, over what is there. */
  public void writeTo(Path folder) throws IOException {
    write(folder);
  }

  /** Writes every file, and says how many there are. */
  int write(Path folder) throws IOException {
    Map<String, String> files = files();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
    }
    return files.size();
  }
}
