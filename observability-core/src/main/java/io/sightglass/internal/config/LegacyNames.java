// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names that are not standard and that apps have in their environment all the same: honoured where
 * that is possible, and answered with the standard way to say it.
 */
final class LegacyNames {

  private static final String INSECURE = "OTEL_EXPORTER_INSECURE";
  private static final String CONSOLE = "OTEL_CONSOLE_EXPORT";
  private static final String STDOUT = "ENABLE_STDOUT_TRACES";
  private static final String JAEGER = "ENABLE_JAEGER";
  private static final String JAEGER_ENDPOINT = "JAEGER_ENDPOINT";

  /** All of them. */
  static final List<String> ALL = List.of(INSECURE, CONSOLE, STDOUT, JAEGER, JAEGER_ENDPOINT);

  private final Draft draft;

  LegacyNames(Draft draft) {
    this.draft = draft;
  }

  static boolean isOne(String key) {
    String normal = Inputs.otelName(key);
    for (String name : ALL) {
      if (Inputs.otelName(name).equals(normal)) {
        return true;
      }
    }
    return false;
  }

  /** Reads those that are about the connection; before the endpoints are completed. */
  void connection() {
    for (String name : ALL) {
      draft.otel.remove(Inputs.otelName(name));
    }
    insecure();
    jaeger();
  }

  /** Whether spans are to be printed, by one of the two names. */
  boolean console(boolean endpoint) {
    boolean standard = draft.given("OTEL_TRACES_EXPORTER") != null;
    boolean asked = false;
    for (String name : List.of(CONSOLE, STDOUT)) {
      Given given = draft.inputs.find(name);
      if (given != null && isTrue(given)) {
        asked = true;
        advise(
            given,
            standard
                ? "is not a standard name; OTEL_TRACES_EXPORTER decides"
                : "is not a standard name; spans go to the console",
            standard
                ? "Remove it."
                : "Write OTEL_TRACES_EXPORTER=" + (endpoint ? "otlp,console." : "console."));
      }
    }
    return asked && !standard;
  }

  private void insecure() {
    Given given = draft.inputs.find(INSECURE);
    if (given == null) {
      return;
    }
    String value = given.value().strip().toLowerCase(Locale.ROOT);
    if (!value.equals("true") && !value.equals("false")) {
      draft.problems.add(
          Problem.refused(
              given,
              shown(given),
              "must be true or false; it is ignored",
              "The standard name is OTEL_EXPORTER_OTLP_INSECURE."));
    } else if (draft.given("OTEL_EXPORTER_OTLP_INSECURE") != null) {
      advise(given, "is not a standard name; OTEL_EXPORTER_OTLP_INSECURE decides", "Remove it.");
    } else {
      draft.otel.put("otel.exporter.otlp.insecure", value);
      advise(
          given,
          "is not a standard name; it is honoured",
          "Write OTEL_EXPORTER_OTLP_INSECURE=" + value + ".");
    }
  }

  private void jaeger() {
    Given enabled = draft.inputs.find(JAEGER);
    Given endpoint = draft.inputs.find(JAEGER_ENDPOINT);
    if ((enabled != null && !isTrue(enabled)) || draft.given("OTEL_TRACES_EXPORTER") != null) {
      return;
    }
    boolean standard =
        draft.given("OTEL_EXPORTER_OTLP_ENDPOINT") != null
            || draft.given("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != null;
    if (endpoint != null) {
      jaegerEndpoint(endpoint, standard);
    } else if (enabled != null && !standard) {
      draft.problems.add(
          Problem.refused(
              enabled,
              shown(enabled),
              "names no collector; no spans are exported",
              "Jaeger takes OTLP: set OTEL_EXPORTER_OTLP_ENDPOINT=http://<host>:4318."));
    }
  }

  private void jaegerEndpoint(Given given, boolean standard) {
    if (standard) {
      advise(given, "is not a standard name; OTEL_EXPORTER_OTLP_ENDPOINT decides", "Remove it.");
      return;
    }
    URI uri = uri(given.value().strip());
    int port = uri == null ? -1 : uri.getPort();
    if (uri != null && (port == 4317 || port == 4318)) {
      String endpoint = uri.getScheme() + "://" + uri.getHost() + ":" + port;
      draft.otel.put("otel.exporter.otlp.endpoint", endpoint);
      advise(
          given,
          "is not a standard name; spans go to " + endpoint + " by OTLP",
          "Write OTEL_EXPORTER_OTLP_ENDPOINT=" + endpoint + ".");
      return;
    }
    String host = uri == null ? "<host>" : uri.getHost();
    draft.problems.add(
        Problem.refused(
            given,
            shown(given),
            "is the address of Jaeger's own protocol, which is gone; no spans are exported",
            "Jaeger takes OTLP: set OTEL_EXPORTER_OTLP_ENDPOINT=http://" + host + ":4318."));
  }

  private static @Nullable URI uri(String value) {
    try {
      URI uri = new URI(value.contains("://") ? value : "http://" + value);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static boolean isTrue(Given given) {
    return switch (given.value().strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      default -> false;
    };
  }

  private void advise(Given given, String complaint, String hint) {
    draft.problems.add(Problem.advice(given, shown(given), complaint, hint));
  }

  private static String shown(Given given) {
    return '"' + Display.value(given.key(), given.value()) + '"';
  }
}
