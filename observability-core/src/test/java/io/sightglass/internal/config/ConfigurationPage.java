// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** docs/configuration.md, from the table of settings. */
final class ConfigurationPage {

  private static final String ONE_SIGNAL = "OTEL_EXPORTER_OTLP_(TRACES|METRICS|LOGS)_(.*)";

  private static final String HEAD =
      """
      <!-- Written from io.sightglass.config.Setting by: %s -->
      # Configuration

      Every setting has a default, and an app needs none of them. A value is taken from the first
      place that has one:

      1. code: `Observability.builder("billing").set(Setting.METRICS_PORT, "9100")`
      2. a system property: `-Dmetrics.port=9100`
      3. an environment variable: `METRICS_PORT=9100`
      4. the default

      | Setting | Variable | System property |
      |---|---|---|
      | `METRICS_PORT` | `METRICS_PORT` | `metrics.port` or `METRICS_PORT` |
      | `sightglass.http.trust` | `SIGHTGLASS_HTTP_TRUST` | `sightglass.http.trust` or `SIGHTGLASS_HTTP_TRUST` |
      | `OTEL_SERVICE_NAME` | `OTEL_SERVICE_NAME` | `otel.service.name` or `OTEL_SERVICE_NAME` |

      An empty value counts as not given, and white space around a value does not count. A duration
      is a number and a unit, `ms`, `s`, `m`, `h` or `d`; without a unit it is milliseconds. True or
      false may also be written yes or no, on or off, 1 or 0; for OpenTelemetry's variables it is
      `true` or `false` alone, as its specification says. Settings are read once, when the app starts.
      """;

  private static final Map<String, String> LEGACY = legacy();

  private ConfigurationPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD.formatted(GeneratedPage.COMMAND));
    page.append(mistakes());
    groups().forEach((group, settings) -> page.append(table(group, settings)));
    page.append("\n## Names that are not standard\n\n")
        .append("They are honoured or answered, and the message has the standard name.\n\n")
        .append("| Name | What happens |\n|---|---|\n");
    LegacyNames.ALL.forEach(
        name -> page.append("| `" + name + "` | " + LEGACY.getOrDefault(name, "") + " |\n"));
    return page.toString();
  }

  static Map<String, String> legacyNames() {
    return LEGACY;
  }

  private static String mistakes() {
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("METRICS_PORT", "abc");
    bad.put("SIGHTGLASS_HTTP_TURST", "none");
    bad.put("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317");
    LoadedSettings loaded = LoadedSettings.load("billing", Map.of(), Map.of(), bad);
    return """

        ## Mistakes

        What cannot be used as given is reported in one message, [SG-0100](codes.md#sg-0100), and the
        app starts with the values that the message names:

        ```
        SG-0100 [config] %s
        ```

        `sightglass.strict=true` refuses to start instead, for tests and CI. Unknown names are
        reported where they begin with `SIGHTGLASS_` or are a misspelling of a setting.
        `obs.report()` lists every setting in force and where its value comes from. Secrets are shown
        as `[redacted]`: headers, credentials in URLs, and every value whose name says so.
        """
        .formatted(loaded.problemReport());
  }

  private static Map<String, List<Setting<?>>> groups() {
    return Setting.all().stream()
        .collect(Collectors.groupingBy(Setting::group, LinkedHashMap::new, Collectors.toList()));
  }

  private static String table(String group, List<Setting<?>> settings) {
    StringBuilder out = new StringBuilder("\n## " + group + "\n\n");
    out.append("| Setting | Meaning | Allowed | Default |\n|---|---|---|---|\n");
    settings.stream()
        .filter(setting -> !isForOneSignal(setting))
        .forEach(setting -> out.append(row(setting)));
    String one =
        settings.stream()
            .filter(setting -> setting.name().matches("OTEL_EXPORTER_OTLP_TRACES_.*"))
            .map(setting -> "`" + setting.name() + "`")
            .collect(Collectors.joining(", "));
    if (!one.isEmpty()) {
      out.append("\nThe same for one signal, which wins: ")
          .append(one)
          .append(", and likewise with `METRICS` and `LOGS`. Over HTTP the endpoint of one signal")
          .append(" is the whole URL with its path, such as `http://collector:4318/v1/traces`.\n");
    }
    return out.toString();
  }

  private static boolean isForOneSignal(Setting<?> setting) {
    return setting.name().matches(ONE_SIGNAL)
        && Setting.all().stream()
            .anyMatch(
                all ->
                    all.name()
                        .equals(setting.name().replaceFirst(ONE_SIGNAL, "OTEL_EXPORTER_OTLP_$2")));
  }

  private static String row(Setting<?> setting) {
    String text = setting.defaultText();
    return "| `"
        + setting.name()
        + "` | "
        + setting.meaning()
        + " | "
        + setting.allowed()
        + " | "
        + (text.isEmpty() ? "" : "`" + text + "`")
        + " |\n";
  }

  private static Map<String, String> legacy() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("OTEL_EXPORTER_INSECURE", "Taken as `OTEL_EXPORTER_OTLP_INSECURE`.");
    names.put(
        "OTEL_CONSOLE_EXPORT", "`true` adds `console` where `OTEL_TRACES_EXPORTER` is unset.");
    names.put("ENABLE_STDOUT_TRACES", "The same.");
    names.put(
        "ENABLE_JAEGER",
        "`true` alone names no collector: set `OTEL_EXPORTER_OTLP_ENDPOINT`. `false` leaves"
            + " `JAEGER_ENDPOINT` out.");
    names.put(
        "JAEGER_ENDPOINT",
        "With the port 4317 or 4318 taken as `OTEL_EXPORTER_OTLP_ENDPOINT`. Jaeger's own protocol"
            + " is gone: set `OTEL_EXPORTER_OTLP_ENDPOINT`.");
    return names;
  }
}
