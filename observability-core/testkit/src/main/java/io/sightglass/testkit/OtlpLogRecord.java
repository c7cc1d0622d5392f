// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.Map;

/**
 * A log record as it arrived.
 *
 * @param body the message
 * @param severity for example {@code INFO}
 * @param traceId 32 lower-case hex digits, or empty
 * @param spanId 16 lower-case hex digits, or empty
 * @param attributes its attributes as plain values
 * @param resource the attributes of what sent it
 * @param proto the whole message
 */
public record OtlpLogRecord(
    String body,
    String severity,
    String traceId,
    String spanId,
    Map<String, Object> attributes,
    Map<String, Object> resource,
    LogRecord proto) {

  static OtlpLogRecord of(LogRecord log, Map<String, Object> resource) {
    return new OtlpLogRecord(
        String.valueOf(Otlp.value(log.getBody())),
        log.getSeverityText(),
        Otlp.hex(log.getTraceId()),
        Otlp.hex(log.getSpanId()),
        Otlp.attributes(log.getAttributesList()),
        resource,
        log);
  }
}
