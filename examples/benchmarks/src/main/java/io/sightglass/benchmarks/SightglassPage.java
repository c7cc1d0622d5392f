// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import java.io.IOException;
import java.io.OutputStream;

/** The page in the library; the JVM's and the process's own families are on it too. */
public class SightglassPage extends Page {

  private final Observability obs = Sightglass.metrics(1_000_000);
  private final Counter counter =
      obs.meters().counter(labelled(MeterSpec.counter("page_total", "Counters.")));
  private final Histogram histogram =
      obs.meters()
          .histogram(
              labelled(
                  MeterSpec.histogram("page_duration_seconds", "Histograms.").buckets(BOUNDS)));

  private static MeterSpec labelled(MeterSpec.Builder spec) {
    for (String name : NAMES) {
      spec.label(LabelSpec.upTo(name, 1000));
    }
    return spec.build();
  }

  @Override
  void count(String[] labels, double value) {
    counter.handle(labels[0], labels[1], labels[2]).add(value);
  }

  @Override
  void record(String[] labels, double value) {
    histogram.handle(labels[0], labels[1], labels[2]).record(value);
  }

  void text(OutputStream out) throws IOException {
    write("", out);
  }

  void openMetrics(OutputStream out) throws IOException {
    write("application/openmetrics-text; version=1.0.0", out);
  }

  private void write(String accept, OutputStream out) throws IOException {
    obs.scrape(accept).writeTo(out);
  }

  @Override
  public void stop() {
    obs.close();
  }
}
