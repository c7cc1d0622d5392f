// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.config.Setting;
import io.sightglass.internal.config.LoadedSettings;
import java.util.Map;

/** Says what is on, where, and how to switch on the rest: in one line and on one page. */
final class Report {

  private static final String SEPARATOR = " · ";

  private final LoadedSettings loaded;

  Report(LoadedSettings loaded) {
    this.loaded = loaded;
  }

  String startLine(DefaultObservability.Parts parts) {
    Map<String, String> statuses = parts.diagnostics().statuses();
    return Code.STARTED.id()
        + " "
        + parts.name()
        + " ready"
        + SEPARATOR
        + "metrics: "
        + metrics(parts, statuses)
        + SEPARATOR
        + "traces: "
        + traces(parts)
        + SEPARATOR
        + "logs: "
        + statuses.getOrDefault("logs", "the app's own");
  }

  private static String metrics(DefaultObservability.Parts parts, Map<String, String> statuses) {
    if (!parts.settings().get(Setting.METRICS_ENABLED)) {
      return "off (METRICS_ENABLED=false)";
    }
    return statuses.getOrDefault("metrics", "no port (start an ObservabilityServer)");
  }

  private String traces(DefaultObservability.Parts parts) {
    return switch (parts.telemetry().origin()) {
      case "off" -> "off (set OTEL_EXPORTER_OTLP_ENDPOINT)";
      case "agent" -> "by the OpenTelemetry agent";
      case "host" -> "by the host's OpenTelemetry";
      default ->
          isForSentryAlone()
              ? "to Sentry alone"
              : loaded.otelProperties().getOrDefault("otel.traces.exporter", "none")
                  + " to "
                  + parts.redactor().at(Redactor.Place.DIAGNOSTICS).always().redact(endpoint());
    };
  }

  private boolean isForSentryAlone() {
    return !loaded.exports();
  }

  private String endpoint() {
    Map<String, String> otel = loaded.otelProperties();
    String traces = otel.get("otel.exporter.otlp.traces.endpoint");
    String all = otel.getOrDefault("otel.exporter.otlp.endpoint", "the default endpoint");
    return traces == null ? all : traces;
  }

  String page(DefaultObservability.Parts parts) {
    StringBuilder page = new StringBuilder();
    line(page, "service", parts.name());
    line(
        page,
        "state",
        parts.lifecycle().state()
            + ", up "
            + parts.lifecycle().uptime().toSeconds()
            + " s, "
            + parts.lifecycle().inFlight()
            + " in flight");
    line(page, "metrics", metrics(parts, parts.diagnostics().statuses()));
    line(page, "traces", traces(parts));
    line(
        page,
        "sampling",
        loaded.otelProperties().getOrDefault("otel.traces.sampler", "parentbased_always_on"));
    line(
        page,
        "agent",
        parts.telemetry().origin().equals("agent") ? "OpenTelemetry's, joined" : "none");
    String accounts = parts.telemetry().deliveries().text();
    line(page, "delivery", accounts.isEmpty() ? "nothing exported" : accounts);
    parts.diagnostics().statuses().forEach((part, state) -> line(page, part, state));
    line(page, "meters", parts.metering().meters().catalogue().meters().size() + " declared");
    line(page, "naming", naming(parts));
    page.append("settings\n").append(loaded.dumpText());
    String problems = loaded.problemReport();
    if (!problems.isEmpty()) {
      page.append("problems\n").append(problems).append('\n');
    }
    return page.toString();
  }

  private static String naming(DefaultObservability.Parts parts) {
    return parts.metering().isHosted()
        ? "by the host's registry"
        : parts.metering().meters().catalogue().naming().toString();
  }

  private static void line(StringBuilder page, String name, String value) {
    page.append(name).append(": ").append(value).append('\n');
  }
}
