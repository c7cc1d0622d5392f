// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import io.sightglass.meter.Meters;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Meters that keep nothing: one shared object of each kind, no state, no garbage. */
enum NoopMeters implements Meters {
  INSTANCE;

  static final Counter COUNTER = new NoopCounter();
  static final Histogram HISTOGRAM = new NoopHistogram();
  static final Gauge GAUGE = new NoopGauge();

  private static final Catalogue NOTHING = List::of;

  @Override
  public Counter counter(MeterSpec spec) {
    return COUNTER;
  }

  @Override
  public Histogram histogram(MeterSpec spec) {
    return HISTOGRAM;
  }

  @Override
  public Gauge gauge(MeterSpec spec) {
    return GAUGE;
  }

  @Override
  public void observeCounter(MeterSpec spec, DoubleSupplier value, String... values) {}

  @Override
  public Catalogue catalogue() {
    return NOTHING;
  }

  private static final class NoopCounter implements Counter, Counter.Handle {

    @Override
    public Counter.Handle handle() {
      return this;
    }

    @Override
    public Counter.Handle handle(String value) {
      return this;
    }

    @Override
    public Counter.Handle handle(String first, String second) {
      return this;
    }

    @Override
    public Counter.Handle handle(String first, String second, String third) {
      return this;
    }

    @Override
    public Counter.Handle handle(String... values) {
      return this;
    }

    @Override
    public void increment() {}

    @Override
    public void add(double amount) {}

    @Override
    public void add(double amount, SpanContext exemplar) {}
  }

  private static final class NoopHistogram implements Histogram, Histogram.Handle {

    @Override
    public Histogram.Handle handle() {
      return this;
    }

    @Override
    public Histogram.Handle handle(String value) {
      return this;
    }

    @Override
    public Histogram.Handle handle(String first, String second) {
      return this;
    }

    @Override
    public Histogram.Handle handle(String first, String second, String third) {
      return this;
    }

    @Override
    public Histogram.Handle handle(String... values) {
      return this;
    }

    @Override
    public void record(double value) {}

    @Override
    public void record(double value, SpanContext exemplar) {}

    @Override
    public void recordNanos(long nanos) {}

    @Override
    public void recordNanos(long nanos, SpanContext exemplar) {}
  }

  private static final class NoopGauge implements Gauge, Gauge.Handle {

    @Override
    public Gauge.Handle handle() {
      return this;
    }

    @Override
    public Gauge.Handle handle(String value) {
      return this;
    }

    @Override
    public Gauge.Handle handle(String first, String second) {
      return this;
    }

    @Override
    public Gauge.Handle handle(String... values) {
      return this;
    }

    @Override
    public void observe(DoubleSupplier value, String... values) {}

    @Override
    public void set(double value) {}

    @Override
    public void add(double amount) {}
  }
}
