// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Completes what OTLP endpoints leave open: the scheme, and the protocol by the port. */
final class OtlpEndpoints {

  private static final String BASE = "otel.exporter.otlp.";
  private static final List<String> SIGNALS = List.of("traces", "metrics", "logs");
  private static final Pattern URL = Pattern.compile("(https?://[^/]+)(/.*)?");
  private static final Pattern PORT = Pattern.compile(".*:([0-9]{1,5})");

  private final Draft draft;

  OtlpEndpoints(Draft draft) {
    this.draft = draft;
  }

  void complete() {
    complete("");
    for (String signal : SIGNALS) {
      complete(signal + ".");
    }
    for (String signal : SIGNALS) {
      withoutPathOverGrpc(signal);
    }
  }

  /** Whether spans have somewhere to go. */
  boolean hasTraces() {
    return draft.otel.containsKey(BASE + "endpoint")
        || draft.otel.containsKey(BASE + "traces.endpoint");
  }

  private void complete(String signal) {
    String key = BASE + signal + "endpoint";
    String url = draft.otel.get(key);
    if (url == null) {
      return;
    }
    Given given = draft.given(variable(key));
    scheme(key, signal, url, given);
    protocol(signal, url, given);
  }

  private void scheme(String key, String signal, String url, @Nullable Given given) {
    String own = draft.otel.get(BASE + signal + "insecure");
    String insecure = own == null ? draft.otel.get(BASE + "insecure") : own;
    if (given == null || given.value().contains("://")) {
      Given flag = draft.given(variable(BASE + signal + "insecure"));
      if (flag != null && "true".equals(own) && url.startsWith("https:")) {
        draft.advise(
            flag, variable(BASE + signal + "insecure"), "has no effect on https://", "Remove it.");
      }
      return;
    }
    String full = "false".equals(insecure) ? url.replaceFirst("^http:", "https:") : url;
    draft.otel.put(key, full);
    String shown = Display.value(Draft.named(variable(key)), full);
    draft.advise(
        given, variable(key), "has no scheme; " + shown + " is used", "Write it with its scheme.");
  }

  private void protocol(String signal, String url, @Nullable Given given) {
    String key = BASE + signal + "protocol";
    String own = draft.otel.get(key);
    String set = own == null ? draft.otel.get(BASE + "protocol") : own;
    int port = port(url);
    if (set == null
        || (own == null && !signal.isEmpty() && draft.given(variable(BASE + "protocol")) == null)) {
      draft.otel.put(key, port == 4317 ? "grpc" : "http/protobuf");
      return;
    }
    boolean crossed = port == (set.equals("grpc") ? 4318 : 4317);
    if (crossed && given != null) {
      draft.advise(
          given,
          variable(BASE + signal + "endpoint"),
          "has a port that is not usual for the protocol " + set + "; it is used",
          "For " + set + " it is " + (set.equals("grpc") ? "4317" : "4318") + ".");
    }
  }

  /** OpenTelemetry's set-up fails for such an endpoint. */
  private void withoutPathOverGrpc(String signal) {
    String own = BASE + signal + ".endpoint";
    String key = draft.otel.containsKey(own) ? own : BASE + "endpoint";
    String url = draft.otel.get(key);
    if (url == null || !"grpc".equals(protocolOf(signal))) {
      return;
    }
    Matcher parts = URL.matcher(url);
    if (!parts.matches() || parts.group(2) == null || parts.group(2).equals("/")) {
      return;
    }
    String bare = parts.group(1);
    draft.otel.put(own, bare);
    Given given = draft.given(variable(key));
    if (given != null && draft.problems.stream().noneMatch(p -> isPathProblem(p, given))) {
      String shown = Display.value(Draft.named(variable(key)), bare);
      draft.refuse(
          given, variable(key), "has a path, which gRPC has not; " + shown + " is used", "");
    }
  }

  private static boolean isPathProblem(Problem problem, Given given) {
    return problem.key().equals(given.key()) && problem.text().contains("has a path");
  }

  private @Nullable String protocolOf(String signal) {
    String own = draft.otel.get(BASE + signal + ".protocol");
    return own == null ? draft.otel.get(BASE + "protocol") : own;
  }

  private static int port(String url) {
    Matcher parts = URL.matcher(url);
    Matcher port = parts.matches() ? PORT.matcher(parts.group(1)) : null;
    return port != null && port.matches() ? Integer.parseInt(port.group(1)) : -1;
  }

  private static String variable(String property) {
    return property.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
