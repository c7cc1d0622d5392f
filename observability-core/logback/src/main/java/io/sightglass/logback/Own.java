// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

/** The fields of a line that are the library's, under the names of each profile. */
enum Own {
  TIMESTAMP("timestamp", "@timestamp"),
  LEVEL("level", "log.level"),
  MESSAGE("msg", "message"),
  LOGGER("logger", "log.logger"),
  THREAD("thread", "process.thread.name"),
  SERVICE("service", "service.name"),
  ENVIRONMENT("environment", "service.environment"),
  VERSION("version", "service.version"),
  HOST("host", "host.hostname"),
  TRACE_ID("trace_id", "trace.id"),
  SPAN_ID("span_id", "span.id"),
  REQUEST_ID("request_id", "http.request.id"),
  CATEGORY("category", "event.dataset"),
  EXCEPTION("exception", ""),
  EXCEPTION_CLASS("exception_class", "error.type"),
  EXCEPTION_MESSAGE("exception_message", "error.message"),
  EXCEPTION_AT("exception_at", "exception_at"),
  STACK_TRACE("stack_trace", "error.stack_trace"),
  CAUSES("exception_causes", "exception_causes"),
  TRUNCATED("truncated", "truncated");

  private final String plain;
  private final String ecs;

  Own(String plain, String ecs) {
    this.plain = plain;
    this.ecs = ecs;
  }

  String plain() {
    return plain;
  }

  /** In the Elastic Common Schema; empty where it says the same in other fields. */
  String ecs() {
    return ecs;
  }
}
