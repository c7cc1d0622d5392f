// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import java.util.*;

/** Tmp. */
public final class LoadedSettings implements Settings {
  private final Map<String, String> v = new HashMap<>();
  private final String name;

  private LoadedSettings(String n) {
    name = n;
  }

  /** Tmp. */
  public static LoadedSettings load(
      String n, Map<String, String> a, Map<String, String> b, Map<String, String> c) {
    LoadedSettings s = new LoadedSettings(n);
    s.v.putAll(c);
    s.v.putAll(b);
    s.v.putAll(a);
    return s;
  }

  /** Tmp. */
  public Settings settings() {
    return this;
  }

  /** Tmp. */
  public List<String> problems() {
    return List.of();
  }

  /** Tmp. */
  public String problemReport() {
    return "";
  }

  /** Tmp. */
  public String dumpText() {
    return "";
  }

  /** Tmp. */
  public Map<String, String> otelProperties() {
    Map<String, String> m = new HashMap<>();
    v.forEach(
        (k, x) -> {
          if (k.startsWith("OTEL_"))
            m.put(k.toLowerCase(java.util.Locale.ROOT).replace('_', '.'), x);
        });
    m.put("otel.service.name", serviceName());
    String def = exports() ? "otlp" : "none";
    m.putIfAbsent("otel.traces.exporter", def);
    m.putIfAbsent("otel.metrics.exporter", "none");
    m.putIfAbsent("otel.logs.exporter", "none");
    String e = m.getOrDefault("otel.exporter.otlp.endpoint", "");
    m.putIfAbsent("otel.exporter.otlp.protocol", e.endsWith(":4317") ? "grpc" : "http/protobuf");
    return m;
  }

  /** Tmp. */
  public String serviceName() {
    return v.getOrDefault("OTEL_SERVICE_NAME", name);
  }

  /** Tmp. */
  public boolean exports() {
    return v.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT");
  }

  /** Tmp. */
  public boolean sdkDisabled() {
    return "true".equals(v.get("OTEL_SDK_DISABLED"));
  }

  @SuppressWarnings("unchecked")
  @Override
  public <T> T get(Setting<T> s) {
    String x = v.get(s.name());
    if (x == null) return s.defaultValue();
    if (s.defaultValue() instanceof Boolean) return (T) Boolean.valueOf(x);
    if (s.defaultValue() instanceof Integer) return (T) Integer.valueOf(x);
    if (s.defaultValue() instanceof java.time.Duration)
      return (T) java.time.Duration.ofMillis(Long.parseLong(x.replace("ms", "")));
    return (T) x;
  }

  @Override
  public boolean isSet(Setting<?> s) {
    return v.containsKey(s.name());
  }
}
