// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The variables of the OTLP exporter: for all signals, and for one. */
final class OtlpSettings {

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
        (name, one) ->
            otlp(
                name,
                OtelKinds.endpoint(),
                one
                    ? "The same for one signal; over HTTP the whole URL with its path."
                    : "The collector. Setting it switches the export of spans on."));
    add(
        all,
        "PROTOCOL",
        (name, one) ->
            otlp(
                name,
                Kinds.oneOf("grpc", "http/protobuf"),
                one
                    ? same()
                    : "Unset: `grpc` where the endpoint's port is 4317, else `http/protobuf`."));
    add(
        all,
        "HEADERS",
        (name, one) ->
            otlp(name, OtelKinds.headers(), one ? same() : "Headers such as an access token."));
  }

  private static void details(List<Setting<?>> all) {
    add(
        all,
        "COMPRESSION",
        (name, one) ->
            otlp(name, Kinds.oneOf("none", "gzip"), one ? same() : "Unset: no compression."));
    add(all, "TIMEOUT", OtlpSettings::timeout);
    add(
        all,
        "INSECURE",
        (name, one) ->
            otlp(
                name,
                Kinds.oneOf("true", "false"),
                one
                    ? same()
                    : "`false` makes `https://` of an endpoint without a scheme, which is `http://`"
                        + " otherwise."));
    for (String file : List.of("CERTIFICATE", "CLIENT_KEY", "CLIENT_CERTIFICATE")) {
      add(all, file, (name, one) -> otlp(name, OtelKinds.file(), one ? same() : pem(file)));
    }
  }

  private static void tuning(List<Setting<?>> all) {
    all.add(
        otlp(
            "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
            Kinds.oneOf("cumulative", "delta", "lowmemory"),
            "Whether meters of OpenTelemetry's own API are sent as sums or as differences."));
    all.add(
        otlp(
            "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
            Kinds.oneOf("explicit_bucket_histogram", "base2_exponential_bucket_histogram"),
            "The kind of histogram of OpenTelemetry's own API."));
    all.add(
        new Setting<>(
            "OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED",
            Group.OTLP,
            Kinds.strictFlag(),
            false,
            "Whether the exporter gives up at once what could not be sent."));
  }

  private static void add(
      List<Setting<?>> all, String what, BiFunction<String, Boolean, Setting<?>> make) {
    all.add(make.apply("OTEL_EXPORTER_OTLP_" + what, false));
    for (String signal : SIGNALS) {
      all.add(make.apply("OTEL_EXPORTER_OTLP_" + signal + "_" + what, true));
    }
  }

  private static Setting<String> otlp(String name, Kind<String> kind, String meaning) {
    return new Setting<>(name, Group.OTLP, kind, "", meaning);
  }

  private static Setting<Duration> timeout(String name, boolean one) {
    return new Setting<>(
        name,
        Group.OTLP,
        Kinds.duration(Duration.ofMillis(1), Duration.ofDays(1)),
        Duration.ofSeconds(10),
        one ? same() : "How long one attempt to send may take.");
  }

  private static String same() {
    return "The same for one signal.";
  }

  private static String pem(String file) {
    return switch (file) {
      case "CERTIFICATE" -> "The certificates that are trusted, in PEM format.";
      case "CLIENT_KEY" -> "The client's own key, in PEM format; set its certificate too.";
      default -> "The client's own certificate, in PEM format; set its key too.";
    };
  }
}
