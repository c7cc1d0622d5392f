// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An alert, written in the names that meters were declared under. Its thresholds are settings, and
 * it brings the series that make it fire and those that do not, so that a test of its rule can be
 * made under every naming profile.
 *
 * <pre>{@code
 * Alert.named("RefundSpike")
 *     .when("sum(increase(payment_refunds_total[1h])) > ${threshold}")
 *     .threshold(20)
 *     .lasting(Duration.ofMinutes(5))
 *     .severity(Severity.WARNING).team("payments")
 *     .says("{{ $value }} refunds in an hour", "Refunds are far above what is usual.")
 *     .means("Customers get their money back.", "A wrong price or a duplicate charge.",
 *         "Look at payment_refunds_total by reason.", "Stop the campaign, then refund the rest.")
 *     .firesOn("payment_refunds_total{reason=\"duplicate\"}", "0+1x120")
 *     .quietOn("payment_refunds_total{reason=\"duplicate\"}", "0+1x3 3+0x117")
 *     .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/">
 *     Prometheus' alerting rules</a>
 */
public final class Alert {

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{2,63}");

  /** A series of a test: its name and labels as declared, its values as promtool reads them. */
  record Series(String name, String values) {}

  /** What an alert is called and where its limit is for a system that knows it so. */
  record Variant(String name, Map<String, Double> thresholds) {}

  /** What a reader of the runbook needs, in the order it is needed. */
  record Meaning(String effect, String causes, String look, String remedy) {}

  private final Builder is;

  private Alert(Builder builder) {
    this.is = builder;
  }

  /**
   * Begins an alert of that name.
   *
   * @param name letters and digits, beginning with a capital, such as {@code HighErrorRate}
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Its name: the label {@code alertname}. */
  public String name() {
    return is.name;
  }

  /** The same alert as the system of that naming profile knows it. */
  Alert under(String profile) {
    Variant variant = is.variants.get(profile);
    return variant == null ? this : new Alert(is.like(variant));
  }

  String group() {
    return is.group;
  }

  String condition() {
    return is.condition;
  }

  Map<String, Double> thresholds() {
    return is.thresholds;
  }

  Duration lasting() {
    return is.lasting;
  }

  Duration keepFiring() {
    return is.keepFiring;
  }

  Severity severity() {
    return is.severity;
  }

  String team() {
    return is.team;
  }

  String summary() {
    return is.summary;
  }

  String description() {
    return is.description;
  }

  Meaning meaning() {
    return is.meaning;
  }

  /** When it must fire and when it must have ended, in minutes from the first value. */
  int firesAt() {
    return is.firesAt;
  }

  int endedAt() {
    return is.endedAt;
  }

  List<Series> firing() {
    return is.firing;
  }

  List<Series> quiet() {
    return is.quiet;
  }

  @Override
  public String toString() {
    return is.name;
  }

  /** Collects what an alert needs. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private String group = "app";
    private String condition = "";
    private Map<String, Double> thresholds = new LinkedHashMap<>();
    private Duration lasting = Duration.ofMinutes(5);
    private Duration keepFiring = Duration.ZERO;
    private Severity severity = Severity.WARNING;
    private String team = "app";
    private String summary = "";
    private String description = "";
    private Meaning meaning = new Meaning("", "", "", "");
    private final Map<String, Variant> variants = new LinkedHashMap<>();
    private int firesAt = 30;
    private int endedAt = 120;
    private List<Series> firing = new ArrayList<>();
    private List<Series> quiet = new ArrayList<>();

    private Builder(String name) {
      this.name = checked(name);
    }

    private static String checked(String name) {
      if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
        throw new IllegalArgumentException(
            "alert name '" + name + "': 3 to 64 letters and digits, beginning with a capital");
      }
      return name;
    }

    /** The group of rules it is in, such as {@code http}. */
    public Builder group(String group) {
      this.group = Objects.requireNonNull(group, "group");
      return this;
    }

    /**
     * The query that answers with something while it is to fire, in declared names. {@code
     * ${threshold}} stands for {@link #threshold(double)}, {@code ${other}} for {@link
     * #threshold(String, double)}.
     */
    public Builder when(String promQl) {
      this.condition = Objects.requireNonNull(promQl, "promQl").strip();
      return this;
    }

    /** The number that the setting {@code alerts.Name.threshold} changes. */
    public Builder threshold(double value) {
      return threshold("threshold", value);
    }

    /** A further number of the condition, which the setting {@code alerts.Name.what} changes. */
    public Builder threshold(String what, double value) {
      thresholds.put(Objects.requireNonNull(what, "what"), value);
      return this;
    }

    /**
     * What it is called, and its threshold, for a system whose naming profile is in force.
     *
     * @param profile a ready-made profile's name, such as {@code leads}
     */
    public Builder under(String profile, String name, double threshold) {
      variants.put(
          Objects.requireNonNull(profile, "profile"),
          new Variant(checked(name), Map.of("threshold", threshold)));
      return this;
    }

    private Builder like(Variant variant) {
      Builder copy = new Builder(variant.name());
      copy.group = group;
      copy.condition = condition;
      copy.thresholds = new LinkedHashMap<>(thresholds);
      copy.thresholds.putAll(variant.thresholds());
      copy.lasting = lasting;
      copy.keepFiring = keepFiring;
      copy.severity = severity;
      copy.team = team;
      copy.summary = summary;
      copy.description = description;
      copy.meaning = meaning;
      copy.firesAt = firesAt;
      copy.endedAt = endedAt;
      copy.firing = List.copyOf(firing);
      copy.quiet = List.copyOf(quiet);
      copy.variants.putAll(variants);
      return copy;
    }

    /** How long the condition must hold first; the setting {@code alerts.Name.for}. */
    public Builder lasting(Duration lasting) {
      this.lasting = Objects.requireNonNull(lasting, "lasting");
      return this;
    }

    /** How long it goes on firing after the condition has ended, against flapping. */
    public Builder keepFiring(Duration keepFiring) {
      this.keepFiring = Objects.requireNonNull(keepFiring, "keepFiring");
      return this;
    }

    /** How much it matters; {@link Severity#WARNING} unless set. */
    public Builder severity(Severity severity) {
      this.severity = Objects.requireNonNull(severity, "severity");
      return this;
    }

    /** Who is told: the label {@code team}; {@code app} unless set. */
    public Builder team(String team) {
      this.team = Objects.requireNonNull(team, "team");
      return this;
    }

    /** What a person reads first, and then; Prometheus' templates may be in both. */
    public Builder says(String summary, String description) {
      this.summary = Objects.requireNonNull(summary, "summary");
      this.description = Objects.requireNonNull(description, "description");
      return this;
    }

    /** The runbook: what it does to customers, usual causes, where to look, what to do. */
    public Builder means(String effect, String causes, String look, String remedy) {
      this.meaning = new Meaning(effect, causes, look, remedy);
      return this;
    }

    /**
     * When, in minutes after the first value of {@link #firesOn}, it must fire and when it must
     * have ended: 30 and 120 unless set.
     */
    public Builder expected(int firesAt, int endedAt) {
      require(firesAt > 0 && endedAt > firesAt, "times that follow each other: expected(…)");
      this.firesAt = firesAt;
      this.endedAt = endedAt;
      return this;
    }

    /**
     * A series under which it must fire and then end, one value a minute, in promtool's notation:
     * {@code 0+10x60 600+0x120} grows for an hour and stands still for two.
     */
    public Builder firesOn(String series, String values) {
      firing.add(new Series(series, values));
      return this;
    }

    /** A series under which it must stay quiet. */
    public Builder quietOn(String series, String values) {
      quiet.add(new Series(series, values));
      return this;
    }

    /**
     * The alert.
     *
     * @throws IllegalArgumentException with what is missing
     */
    public Alert build() {
      require(!condition.isEmpty(), "a condition: when(…)");
      require(!summary.isEmpty() && !description.isEmpty(), "a summary and a description: says(…)");
      require(!meaning.remedy().isEmpty(), "a runbook: means(…)");
      require(!firing.isEmpty(), "series under which it fires: firesOn(…)");
      require(!quiet.isEmpty(), "series under which it stays quiet: quietOn(…)");
      for (String what : thresholds.keySet()) {
        require(condition.contains("${" + what + "}"), "${" + what + "} in its condition");
      }
      // A copy: what is added to this builder later is not the alert's.
      return new Alert(like(new Variant(name, Map.of())));
    }

    private void require(boolean given, String what) {
      if (!given) {
        throw new IllegalArgumentException("alert " + name + " needs " + what);
      }
    }
  }
}
