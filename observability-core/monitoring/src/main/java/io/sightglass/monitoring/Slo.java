// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A service level objective: which share of what happens may go wrong within 30 days. Rules that
 * watch how fast that budget is used up, and its panel, are made from it.
 *
 * <pre>{@code
 * Slo.named("refunds", 0.99)
 *     .errors("payment_failures_total", "payments_processed_total")
 *     .says("Refunds that customers get.")
 *     .build();
 * }</pre>
 *
 * <p>Meters are named as they were declared. Without events there is no ratio, so it is quiet when
 * there is no traffic. Immutable and thread-safe.
 *
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">Alerting on SLOs, multiwindow and
 *     multi-burn-rate</a>
 */
public final class Slo {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,40}");

  private final Builder is;

  private Slo(Builder builder) {
    this.is = builder;
  }

  /**
   * Begins an objective.
   *
   * @param name lower-case letters, digits and {@code _}: the label {@code slo}
   * @param objective the share that must go well, above 0 and below 1, such as 0.999
   */
  public static Builder named(String name, double objective) {
    return new Builder(name, objective);
  }

  /** The objectives that come with the library. */
  static List<Slo> all() {
    String requests = "http_requests_total{job=\"app\",method=\"GET\",route=\"/a\",status_code=\"";
    String bucket =
        "http_request_duration_seconds_bucket{job=\"app\",method=\"GET\",route=\"/a\","
            + "status_code=\"200\",le=\"";
    String message =
        "whatsapp_messages_total{job=\"app\",direction=\"outbound\",type=\"text\",sender=\"a\","
            + "status=\"";
    return List.of(
        named("availability", 0.999)
            .ratio("1 - avg by (job) (avg_over_time(up[${window}]))")
            .says("Scrapes that reach the app.")
            .badOn("up{job=\"app\",instance=\"a:1\"}", "1x60 0x120 1x420")
            .goodOn("up{job=\"app\",instance=\"a:1\"}", "1x600")
            .build(),
        named("success", 0.995)
            .errors("http_requests_total{status_code=~\"5..\"}", "http_requests_total")
            .says("Requests that are not answered with 5xx.")
            .badOn(requests + "500\"}", "0x60 0+50x120 6000+0x420")
            .badOn(requests + "200\"}", "0+50x600")
            .goodOn(requests + "500\"}", "0+0x600")
            .goodOn(requests + "200\"}", "0+50x600")
            .build(),
        named("latency", 0.99)
            .ratio(
                "1 - sum by (job) (rate(http_request_duration_seconds_bucket{le=\"${le:2}\"}[${window}]))"
                    + " / sum by (job) (rate(http_request_duration_seconds_count[${window}]))")
            .says("Requests that are answered within 2 s.")
            .badOn(bucket + "${le:2}\"}", "0+50x60 3000+10x120 4200+50x420")
            .badOn(
                "http_request_duration_seconds_count{job=\"app\",method=\"GET\",route=\"/a\","
                    + "status_code=\"200\"}",
                "0+50x600")
            .goodOn(bucket + "${le:2}\"}", "0+50x600")
            .goodOn(
                "http_request_duration_seconds_count{job=\"app\",method=\"GET\",route=\"/a\","
                    + "status_code=\"200\"}",
                "0+50x600")
            .build(),
        named("delivery", 0.95)
            .ratio(
                "1 - sum by (job) (rate(whatsapp_messages_total"
                    + "{direction=\"outbound\",status=\"delivered\"}[${window}]))"
                    + " / sum by (job) (rate(whatsapp_messages_total"
                    + "{direction=\"outbound\",status=\"sent\"}[${window}]))")
            .says("Messages sent that are delivered.")
            .badOn(message + "sent\"}", "0+50x600")
            .badOn(message + "delivered\"}", "0+50x60 3000+0x120 3000+50x420")
            .goodOn(message + "sent\"}", "0+50x600")
            .goodOn(message + "delivered\"}", "0+50x600")
            .build());
  }

  String name() {
    return is.name;
  }

  double objective() {
    return is.objective;
  }

  /** The share that goes wrong, by job, over {@code ${window}}. */
  String ratio() {
    return is.ratio;
  }

  String description() {
    return is.description;
  }

  List<Alert.Series> bad() {
    return is.bad;
  }

  List<Alert.Series> good() {
    return is.good;
  }

  @Override
  public String toString() {
    return is.name + " " + is.objective;
  }

  /** Collects what an objective needs. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private final double objective;
    private String ratio = "";
    private String description = "";
    private final List<Alert.Series> bad = new ArrayList<>();
    private final List<Alert.Series> good = new ArrayList<>();

    private Builder(String name, double objective) {
      this.name = Objects.requireNonNull(name, "name");
      this.objective = objective;
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "SLO name '" + name + "': 2 to 41 of a-z, 0-9 and _, beginning with a letter");
      }
      if (!(objective > 0 && objective < 1)) {
        throw new IllegalArgumentException(
            "objective of SLO " + name + ": above 0 and below 1, was " + objective);
      }
    }

    /** Counts what goes wrong among all: two counters, with or without conditions. */
    public Builder errors(String wrong, String all) {
      return ratio(
          "(sum by (job) (rate("
              + Objects.requireNonNull(wrong, "wrong")
              + "[${window}])) or 0 * sum by (job) (rate("
              + Objects.requireNonNull(all, "all")
              + "[${window}]))) / sum by (job) (rate("
              + all
              + "[${window}]))");
    }

    /** The share that goes wrong, by job, as a query over {@code [${window}]}. */
    public Builder ratio(String promQl) {
      this.ratio = Objects.requireNonNull(promQl, "promQl");
      return this;
    }

    /** What must go well, in a sentence. */
    public Builder says(String description) {
      this.description = Objects.requireNonNull(description, "description");
      return this;
    }

    /**
     * A series that goes wrong from the first to the third hour and then well again, one value a
     * minute, for the test of the rules.
     */
    public Builder badOn(String series, String values) {
      bad.add(new Alert.Series(series, values));
      return this;
    }

    /** A series on which nothing must fire. */
    public Builder goodOn(String series, String values) {
      good.add(new Alert.Series(series, values));
      return this;
    }

    /**
     * The objective.
     *
     * @throws IllegalArgumentException with what is missing
     */
    public Slo build() {
      if (ratio.isEmpty() || !ratio.contains("${window}")) {
        throw new IllegalArgumentException("SLO " + name + " needs errors(…) or ratio(…)");
      }
      if (description.isEmpty()) {
        throw new IllegalArgumentException("SLO " + name + " needs a sentence: says(…)");
      }
      return new Slo(this);
    }
  }
}
