// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.sightglass.catalogue.Buckets;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The meters in OpenTelemetry's SDK. */
@State(Scope.Benchmark)
public class OtelMeters {

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey(Labels.NAMES[0]);
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey(Labels.NAMES[1]);
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey(Labels.NAMES[2]);
  private static final Attributes FIRST =
      Attributes.of(METHOD, "GET", ROUTE, "/a", OUTCOME, "success");

  private final Meter meter =
      SdkMeterProvider.builder().registerMetricReader(new IdleReader()).build().get("benchmarks");
  private final LongCounter counter = meter.counterBuilder("work").build();
  private final DoubleHistogram histogram =
      meter
          .histogramBuilder("work.duration")
          .setExplicitBucketBoundariesAdvice(Arrays.stream(Buckets.requests()).boxed().toList())
          .build();

  void countHandle() {
    counter.add(1, FIRST);
  }

  void count(Labels labels) {
    counter.add(1, attributes(labels));
  }

  void recordHandle(Labels labels) {
    histogram.record(labels.seconds, FIRST);
  }

  void record(Labels labels) {
    histogram.record(labels.seconds, attributes(labels));
  }

  private static Attributes attributes(Labels labels) {
    return Attributes.of(METHOD, labels.method, ROUTE, labels.route, OUTCOME, labels.outcome);
  }
}
