// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** {@code OTEL_TRACES_EXPORTER=discard}: the exporter that all contestants have, by name. */
public final class DiscardingExporters implements ConfigurableSpanExporterProvider {

  static final String NAME = "discard";

  /** For the service loader. */
  public DiscardingExporters() {}

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public SpanExporter createExporter(ConfigProperties config) {
    return SpanExporter.composite();
  }
}
