// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How declared meters are spelled on {@code /metrics} and over OTLP, so that the dashboards and
 * alerts a team already has go on working. It is applied once, when a meter is declared; recording
 * costs the same under every profile.
 *
 * <pre>{@code
 * Observability.builder("crm")
 *     .naming(NamingProfile.leads()                               // a ready-made one
 *         .prefix("crm")                                          // crm_http_requests_total
 *         .rename("ai_api_cost_total", "ai_spend_total")
 *         .relabel("http_requests_total", "status_code", "code")
 *         .dropLabel("payments_processed_total", "currency")      // its series are added up
 *         .buckets("http_request_duration_seconds", 0.1, 0.5, 1, 5))
 *     .build();
 * }</pre>
 *
 * <p>Meters and labels are named as they were declared ({@link MeterSpec#id}; docs/metrics.md), so
 * the order of operations does not matter; where two say something about the same thing, the later
 * one holds. What cannot be done to a meter, such as dropping a label of a gauge, or two meters
 * under one name, is refused when the meter is declared: it keeps its declared name, and SG-2014
 * says why. {@link #check} finds that in a test. The library's own {@code sightglass_…} meters
 * never change.
 *
 * <p>Immutable and thread-safe.
 */
public final class NamingProfile {

  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");
  private static final String OWN = "sightglass_";

  private final String name;
  private final String prefix;
  private final Map<String, String> everywhere;
  private final Map<String, MeterRule> rules;

  private NamingProfile(
      String name, String prefix, Map<String, String> everywhere, Map<String, MeterRule> rules) {
    this.name = name;
    this.prefix = prefix;
    this.everywhere = everywhere;
    this.rules = rules;
  }

  /** The names as declared. */
  public static NamingProfile standard() {
    return named("default");
  }

  /** A profile of that name that changes nothing yet, to build one's own. */
  public static NamingProfile named(String name) {
    return new NamingProfile(given(name, "name"), "", Map.of(), Map.of());
  }

  /** The names as declared, with a prefix. */
  public static NamingProfile prefixed(String prefix) {
    return standard().prefix(prefix);
  }

  /** A voice assistant's names: {@code db_query_duration_seconds}. */
  public static NamingProfile voice() {
    return ReferenceProfiles.voice();
  }

  /** A messaging backend's names: HTTP by {@code endpoint}, {@code method} and {@code status}. */
  public static NamingProfile messaging() {
    return ReferenceProfiles.messaging();
  }

  /** An analytics service's names: {@code http_requests_total{method,endpoint,status}}. */
  public static NamingProfile analytics() {
    return ReferenceProfiles.analytics();
  }

  /**
   * An AI service's names: HTTP buckets up to 10 s, {@code database_connections_active}, token
   * types {@code input} and {@code output} alone.
   */
  public static NamingProfile aiService() {
    return ReferenceProfiles.aiService();
  }

  /** A lead platform's names: {@code ai_model_calls_total}, HTTP by {@code path}. */
  public static NamingProfile leads() {
    return ReferenceProfiles.leads();
  }

  /** OpenTelemetry's semantic conventions, as Prometheus spells them. */
  public static NamingProfile otel() {
    return OtelProfile.profile();
  }

  /**
   * The ready-made profile of that name.
   *
   * @param name one of {@link #names}
   * @throws IllegalArgumentException for any other
   */
  public static NamingProfile of(String name) {
    return switch (given(name, "name")) {
      case "default" -> standard();
      case "voice" -> voice();
      case "messaging" -> messaging();
      case "analytics" -> analytics();
      case "ai-service" -> aiService();
      case "leads" -> leads();
      case "otel" -> otel();
      default ->
          throw new IllegalArgumentException(
              "no naming profile '" + name + "'; there are " + names());
    };
  }

  /** The names of the ready-made profiles. */
  public static List<String> names() {
    return List.of("default", "voice", "messaging", "analytics", "ai-service", "leads", "otel");
  }

  /** Its name, for example {@code leads}; changes do not change it. */
  public String name() {
    return name;
  }

  /** What stands before every name; empty for nothing. */
  public String prefix() {
    return prefix;
  }

  /**
   * Puts {@code prefix_} before every name that does not begin with it, in place of another prefix.
   * Meters of the JVM, the process and its container keep their names ({@link
   * MeterSpec#isUnprefixed}).
   *
   * @param prefix letters, digits and {@code _}, such as {@code billing}; empty for none
   */
  public NamingProfile prefix(String prefix) {
    given(prefix, "prefix");
    String plain = prefix.endsWith("_") ? prefix.substring(0, prefix.length() - 1) : prefix;
    if (!plain.isEmpty() && !PREFIX.matcher(plain).matches()) {
      throw new IllegalArgumentException(
          "prefix '" + prefix + "': letters, digits and _, beginning with a letter");
    }
    return new NamingProfile(name, plain, everywhere, rules);
  }

  /**
   * Exposes a meter under another name.
   *
   * @throws IllegalArgumentException where another meter has been given that name
   */
  public NamingProfile rename(String meter, String newName) {
    return with(meter, MeterRule.renamed(given(newName, "newName")));
  }

  /** Gives a label of a meter another key. */
  public NamingProfile relabel(String meter, String label, String key) {
    return with(meter, MeterRule.key(given(label, "label"), given(key, "key")));
  }

  /** Gives a label another key in every meter that has it. */
  public NamingProfile relabel(String label, String key) {
    Map<String, String> all = new LinkedHashMap<>(everywhere);
    all.put(given(label, "label"), given(key, "key"));
    return new NamingProfile(name, prefix, Collections.unmodifiableMap(all), rules);
  }

  /** Leaves a label out of a counter or a histogram; its series are added up. */
  public NamingProfile dropLabel(String meter, String label) {
    return with(meter, MeterRule.show(given(label, "label"), false));
  }

  /** Shows a label that the meter offers and leaves out by default. */
  public NamingProfile pick(String meter, String label) {
    return with(meter, MeterRule.show(given(label, "label"), true));
  }

  /**
   * Gives the series with that value of a label a name of their own, without the label; other
   * values stay where they are.
   */
  public NamingProfile valueIntoName(String meter, String label, String value, String newName) {
    return with(
        meter,
        MeterRule.intoName(
            given(label, "label"), given(value, "value"), given(newName, "newName")));
  }

  /**
   * Replaces values of a label; values that are not in the map stay. Where two become one, their
   * series are added up, so not for gauges.
   */
  public NamingProfile mapValues(String meter, String label, Map<String, String> map) {
    for (Map.Entry<String, String> one : given(map, "map").entrySet()) {
      given(one.getKey(), "key of map");
      given(one.getValue(), "value of map");
    }
    return with(meter, MeterRule.values(given(label, "label"), given(map, "map")));
  }

  /** Gives a histogram other buckets: upper bounds, ascending, without +Inf. */
  public NamingProfile buckets(String meter, double... bounds) {
    return with(meter, MeterRule.bounds(given(bounds, "bounds")));
  }

  /** Leaves a meter out; recording into it costs next to nothing. */
  public NamingProfile omit(String meter) {
    return with(meter, MeterRule.omission());
  }

  /** Adds a label with one value. */
  public NamingProfile addLabel(String meter, String label, String value) {
    given(value, "value");
    var constant = new MeterRule.Added(null, any -> value);
    return with(meter, MeterRule.add(given(label, "label"), constant));
  }

  /**
   * Adds a label that is computed from a declared one, and so is bounded as that is, for example a
   * status class. Null leaves the label out of that series; {@code _other} and {@code none} stay
   * what they are.
   *
   * @param value called once for each series, and for each value of a closed set
   */
  public NamingProfile deriveLabel(
      String meter, String label, String from, UnaryOperator<@Nullable String> value) {
    var computed = new MeterRule.Added(given(from, "from"), given(value, "value"));
    return with(meter, MeterRule.add(given(label, "label"), computed));
  }

  /**
   * Adds renames as the setting {@code sightglass.naming.rename} has them, separated by commas:
   * {@code old=new} for a meter, {@code meter{label=key}} for a label, {@code {label=key}} for a
   * label of every meter.
   *
   * @throws IllegalArgumentException with the entry that cannot be used
   */
  public NamingProfile renames(String list) {
    return Renames.addTo(this, given(list, "list"));
  }

  /** This profile, and over it another: where both say something, the other one holds. */
  public NamingProfile and(NamingProfile other) {
    given(other, "other");
    NamingProfile both = this;
    for (var entry : other.rules.entrySet()) {
      both = both.with(entry.getKey(), entry.getValue());
    }
    for (var entry : other.everywhere.entrySet()) {
      both = both.relabel(entry.getKey(), entry.getValue());
    }
    return other.prefix.isEmpty() ? both : both.prefix(other.prefix);
  }

  /**
   * What a declared meter is under this profile.
   *
   * @throws IllegalArgumentException where the profile asks for what cannot be done to it
   */
  public Exposure expose(MeterSpec declared) {
    MeterRule rule = rules.get(given(declared, "declared").id());
    if (declared.name().startsWith(OWN) || (rule == null && !isTouched(declared))) {
      return Exposure.unchanged(declared);
    }
    MeterRule own = rule == null ? MeterRule.NONE : rule;
    return new Exposing(declared, own, everywhere, prefix).exposure();
  }

  /**
   * Applies it to those meters, to find beforehand what it could not do.
   *
   * @return what is exposed
   * @throws IllegalArgumentException where it asks for what cannot be done, or two meters would
   *     have one name
   */
  public Catalogue check(Collection<MeterSpec> declared) {
    return NameCheck.exposed(this, given(declared, "declared"));
  }

  @Override
  public String toString() {
    return "naming profile '" + name + (prefix.isEmpty() ? "'" : "', prefix '" + prefix + "'");
  }

  // A loop, since it runs for each meter while an app starts.
  private boolean isTouched(MeterSpec declared) {
    if (!prefix.isEmpty() && !declared.isUnprefixed()) {
      return true;
    }
    for (LabelSpec label : declared.labels()) {
      if (label.isOffered() || everywhere.containsKey(label.name())) {
        return true;
      }
    }
    return false;
  }

  private NamingProfile with(String meter, MeterRule rule) {
    given(meter, "meter");
    Map<String, MeterRule> all = new LinkedHashMap<>(rules);
    all.merge(meter, rule, MeterRule::then);
    NameCheck.distinct(all);
    return new NamingProfile(name, prefix, everywhere, Collections.unmodifiableMap(all));
  }

  private static <T> T given(T value, String what) {
    return Objects.requireNonNull(value, what);
  }
}
