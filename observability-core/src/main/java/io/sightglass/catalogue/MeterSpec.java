// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One meter, declared once, as data. The name is the name on {@code /metrics}, to the letter.
 *
 * <pre>{@code
 * static final MeterSpec PAID =
 *     MeterSpec.counter("invoice_paid_total", "Invoices paid.")
 *         .label(LabelSpec.oneOf("method", "upi", "card"))
 *         .fedBy("the payment webhook")
 *         .build();
 * Counter paid = obs.meters().counter(PAID);
 * paid.handle("upi").increment();
 * }</pre>
 *
 * <p>Immutable and thread-safe. Names follow Prometheus' rules for metric names; the endings that
 * an exposition adds itself ({@code _bucket}, {@code _count}, {@code _sum}, {@code _created},
 * {@code _info}) are refused unless the meter is an {@link #info}, and {@code _total} is for
 * counters alone, with one exception: a gauge may be called {@code …_items_total}, a name that
 * running dashboards use.
 */
public final class MeterSpec {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final List<String> RESERVED =
      List.of("_bucket", "_count", "_sum", "_created", "_info");

  private final MeterType type;
  private final String id;
  private final String name;
  private final String help;
  private final String unit;
  private final String feed;
  private final List<LabelSpec> labels;
  private final double[] buckets;
  private final boolean unprefixed;

  private MeterSpec(Builder builder) {
    type = builder.type;
    id = builder.id;
    name = builder.name;
    unprefixed = builder.unprefixed;
    help = builder.help;
    unit = builder.unit;
    feed = builder.feed;
    labels = List.copyOf(builder.labels);
    buckets = builder.buckets.clone();
  }

  private MeterSpec(MeterSpec like, List<LabelSpec> labels, String feed) {
    type = like.type;
    id = like.id;
    name = like.name;
    unprefixed = like.unprefixed;
    help = like.help;
    unit = like.unit;
    this.feed = feed;
    buckets = like.buckets;
    this.labels = List.copyOf(labels);
  }

  /** A counter; {@code name} ends in {@code _total}. */
  public static Builder counter(String name, String help) {
    return new Builder(MeterType.COUNTER, name, help);
  }

  /** A gauge. */
  public static Builder gauge(String name, String help) {
    return new Builder(MeterType.GAUGE, name, help);
  }

  /**
   * A gauge that is always 1 and says what something is by its labels, such as {@code
   * app_build_info}; {@code name} ends in {@code _info}.
   */
  public static Builder info(String name, String help) {
    Builder builder = new Builder(MeterType.GAUGE, name, help);
    builder.info = true;
    return builder;
  }

  /** A histogram of {@link Buckets#requests()} unless {@link Builder#buckets} says otherwise. */
  public static Builder histogram(String name, String help) {
    return new Builder(MeterType.HISTOGRAM, name, help);
  }

  /** What it measures. */
  public MeterType type() {
    return type;
  }

  /**
   * The name it was declared under, which a {@link NamingProfile} does not change: what rules,
   * dashboards and docs refer to it by.
   */
  public String id() {
    return id;
  }

  /** Its name on {@code /metrics}; for a histogram, of the family. */
  public String name() {
    return name;
  }

  /** One sentence for {@code # HELP} and for docs. */
  public String help() {
    return help;
  }

  /** The unit, for example {@code seconds} or {@code bytes}; empty for a plain number. */
  public String unit() {
    return unit;
  }

  /** What records into it, for docs. */
  public String feed() {
    return feed;
  }

  /** Its labels, in the order handles take their values. */
  public List<LabelSpec> labels() {
    return labels;
  }

  /** Upper bounds of the buckets, ascending, without +Inf; empty unless a histogram. */
  public double[] buckets() {
    return buckets.clone();
  }

  /** Whether a profile's prefix is not for it. */
  public boolean isUnprefixed() {
    return unprefixed;
  }

  /** Whether {@code other} would make the same family: type, unit, label keys and buckets. */
  public boolean sameShape(MeterSpec other) {
    return type == other.type
        && name.equals(other.name)
        && unit.equals(other.unit)
        && labelNames().equals(other.labelNames())
        && java.util.Arrays.equals(buckets, other.buckets);
  }

  /**
   * This spec with the label values of {@code other} too, where both have a closed set, and with
   * its feed: what shares a meter may have values of its own.
   */
  public MeterSpec with(MeterSpec other) {
    List<LabelSpec> wider = new ArrayList<>();
    for (LabelSpec label : labels) {
      LabelSpec also = label;
      for (LabelSpec candidate : other.labels) {
        also = candidate.name().equals(label.name()) ? label.with(candidate) : also;
      }
      wider.add(also);
    }
    boolean known = other.feed.isEmpty() || List.of(feed.split(", ")).contains(other.feed);
    if (known && wider.equals(labels)) {
      return this;
    }
    return new MeterSpec(this, wider, known ? feed : joined(feed, other.feed));
  }

  private static String joined(String feed, String other) {
    return feed.isEmpty() ? other : feed + ", " + other;
  }

  /** The label names, in order. */
  public List<String> labelNames() {
    return labels.stream().map(LabelSpec::name).toList();
  }

  /** The same meter under another name; labels and buckets are to be given anew. */
  Builder exposedAs(String other) {
    Builder builder = new Builder(type, other, help);
    builder.id = id;
    builder.unit = unit;
    builder.feed = feed;
    builder.info = type == MeterType.GAUGE && name.endsWith("_info");
    builder.buckets = buckets.clone();
    builder.unprefixed = unprefixed;
    return builder;
  }

  /**
   * The same meter as a host's registry spells it: neither the name nor the label keys need follow
   * Prometheus' rules.
   */
  public MeterSpec spelled(String hostsName, UnaryOperator<String> hostsKeys) {
    Objects.requireNonNull(hostsKeys, "hostsKeys");
    Builder builder = exposedAs(Objects.requireNonNull(hostsName, "hostsName"));
    labels.forEach(label -> builder.label(label.spelled(hostsKeys.apply(label.name()))));
    return new MeterSpec(builder);
  }

  @Override
  public String toString() {
    return type + " " + name + labelNames();
  }

  /** Collects what a {@link MeterSpec} needs. Not thread-safe. */
  public static final class Builder {

    private final MeterType type;
    private final String name;
    private final String help;
    private final List<LabelSpec> labels = new ArrayList<>();
    private String id;
    private String unit;
    private String feed = "";
    private double[] buckets;
    private boolean info;
    private boolean unprefixed;

    private Builder(MeterType type, String name, String help) {
      this.type = type;
      this.name = Objects.requireNonNull(name, "name");
      this.id = name;
      this.help = Objects.requireNonNull(help, "help");
      this.unit = unitIn(name);
      this.buckets = type == MeterType.HISTOGRAM ? Buckets.requests() : new double[0];
    }

    /** Adds a label; the order is the order in which handles take values. */
    public Builder label(LabelSpec label) {
      labels.add(Objects.requireNonNull(label, "label"));
      return this;
    }

    /** Adds a label with a closed set of values. */
    public Builder label(String labelName, String... values) {
      return label(LabelSpec.oneOf(labelName, values));
    }

    /** Names the unit where the meter's name does not end in it. */
    public Builder unit(String unit) {
      this.unit = Objects.requireNonNull(unit, "unit");
      return this;
    }

    /** Upper bounds, ascending, finite, without +Inf; at least one. */
    public Builder buckets(double... bounds) {
      this.buckets = bounds.clone();
      return this;
    }

    /**
     * Keeps a naming profile's prefix off: for what is not the app's own and has one name
     * everywhere, such as {@code process_cpu_seconds_total}.
     */
    public Builder unprefixed() {
      this.unprefixed = true;
      return this;
    }

    /** Says what records into the meter, for docs. */
    public Builder fedBy(String feed) {
      this.feed = Objects.requireNonNull(feed, "feed");
      return this;
    }

    /**
     * The spec.
     *
     * @throws IllegalArgumentException with what is wrong and what is allowed
     */
    public MeterSpec build() {
      checkName();
      checkLabels();
      checkBuckets();
      return new MeterSpec(this);
    }

    private void checkName() {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "meter name '" + name + "': letters, digits, _ and :, not beginning with a digit");
      }
      if (info && !name.endsWith("_info")) {
        throw new IllegalArgumentException("info '" + name + "': its name must end in _info");
      }
      for (String ending : RESERVED) {
        if (name.endsWith(ending) && !mayEndIn(ending)) {
          throw new IllegalArgumentException(
              "meter name '"
                  + name
                  + "' ends in '"
                  + ending
                  + "', which an exposition adds itself");
        }
      }
      boolean total = name.endsWith("_total");
      if (type == MeterType.COUNTER && !total) {
        throw new IllegalArgumentException("counter '" + name + "': its name must end in _total");
      }
      if (type == MeterType.HISTOGRAM && total) {
        throw new IllegalArgumentException("histogram '" + name + "' must not end in _total");
      }
      if (type == MeterType.GAUGE && total && !name.endsWith("_items_total")) {
        throw new IllegalArgumentException("gauge '" + name + "' must not end in _total");
      }
    }

    // OpenTelemetry's db.client.connection.count is a level, and a profile may say so.
    private boolean mayEndIn(String ending) {
      boolean renamed = !id.equals(name);
      return (info && ending.equals("_info"))
          || (renamed && type == MeterType.GAUGE && ending.equals("_count"));
    }

    private void checkLabels() {
      Set<String> seen = new LinkedHashSet<>();
      for (LabelSpec label : labels) {
        if (!seen.add(label.name())) {
          throw new IllegalArgumentException(
              "meter '" + name + "' has the label '" + label.name() + "' twice");
        }
        if (type == MeterType.GAUGE && label.isOffered()) {
          throw new IllegalArgumentException(
              "gauge '"
                  + name
                  + "': its values cannot be added up, so none of its labels is an offer");
        }
      }
    }

    private void checkBuckets() {
      if (type != MeterType.HISTOGRAM) {
        if (buckets.length > 0) {
          throw new IllegalArgumentException("meter '" + name + "': only a histogram has buckets");
        }
        return;
      }
      if (buckets.length == 0) {
        throw new IllegalArgumentException("histogram '" + name + "' has no buckets");
      }
      double last = Double.NEGATIVE_INFINITY;
      for (double bound : buckets) {
        if (!Double.isFinite(bound) || bound <= last) {
          throw new IllegalArgumentException(
              "histogram '" + name + "': buckets must be finite and ascending, found " + bound);
        }
        last = bound;
      }
    }

    private static String unitIn(String name) {
      String base = name.endsWith("_total") ? name.substring(0, name.length() - 6) : name;
      if (base.endsWith("_seconds")) {
        return "seconds";
      }
      return base.endsWith("_bytes") ? "bytes" : "";
    }
  }
}
