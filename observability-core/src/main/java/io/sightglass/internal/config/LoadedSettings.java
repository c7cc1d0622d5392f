// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.Code;
import io.sightglass.config.BadSettingsException;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one app: read, checked and completed, with everything that was wrong.
 *
 * <p>Immutable and thread-safe.
 */
public final class LoadedSettings {

  private static final int MOST_LISTED = 100;

  private final String serviceName;
  private final Settings settings;
  private final List<Problem> problems;
  private final Map<String, String> otel;
  private final Draft draft;
  private final boolean disabled;

  private LoadedSettings(String serviceName, Draft draft) {
    this.serviceName = serviceName;
    this.settings = new Snapshot(Map.copyOf(draft.values()));
    this.problems = List.copyOf(draft.problems);
    this.otel = Collections.unmodifiableMap(new HashMap<>(draft.otel));
    this.draft = draft;
    this.disabled = draft.text("OTEL_SDK_DISABLED").equals("true");
  }

  /**
   * Reads the settings.
   *
   * @param codeName the service's name in code; others win over it
   * @param inCode values given in code, by the name of the setting
   * @throws IllegalArgumentException if the name cannot be one
   * @throws BadSettingsException if values cannot be used as given and {@code sightglass.strict} is
   *     true
   */
  public static LoadedSettings load(
      String codeName,
      Map<String, String> inCode,
      Map<String, String> systemProperties,
      Map<String, String> environment) {
    String name = name(codeName);
    Draft draft = new Draft(Inputs.of(inCode, systemProperties, environment));
    String serviceName = complete(draft, name);
    LoadedSettings loaded = new LoadedSettings(serviceName, draft);
    if (loaded.settings.get(Setting.STRICT) && loaded.refused() > 0) {
      throw new BadSettingsException(
          Code.BAD_SETTINGS.id() + " [" + Code.BAD_SETTINGS.area() + "] " + loaded.strictReport(),
          loaded.problems.stream().map(Problem::text).toList());
    }
    return loaded;
  }

  private static String name(String codeName) {
    try {
      String name = Objects.requireNonNull(codeName, "name").strip();
      if (!name.isEmpty()) {
        return Setting.APP_ENV.parse(name);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("name must be " + Setting.APP_ENV.allowed(), e);
    }
    throw new IllegalArgumentException("name must not be blank");
  }

  private static String complete(Draft draft, String codeName) {
    OtelChecks otel = new OtelChecks(draft);
    OtlpEndpoints endpoints = new OtlpEndpoints(draft);
    LegacyNames legacy = new LegacyNames(draft);
    otel.passOn();
    legacy.connection();
    endpoints.complete();
    boolean endpoint = endpoints.hasTraces();
    otel.exporters(endpoint, legacy.console(endpoint));
    otel.rest();
    shutdown(draft);
    String name = new Identity(draft).complete(codeName);
    draft.problems.addAll(UnknownKeys.find(draft.inputs));
    return name;
  }

  private static void shutdown(Draft draft) {
    Given delay = draft.given(Setting.SHUTDOWN_DELAY.name());
    Settings settings = new Snapshot(draft.values());
    if (delay != null
        && settings.get(Setting.SHUTDOWN_DELAY).compareTo(settings.get(Setting.SHUTDOWN_TIMEOUT))
            >= 0) {
      draft.refuse(
          delay,
          Setting.SHUTDOWN_DELAY.name(),
          "must be shorter than " + Setting.SHUTDOWN_TIMEOUT.name() + "; 0s is used",
          "");
      draft.drop(Setting.SHUTDOWN_DELAY);
    }
  }

  /** The service's name in force. */
  public String serviceName() {
    return serviceName;
  }

  /** The values in force. */
  public Settings settings() {
    return settings;
  }

  /** What was wrong, in the order of the table, unknown keys last. */
  public List<Problem> problems() {
    return problems;
  }

  /** All problems in one message, without the code; empty if there are none. */
  public String problemReport() {
    if (problems.isEmpty()) {
      return "";
    }
    return heading()
        + ". The app starts with what is named here; "
        + Setting.STRICT.name()
        + "=true refuses to start instead."
        + lines();
  }

  private String strictReport() {
    return heading()
        + ", and "
        + Setting.STRICT.name()
        + " is true: the app does not start."
        + lines();
  }

  private String heading() {
    return problems.size() == 1
        ? "1 setting needs attention" + (refused() == 1 ? "" : "; it was used")
        : problems.size() + " settings need attention, " + refused() + " were not used as given";
  }

  private String lines() {
    String listed =
        problems.stream()
            .limit(MOST_LISTED)
            .map(problem -> "\n  " + problem.text())
            .collect(Collectors.joining());
    int more = problems.size() - MOST_LISTED;
    return more > 0 ? listed + "\n  and " + more + " more." : listed;
  }

  private long refused() {
    long refused = 0;
    for (Problem problem : problems) {
      refused += problem.advice() ? 0 : 1;
    }
    return refused;
  }

  /** What OpenTelemetry is to be set up with: property name to value. */
  public Map<String, String> otelProperties() {
    return otel;
  }

  /**
   * The same for a customizer of properties, which is laid over what OpenTelemetry reads itself: a
   * null takes away what must not be read there, such as a value that was refused.
   */
  public Map<String, @Nullable String> otelOverrides() {
    Map<String, @Nullable String> overrides = new HashMap<>();
    for (String property : draft.inputs.otel().keySet()) {
      overrides.put(property, null);
    }
    for (Setting<?> setting : Setting.all()) {
      if (Inputs.isOtel(setting.name())) {
        overrides.put(setting.propertyName(), null);
      }
    }
    overrides.putAll(otel);
    return overrides;
  }

  /** Whether any signal leaves the process. */
  public boolean exports() {
    return !disabled
        && (isOn("otel.traces.exporter")
            || isOn("otel.metrics.exporter")
            || isOn("otel.logs.exporter"));
  }

  private boolean isOn(String exporter) {
    return !"none".equals(otel.get(exporter));
  }

  /** Whether {@code OTEL_SDK_DISABLED} is true. */
  public boolean sdkDisabled() {
    return disabled;
  }

  /** Every setting in force and where it comes from, without secrets. */
  public List<SettingLine> dump() {
    return Dump.of(draft);
  }

  /** The same as text, one line for each. */
  public String dumpText() {
    return dump().stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }

  /** How much was wrong; no values. */
  @Override
  public String toString() {
    return "LoadedSettings[" + problems.size() + " problems]";
  }

  private record Snapshot(Map<Setting<?>, Draft.InForce> values) implements Settings {

    @Override
    @SuppressWarnings("unchecked") // a setting's value was made by its own parser
    public <T> T get(Setting<T> setting) {
      Draft.InForce value = values.get(Objects.requireNonNull(setting, "setting"));
      return value == null ? setting.defaultValue() : (T) value.value();
    }

    @Override
    public boolean isSet(Setting<?> setting) {
      Draft.InForce value = values.get(Objects.requireNonNull(setting, "setting"));
      return value != null && value.source().compareTo(Source.FALLBACK) < 0;
    }

    /** No values, which may be secrets. */
    @Override
    public String toString() {
      return "Settings[" + values.size() + "]";
    }
  }
}
