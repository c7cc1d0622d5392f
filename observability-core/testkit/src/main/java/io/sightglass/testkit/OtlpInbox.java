// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Decodes exports, whichever way they came, and keeps what was in them. */
final class OtlpInbox {

  static final int KEPT = 10_000;
  static final int KEPT_IDS = 4_000_000;

  final Shelf.Guard guard = new Shelf.Guard();
  final Shelf<OtlpRequest> requests = new Shelf<>(guard, KEPT);
  final Shelf<OtlpSpan> spans = new Shelf<>(guard, KEPT);
  final Shelf<OtlpMetric> metrics = new Shelf<>(guard, KEPT);
  final Shelf<OtlpLogRecord> logs = new Shelf<>(guard, KEPT);
  private final IdSet spanIds = new IdSet(KEPT_IDS);
  private volatile OtlpAnswer answer = OtlpAnswer.ok();

  /** Where a request came from. */
  record Source(String protocol, Map<String, List<String>> headers) {}

  void answer(OtlpAnswer answer) {
    this.answer = Objects.requireNonNull(answer, "answer");
  }

  OtlpAnswer traces(ExportTraceServiceRequest request, Source source) {
    List<OtlpSpan> items =
        request.getResourceSpansList().stream()
            .flatMap(
                resource -> {
                  Map<String, Object> from =
                      Otlp.attributes(resource.getResource().getAttributesList());
                  return resource.getScopeSpansList().stream()
                      .flatMap(scope -> scope.getSpansList().stream())
                      .map(span -> OtlpSpan.of(span, from));
                })
            .toList();
    return take("traces", source, items, spans);
  }

  OtlpAnswer metrics(ExportMetricsServiceRequest request, Source source) {
    List<OtlpMetric> items =
        request.getResourceMetricsList().stream()
            .flatMap(
                resource -> {
                  Map<String, Object> from =
                      Otlp.attributes(resource.getResource().getAttributesList());
                  return resource.getScopeMetricsList().stream()
                      .flatMap(scope -> scope.getMetricsList().stream())
                      .map(metric -> OtlpMetric.of(metric, from));
                })
            .toList();
    return take("metrics", source, items, metrics);
  }

  OtlpAnswer logs(ExportLogsServiceRequest request, Source source) {
    List<OtlpLogRecord> items =
        request.getResourceLogsList().stream()
            .flatMap(
                resource -> {
                  Map<String, Object> from =
                      Otlp.attributes(resource.getResource().getAttributesList());
                  return resource.getScopeLogsList().stream()
                      .flatMap(scope -> scope.getLogRecordsList().stream())
                      .map(log -> OtlpLogRecord.of(log, from));
                })
            .toList();
    return take("logs", source, items, logs);
  }

  /** How many different span ids were accepted. */
  int distinctSpans() {
    guard.lock.lock();
    try {
      if (spanIds.isFull()) {
        throw new IllegalStateException("more than " + KEPT_IDS + " span ids: no longer counted");
      }
      return spanIds.size();
    } finally {
      guard.lock.unlock();
    }
  }

  private <T> OtlpAnswer take(String signal, Source source, List<T> items, Shelf<T> shelf) {
    OtlpAnswer given = answer;
    boolean accepted = given.isSuccess();
    guard.lock.lock();
    try {
      if (accepted) {
        for (T item : items) {
          if (item instanceof OtlpSpan span) {
            spanIds.add(span.proto().getSpanId().asReadOnlyByteBuffer().getLong());
          }
          shelf.add(item);
        }
      }
      requests.add(
          new OtlpRequest(signal, source.protocol(), source.headers(), items.size(), accepted));
    } finally {
      guard.lock.unlock();
    }
    return given;
  }
}
