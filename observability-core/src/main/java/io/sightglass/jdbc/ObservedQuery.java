// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.sightglass.meter.Histogram;

/** A statement with all that does not change between its executions. */
final class ObservedQuery {

  private static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");
  private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");
  private static final String BATCH = "BATCH ";

  final SqlShape shape;
  final Histogram.Handle duration;
  final String spanName;
  final String batchSpanName;
  final Attributes attributes;
  final Attributes batchAttributes;

  ObservedQuery(
      SqlShape shape, Histogram.Handle duration, DatabaseIdentity database, boolean withText) {
    this.shape = shape;
    this.duration = duration;
    String summary = shape.summary();
    spanName = summary == null ? database.system() : summary;
    batchSpanName = summary == null ? database.system() : BATCH + summary;
    AttributesBuilder all = database.attributes().toBuilder();
    if (withText && !shape.text().isEmpty()) {
      all.put(TEXT, shape.text());
    }
    if (summary == null) {
      attributes = all.build();
      batchAttributes = attributes;
    } else {
      attributes = all.put(SUMMARY, summary).build();
      batchAttributes = all.put(SUMMARY, batchSpanName).build();
    }
  }
}
