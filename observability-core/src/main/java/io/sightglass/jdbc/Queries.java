// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.sightglass.Observability;
import io.sightglass.Tally;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.config.DatabaseSettings;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measures queries of one database. Nothing here throws. */
final class Queries {

  /** A query that runs. */
  record Running(ObservedQuery query, Context parent, Span span, long startNanos) {}

  private static final AttributeKey<Long> BATCH_SIZE =
      AttributeKey.longKey("db.operation.batch.size");
  private static final AttributeKey<String> STATUS =
      AttributeKey.stringKey("db.response.status_code");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  // A batch of statements is described by its first ones.
  private static final int MAX_OF_BATCH = 100;

  private final Observability obs;
  private final String database;
  private final Histogram durations;
  private final Counter errors;
  private final Tracer tracer;
  private final boolean spans;
  private final boolean texts;
  private final RecentQueries recent = new RecentQueries(this::read);
  private volatile @Nullable DatabaseIdentity identity;

  Queries(Observability obs, String database) {
    this.obs = obs;
    this.database = database;
    durations = obs.meters().histogram(JdbcMeters.QUERIES);
    errors = obs.meters().counter(JdbcMeters.ERRORS);
    tracer = obs.openTelemetry().getTracer("io.sightglass.jdbc");
    spans = obs.settings().get(DatabaseSettings.SPANS);
    texts = obs.settings().get(DatabaseSettings.STATEMENTS).equals("sanitized");
  }

  /** Learns from the first connection which database this is. */
  void connected(Connection connection) {
    if (identity != null) {
      return;
    }
    DatabaseIdentity learned;
    try {
      learned = DatabaseIdentity.of(connection);
    } catch (SQLException | RuntimeException untold) {
      learned = DatabaseIdentity.unknown();
    }
    identity = learned;
  }

  void notConnected(Throwable failure) {
    try {
      errors.handle(database, SqlErrors.kind(failure)).increment();
      Tally.current().add("db.errors", 1);
    } catch (Throwable ours) {
      internalError(ours, failure);
    }
  }

  @Nullable Running begin(List<String> statements, int batchSize) {
    try {
      ObservedQuery query = describe(statements);
      Context parent = Context.current();
      Span span = spans ? start(query, parent, batchSize) : Span.getInvalid();
      return new Running(query, parent, span, System.nanoTime());
    } catch (Throwable ours) {
      internalError(ours, null);
      return null;
    }
  }

  /** Ends it: {@code changed} rows, or -1 if that is not known. */
  void end(Running running, @Nullable Throwable failure, long changed) {
    try {
      long nanos = System.nanoTime() - running.startNanos();
      Span span = running.span();
      running.query().duration.recordNanos(nanos, span.getSpanContext());
      if (failure != null) {
        failed(span, failure);
      }
      sum(Tally.from(running.parent()), nanos, failure, changed);
    } catch (Throwable ours) {
      internalError(ours, failure);
    } finally {
      running.span().end();
    }
  }

  private static void sum(Tally tally, long nanos, @Nullable Throwable failure, long changed) {
    if (!tally.isOpen()) {
      return;
    }
    tally.add("db.queries", 1);
    tally.add("db.seconds", nanos / 1e9);
    if (changed > 0) {
      tally.add("db.rows_changed", changed);
    }
    if (failure != null) {
      tally.add("db.errors", 1);
    }
  }

  private void failed(Span span, Throwable failure) {
    SpanContext exemplar = span.getSpanContext();
    errors.handle(database, SqlErrors.kind(failure)).add(1, exemplar);
    if (!span.isRecording()) {
      return;
    }
    // Not its message: databases quote the values of the row.
    span.setStatus(StatusCode.ERROR);
    String code = failure instanceof SQLException sql ? code(sql) : null;
    if (code != null) {
      span.setAttribute(STATUS, code);
    }
    span.setAttribute(ERROR_TYPE, code == null ? failure.getClass().getName() : code);
  }

  private @Nullable String code(SQLException failure) {
    int number = identity().hasErrorNumbers() ? SqlErrors.number(failure) : 0;
    if (number != 0) {
      return Integer.toString(number);
    }
    String state = SqlErrors.state(failure);
    return state == null || state.isEmpty() || state.length() > 5 ? null : state;
  }

  private Span start(ObservedQuery query, Context parent, int batchSize) {
    boolean batch = batchSize > 1;
    Attributes attributes = batch ? query.batchAttributes : query.attributes;
    SpanBuilder builder =
        tracer
            .spanBuilder(batch ? query.batchSpanName : query.spanName)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent);
    // Ahead of the start, for samplers; under a trace that is not sampled for nobody.
    SpanContext above = Span.fromContext(parent).getSpanContext();
    if (above.isSampled() || !above.isValid()) {
      builder.setAllAttributes(attributes);
      if (batch) {
        builder.setAttribute(BATCH_SIZE, (long) batchSize);
      }
      return builder.startSpan();
    }
    Span span = builder.startSpan();
    if (span.isRecording()) {
      span.setAllAttributes(attributes);
      if (batch) {
        span.setAttribute(BATCH_SIZE, (long) batchSize);
      }
    }
    return span;
  }

  private ObservedQuery describe(List<String> statements) {
    ObservedQuery first = recent.of(statements.get(0));
    Set<ObservedQuery> all = new LinkedHashSet<>();
    for (int i = 1; i < Math.min(statements.size(), MAX_OF_BATCH); i++) {
      ObservedQuery other = recent.of(statements.get(i));
      if (other != first) {
        all.add(other);
      }
    }
    return all.isEmpty() ? first : mixed(first, all);
  }

  /** Of a batch of different statements: what they have in common. */
  private ObservedQuery mixed(ObservedQuery first, Set<ObservedQuery> others) {
    String type = first.shape.type();
    String table = first.shape.table();
    String summary = first.shape.summary();
    StringBuilder text = new StringBuilder(first.shape.text());
    for (ObservedQuery other : others) {
      type = type.equals(other.shape.type()) ? type : SqlShape.OTHER;
      table = table != null && table.equals(other.shape.table()) ? table : null;
      summary = summary != null && summary.equals(other.shape.summary()) ? summary : null;
      if (text.length() < SqlScanner.MAX_TEXT) {
        text.append("; ").append(other.shape.text());
      }
    }
    return observed(new SqlShape(type, table, summary, text.toString()));
  }

  private ObservedQuery read(String sql) {
    return observed(SqlScanner.scan(sql, identity()));
  }

  private ObservedQuery observed(SqlShape shape) {
    String table = shape.table();
    Histogram.Handle duration =
        durations.handle(database, shape.type(), table == null ? LabelSpec.NONE : table);
    return new ObservedQuery(shape, duration, identity(), texts);
  }

  private DatabaseIdentity identity() {
    DatabaseIdentity known = identity;
    return known == null ? DatabaseIdentity.unknown() : known;
  }

  /** How many statements are known, for tests. */
  int known() {
    return recent.size();
  }

  // What the app is about to get must not be hidden by a failure of ours, fatal as it may be.
  void internalError(Throwable ours, @Nullable Throwable ofTheApp) {
    if (ofTheApp == null || !(ours instanceof VirtualMachineError)) {
      obs.diagnostics().internalError("jdbc", ours);
    }
  }
}
