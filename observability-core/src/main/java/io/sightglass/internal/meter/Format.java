// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/** An exposition format. The order is the server's own preference. */
enum Format {
  /** Prometheus text. */
  TEXT("text", "plain", "text/plain; version=0.0.4; charset=utf-8") {
    @Override
    void write(
        List<MetricSnapshot> families, Chunks out, BiConsumer<MetricSnapshot, Exception> failed) {
      TextWriter.text(families, out, failed);
    }

    @Override
    boolean allows(String parameter, String value) {
      return !parameter.equals("version") || value.equals("0.0.4");
    }
  },
  /** OpenMetrics. */
  OPEN_METRICS(
      "application",
      "openmetrics-text",
      "application/openmetrics-text; version=1.0.0; charset=utf-8") {
    @Override
    void write(
        List<MetricSnapshot> families, Chunks out, BiConsumer<MetricSnapshot, Exception> failed) {
      TextWriter.openMetrics(families, out, failed);
    }

    @Override
    boolean allows(String parameter, String value) {
      return !parameter.equals("version") || value.equals("1.0.0");
    }
  },
  /** Prometheus protobuf. */
  PROTOBUF("application", "vnd.google.protobuf", PrometheusProtobufWriter.CONTENT_TYPE) {
    private final boolean available = new PrometheusProtobufWriter().isAvailable();

    @Override
    void write(
        List<MetricSnapshot> families, Chunks out, BiConsumer<MetricSnapshot, Exception> failed) {
      var writer = new PrometheusProtobufWriter();
      for (MetricSnapshot family : families) {
        long start = out.length();
        try {
          // One at a time: together, a gauge 'jobs' and a counter 'jobs_total' are refused.
          writer.write(out, new MetricSnapshots(family), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException | RuntimeException e) {
          out.cut(start);
          failed.accept(family, e);
        }
      }
    }

    @Override
    boolean allows(String parameter, String value) {
      return switch (parameter) {
        case "proto" -> value.equals("io.prometheus.client.MetricFamily");
        case "encoding" -> value.equals("delimited");
        default -> true;
      };
    }

    @Override
    boolean isAvailable() {
      return available;
    }
  };

  private final String type;
  private final String subtype;
  private final String contentType;

  Format(String type, String subtype, String contentType) {
    this.type = type;
    this.subtype = subtype;
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** Writes what it can; a family that cannot be written leaves no trace but the call. */
  abstract void write(
      List<MetricSnapshot> families, Chunks out, BiConsumer<MetricSnapshot, Exception> failed);

  /** Whether a media range with that parameter, in lower case but for its value, means it. */
  abstract boolean allows(String parameter, String value);

  /** Whether the classes that write it are there: protobuf may be left off the class path. */
  boolean isAvailable() {
    return true;
  }

  String type() {
    return type;
  }

  String subtype() {
    return subtype;
  }
}
