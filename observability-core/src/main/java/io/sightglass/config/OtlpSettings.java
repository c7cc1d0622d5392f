// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The variables of the OTLP exporter: for all signals, and for one. */
final class OtlpSettings {

  private static final String SAME = "The same for one signal.";
  private static final List<String> SIGNALS = List.of("TRACES", "METRICS", "LOGS");

  private OtlpSettings() {}

  static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>();
    connection(all);
    details(all);
    tuning(all);
    return List.copyOf(all);
  }

  private static void connection(List<Setting<?>> all) {
    add(
        all,
        "ENDPOINT",
        OtelKinds.endpoint(),
        "",
        "The collector. Setting it switches the export of spans on.",
        "The same for one signal; over HTTP the whole URL with its path.");
    add(
        all,
        "PROTOCOL",
        Kinds.oneOf("grpc", "http/protobuf"),
        "",
        "Unset: `grpc` where the endpoint's port is 4317, else `http/protobuf`.",
        SAME);
    add(all, "HEADERS", OtelKinds.headers(), "", "Headers such as an access token.", SAME);
  }

  private static void details(List<Setting<?>> all) {
    add(all, "COMPRESSION", Kinds.oneOf("none", "gzip"), "", "Unset: no compression.", SAME);
    add(
        all,
        "TIMEOUT",
        Kinds.duration(Duration.ofMillis(1), Duration.ofDays(1)),
        Duration.ofSeconds(10),
        "How long one attempt to send may take.",
        SAME);
    add(
        all,
        "INSECURE",
        Kinds.oneOf("true", "false"),
        "",
        "`false` makes `https://` of an endpoint without a scheme, which is `http://` otherwise.",
        SAME);
    for (String file : List.of("CERTIFICATE", "CLIENT_KEY", "CLIENT_CERTIFICATE")) {
      add(all, file, OtelKinds.file(), "", pem(file), SAME);
    }
  }

  private static void tuning(List<Setting<?>> all) {
    all.add(
        new Setting<>(
            "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
            Group.OTLP,
            Kinds.oneOf("cumulative", "delta", "lowmemory"),
            "",
            "Whether meters of OpenTelemetry's own API are sent as sums or as differences."));
    all.add(
        new Setting<>(
            "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
            Group.OTLP,
            Kinds.oneOf("explicit_bucket_histogram", "base2_exponential_bucket_histogram"),
            "",
            "The kind of histogram of OpenTelemetry's own API."));
    all.add(
        new Setting<>(
            "OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED",
            Group.OTLP,
            Kinds.strictFlag(),
            false,
            "Whether the exporter gives up at once what could not be sent."));
  }

  /** The setting for all signals and those for one. */
  private static <T> void add(
      List<Setting<?>> all,
      String what,
      Kind<T> kind,
      T defaultValue,
      String meaning,
      String forOneSignal) {
    all.add(new Setting<>("OTEL_EXPORTER_OTLP_" + what, Group.OTLP, kind, defaultValue, meaning));
    for (String signal : SIGNALS) {
      String name = "OTEL_EXPORTER_OTLP_" + signal + "_" + what;
      all.add(new Setting<>(name, Group.OTLP, kind, defaultValue, forOneSignal));
    }
  }

  private static String pem(String file) {
    return switch (file) {
      case "CERTIFICATE" -> "The certificates that are trusted, in PEM format.";
      case "CLIENT_KEY" -> "The client's own key, in PEM format; set its certificate too.";
      default -> "The client's own certificate, in PEM format; set its key too.";
    };
  }
}
