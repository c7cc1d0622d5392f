// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.ArrayList;
import java.util.List;

/**
 * A panel of a dashboard, its queries written in declared names. The dashboard's job, instance and
 * environment are put on each declared meter of a query, so a query does not name them.
 *
 * @param kind what draws it
 * @param title what it shows
 * @param description how to read it
 * @param unit of its values
 * @param targets what it asks
 * @param width of 24
 * @param limits where its colour changes: from warning to failure; empty for none
 * @param alert whose runbook it links to; empty for none
 * @param failures whether all it shows went wrong, so that none of it looks well
 */
record Panel(
    Kind kind,
    String title,
    String description,
    Unit unit,
    List<Target> targets,
    int width,
    List<Double> limits,
    String alert,
    boolean failures) {

  /** What draws a panel, by Grafana's name. */
  enum Kind {
    /** Lines over time. */
    TIMESERIES("timeseries"),
    /** One number. */
    STAT("stat"),
    /** A bar for each series. */
    BARS("bargauge"),
    /** Rows. */
    TABLE("table"),
    /** Log lines. */
    LOGS("logs"),
    /** Changes of state over time. */
    STATES("state-timeline");

    private final String grafana;

    Kind(String grafana) {
      this.grafana = grafana;
    }

    String grafana() {
      return grafana;
    }
  }

  /** A query, what its series are called, and whether exemplars are asked for. */
  record Target(String expr, String legend, boolean exemplars) {}

  static Builder timeseries(String title, Unit unit) {
    return new Builder(Kind.TIMESERIES, title, unit, 12);
  }

  static Builder stat(String title, Unit unit) {
    return new Builder(Kind.STAT, title, unit, 6);
  }

  static Builder bars(String title, Unit unit) {
    return new Builder(Kind.BARS, title, unit, 12);
  }

  static Builder table(String title, Unit unit) {
    return new Builder(Kind.TABLE, title, unit, 12);
  }

  static Builder states(String title, Unit unit) {
    return new Builder(Kind.STATES, title, unit, 24);
  }

  static Builder logs(String title) {
    return new Builder(Kind.LOGS, title, Unit.NUMBER, 24);
  }

  /** Collects what a panel needs. */
  static final class Builder {

    private final Kind kind;
    private final String title;
    private final Unit unit;
    private final List<Target> targets = new ArrayList<>();
    private String description = "";
    private int width;
    private List<Double> limits = List.of();
    private String alert = "";
    private boolean failures;

    private Builder(Kind kind, String title, Unit unit, int width) {
      this.kind = kind;
      this.title = title;
      this.unit = unit;
      this.width = width;
    }

    Builder reads(String description) {
      this.description = description;
      return this;
    }

    /** A query; {@code {{label}}} in the legend is spelled as in the query. */
    Builder asks(String expr, String legend) {
      targets.add(new Target(expr, legend, false));
      return this;
    }

    /** The quantiles 0.5, 0.95 and 0.99 of a histogram, with exemplars. */
    Builder quantiles(String histogram, String matchers) {
      for (String quantile : List.of("0.5", "0.95", "0.99")) {
        String rate = "rate(" + histogram + "_bucket" + matchers + "[$__rate_interval])";
        String expr = "histogram_quantile(" + quantile + ", sum by (le) (" + rate + "))";
        targets.add(new Target(expr, "p" + quantile.substring(2).replaceFirst("^5$", "50"), true));
      }
      return this;
    }

    Builder wide(int width) {
      this.width = width;
      return this;
    }

    /** From where on it is a warning, and from where on a failure. */
    Builder limits(double warning, double failure) {
      this.limits = List.of(warning, failure);
      return this;
    }

    /** All it shows went wrong. */
    Builder failures() {
      this.failures = true;
      return this;
    }

    Builder alert(String name) {
      this.alert = name;
      return this;
    }

    Panel build() {
      if (description.isEmpty() || targets.isEmpty()) {
        throw new IllegalArgumentException("panel '" + title + "' needs a description and a query");
      }
      return new Panel(
          kind, title, description, unit, List.copyOf(targets), width, limits, alert, failures);
    }
  }
}
