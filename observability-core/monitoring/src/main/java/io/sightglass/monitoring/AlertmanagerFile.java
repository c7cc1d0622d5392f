// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's configuration: critical alerts go to every channel, the others to the team that
 * they name; what follows from another alert is held back. Secrets are read from files in {@code
 * secrets}, so none is in the configuration.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/">the format</a>
 */
final class AlertmanagerFile {

  private static final String SECRETS = "/etc/alertmanager/secrets/";

  private final Map<String, String> settings;

  AlertmanagerFile(Map<String, String> settings) {
    this.settings = settings;
  }

  Map<String, @Nullable Object> of(List<Alert> alerts) {
    SortedSet<String> teams = new TreeSet<>();
    alerts.forEach(alert -> teams.add(alert.team()));
    teams.remove("watchdog");
    return Tree.of(
        "global", global(),
        "templates", List.of("templates/*.tmpl"),
        "route", route(teams),
        "inhibit_rules", inhibitions(),
        "receivers", receivers(teams));
  }

  private String setting(String name, String otherwise) {
    return settings.getOrDefault("alertmanager." + name, otherwise);
  }

  private Map<String, @Nullable Object> global() {
    return Tree.of(
        "resolve_timeout", "5m",
        "slack_api_url_file", SECRETS + "slack_webhook_url",
        "smtp_smarthost", setting("smtp.host", "localhost:25"),
        "smtp_from", setting("smtp.from", "alerts@example.com"),
        "smtp_auth_username", setting("smtp.username", ""),
        "smtp_auth_password_file", SECRETS + "smtp_password",
        "smtp_require_tls", !"false".equals(setting("smtp.tls", "true")));
  }

  private Map<String, @Nullable Object> route(SortedSet<String> teams) {
    List<Object> routes = new ArrayList<>();
    routes.add(
        Tree.of(
            "receiver", "watchdog",
            "matchers", List.of("alertname=\"Watchdog\""),
            "group_wait", "0s",
            "group_interval", "1m",
            "repeat_interval", "5m"));
    routes.add(Tree.of("receiver", "nobody", "matchers", List.of("severity=\"info\"")));
    routes.add(Tree.of("receiver", "everybody", "matchers", List.of("severity=\"critical\"")));
    for (String team : teams) {
      routes.add(Tree.of("receiver", "team-" + team, "matchers", List.of("team=\"" + team + "\"")));
    }
    return Tree.of(
        "receiver", "everybody",
        "group_by", List.of("alertname", "job", "environment"),
        "group_wait", setting("group_wait", "10s"),
        "group_interval", setting("group_interval", "10s"),
        "repeat_interval", setting("repeat_interval", "1h"),
        "routes", routes);
  }

  private static List<Object> inhibitions() {
    return List.of(
        // An instance that is gone has no other trouble worth a message.
        inhibition("alertname=\"ServiceDown\"", "severity=~\"warning|info\"", "job", "instance"),
        inhibition("alertname=\"ScrapeMissing\"", "alertname!~\"ScrapeMissing|Watchdog\""),
        inhibition(
            "alertname=\"PostgresDown\"",
            "alertname=~\"Database.*|SlowDatabaseQueries|HealthCheckFailing\"",
            "environment"),
        inhibition(
            "alertname=\"RedisDown\"", "alertname=~\"LowCacheHitRate|Redis.*High\"", "environment"),
        inhibition(
            "alertname=\"AIServiceDown\"",
            "alertname=~\"AIModelErrors|HighAIModelLatency|SlowFirstChunk\"",
            "job"),
        inhibition(
            "alertname=~\"HighErrorRate|HighAPIErrorRate\"",
            "alertname=\"ErrorBudgetBurn\"",
            "job"),
        inhibition(
            "alertname=\"ErrorBudgetBurn\",severity=\"critical\"",
            "alertname=\"ErrorBudgetBurn\",severity=\"warning\"",
            "job",
            "slo"));
  }

  private static Map<String, @Nullable Object> inhibition(
      String source, String target, String... equal) {
    return Tree.of(
        "source_matchers", List.of(source.split(",(?=[a-z]+[=!])")),
        "target_matchers", List.of(target.split(",(?=[a-z]+[=!])")),
        "equal", List.of(equal));
  }

  private List<Object> receivers(SortedSet<String> teams) {
    List<Object> receivers = new ArrayList<>();
    receivers.add(Tree.of("name", "nobody"));
    receivers.add(
        Tree.of(
            "name",
            "watchdog",
            "webhook_configs",
            List.of(webhook(setting("watchdog.url", "http://127.0.0.1:9099/watchdog")))));
    receivers.add(
        Tree.of(
            "name", "everybody",
            "slack_configs", List.of(slack("alerts-critical")),
            "email_configs", List.of(email("everybody")),
            "pagerduty_configs",
                List.of(
                    Tree.of(
                        "routing_key_file",
                        SECRETS + "pagerduty_routing_key",
                        "severity",
                        "{{ .CommonLabels.severity }}",
                        "send_resolved",
                        true)),
            "webhook_configs",
                List.of(webhook(setting("webhook.url", "http://127.0.0.1:9099/alerts")))));
    for (String team : teams) {
      receivers.add(
          Tree.of(
              "name", "team-" + team,
              "slack_configs", List.of(slack("alerts-" + team)),
              "email_configs", List.of(email(team)),
              "webhook_configs",
                  List.of(webhook(setting("webhook.url", "http://127.0.0.1:9099/alerts")))));
    }
    return receivers;
  }

  private static Map<String, @Nullable Object> slack(String channel) {
    return Tree.of(
        "channel",
        "#" + channel,
        "send_resolved",
        true,
        "title",
        "{{ template \"sightglass.title\" . }}",
        "text",
        "{{ template \"sightglass.text\" . }}");
  }

  private Map<String, @Nullable Object> email(String team) {
    return Tree.of(
        "to", setting("email." + team, team + "@example.com"),
        "send_resolved", true,
        "headers", Tree.of("Subject", "{{ template \"sightglass.title\" . }}"));
  }

  private static Map<String, @Nullable Object> webhook(String url) {
    return Tree.of(
        "url",
        url,
        "send_resolved",
        true,
        "http_config",
        Tree.of("authorization", Tree.of("credentials_file", SECRETS + "alert_webhook_token")));
  }

  /** What messages look like. */
  static String template() {
    return """
        {{ define "sightglass.title" -}}
        [{{ .Status | toUpper }}{{ if eq .Status "firing" }} {{ .Alerts.Firing | len }}{{ end }}] \
        {{ .CommonLabels.alertname }} {{ .CommonLabels.job }}
        {{- end }}
        {{ define "sightglass.text" -}}
        {{ range .Alerts -}}
        {{ .Annotations.summary }}
        {{ .Annotations.description }}
        Runbook: {{ .Annotations.runbook_url }}
        {{ end -}}
        {{- end }}
        """;
  }
}
