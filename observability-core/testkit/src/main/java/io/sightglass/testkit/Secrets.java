// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** Looks for texts in everything that leaves. */
final class Secrets {

  private final List<String> secrets;

  Secrets(List<String> secrets) {
    if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("name what must not leave; a blank text is everywhere");
    }
    this.secrets = secrets;
  }

  void page(String where, String page) {
    page.lines().forEach(line -> text(where + ": " + shortened(line), line));
  }

  void span(SpanData span) {
    String where = "span '" + shortened(span.getName()) + "'";
    text(where + ", its name", span.getName());
    text(where + ", its status", span.getStatus().getDescription());
    attributes(where, span.getAttributes());
    for (EventData event : span.getEvents()) {
      text(where + ", an event's name", event.getName());
      attributes(where + ", event " + event.getName(), event.getAttributes());
    }
    for (LinkData link : span.getLinks()) {
      attributes(where + ", a link", link.getAttributes());
    }
  }

  void record(LogRecordData record) {
    String where = "event " + record.getEventName();
    text(where + ", its text", String.valueOf(record.getBodyValue()));
    attributes(where, record.getAttributes());
  }

  private void attributes(String where, Attributes attributes) {
    attributes.forEach(
        (key, value) -> {
          text(where + ", a key", key.getKey());
          text(where + ", " + key.getKey(), String.valueOf(value));
        });
  }

  private void text(String where, String text) {
    for (int i = 0; i < secrets.size(); i++) {
      if (text.contains(secrets.get(i))) {
        // A test's output is kept as well: which it is, not what it is.
        String hidden = where.replace(secrets.get(i), "…");
        throw new AssertionError(
            "text " + (i + 1) + " of " + secrets.size() + " left in " + hidden);
      }
    }
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
