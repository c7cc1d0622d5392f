// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.config.Setting;
import java.util.Locale;

/** What to write instead of a value that is often got wrong. */
final class Hints {

  private static final int LONGEST = 256;

  private Hints() {}

  /** A sentence, or the empty text. */
  static String of(Setting<?> setting, String given) {
    if (given.length() > LONGEST) {
      return "";
    }
    String value = given.strip().toLowerCase(Locale.ROOT);
    String near = NearMiss.choice(value, setting.choices());
    if (near != null) {
      return "Did you mean " + near + "?";
    }
    return switch (setting.type()) {
      case "number" -> number(value);
      case "host" -> host(value);
      case "URL" -> url(value);
      case "duration" -> duration(value);
      case "choice", "list" -> name(setting.name(), value);
      default -> "";
    };
  }

  private static String number(String value) {
    return value.startsWith("tcp://")
        ? "Kubernetes sets it for a Service of that name: set enableServiceLinks: false in the pod."
        : "";
  }

  private static String host(String value) {
    if (value.contains("://")) {
      return "Leave out the scheme.";
    }
    return value.matches("[^:]+:[0-9]+") ? "Give the port as METRICS_PORT." : "";
  }

  private static String url(String value) {
    if (value.startsWith("grpc://")) {
      return "Write http:// and set OTEL_EXPORTER_OTLP_PROTOCOL=grpc.";
    }
    if (value.matches("(https?://)?[^/:]*_[^/]*(/.*)?")) {
      return "OpenTelemetry takes no host name with an underscore: give the host another name.";
    }
    return value.contains("?") ? "Send what the query says in OTEL_EXPORTER_OTLP_HEADERS." : "";
  }

  private static String duration(String value) {
    String unit = value.replaceFirst("^[0-9. ]+", "");
    return switch (unit) {
      case "sec", "secs", "second", "seconds" -> "Seconds are written s.";
      case "msec", "millis", "milliseconds" -> "Milliseconds are written ms.";
      case "min", "mins", "minute", "minutes" -> "Minutes are written m.";
      default -> value.startsWith("-") ? "" : fraction(value);
    };
  }

  private static String fraction(String value) {
    return value.matches("[0-9]+[.,][0-9]+.*") ? "Use a smaller unit instead of a fraction." : "";
  }

  private static String name(String setting, String value) {
    if (setting.endsWith("_PROTOCOL") && value.startsWith("http")) {
      return "Did you mean http/protobuf?";
    }
    if (value.contains("jaeger")) {
      return "Jaeger takes OTLP: use otlp, and OTEL_EXPORTER_OTLP_ENDPOINT=http://<host>:4318.";
    }
    if (value.contains("prometheus")) {
      return "/metrics serves Prometheus without an exporter.";
    }
    if (value.contains("stdout")) {
      return "Did you mean console?";
    }
    if (value.contains("zipkin")) {
      return "Add opentelemetry-exporter-zipkin to the class path, or use otlp.";
    }
    return value.contains("b3") ? "Add opentelemetry-extension-trace-propagators." : "";
  }
}
