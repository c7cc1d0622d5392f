// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.Map;

/**
 * A span as it arrived.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits
 * @param parentSpanId the same, or empty for a root
 * @param name its name
 * @param kind for example {@code SERVER}
 * @param status {@code UNSET}, {@code OK} or {@code ERROR}
 * @param attributes its attributes as plain values: String, Long, Double, Boolean, List
 * @param resource the attributes of what sent it, such as {@code service.name}
 * @param proto the whole message: times, events, links
 */
public record OtlpSpan(
    String traceId,
    String spanId,
    String parentSpanId,
    String name,
    String kind,
    String status,
    Map<String, Object> attributes,
    Map<String, Object> resource,
    Span proto) {

  static OtlpSpan of(Span span, Map<String, Object> resource) {
    return new OtlpSpan(
        Otlp.hex(span.getTraceId()),
        Otlp.hex(span.getSpanId()),
        Otlp.hex(span.getParentSpanId()),
        span.getName(),
        span.getKind().name().replace("SPAN_KIND_", ""),
        span.getStatus().getCode().name().replace("STATUS_CODE_", ""),
        Otlp.attributes(span.getAttributesList()),
        resource,
        span);
  }
}
