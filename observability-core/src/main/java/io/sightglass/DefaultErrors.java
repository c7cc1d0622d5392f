// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.config.ErrorSettings;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Meters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts each error once and passes it on. */
final class DefaultErrors implements Errors {

  /** The areas that are always there; the first is for errors that name none. */
  static final List<String> AREAS =
      List.of("app", "http", "activity", "job", "task", "database", "messaging", "ai");

  private final Set<String> areas = new LinkedHashSet<>(AREAS);
  private final Counter counter;
  private final SeenErrors seen;
  private final ErrorBudget budget;
  private final ErrorLine line;
  private final ErrorTrail trail = new ErrorTrail();
  private final ErrorDelivery delivery;
  private final Diagnostics diagnostics;

  DefaultErrors(
      List<String> more,
      Meters meters,
      Settings settings,
      MdcMirror mirror,
      Diagnostics diagnostics,
      LongSupplier clock) {
    areas.addAll(more);
    counter = meters.counter(spec(areas));
    seen = new SeenErrors(clock);
    budget = new ErrorBudget(settings.get(ErrorSettings.MAX_PER_MINUTE), clock);
    line = new ErrorLine(mirror);
    delivery =
        new ErrorDelivery(
            settings.get(ErrorSettings.SAMPLE_RATE),
            settings.get(Setting.SHUTDOWN_TIMEOUT).dividedBy(4),
            trail,
            diagnostics);
    this.diagnostics = diagnostics;
  }

  /** What reporters are handed is redacted by those rules. */
  void redact(Redactor rules) {
    delivery.redact(rules);
  }

  private static MeterSpec spec(Set<String> areas) {
    return MeterSpec.counter("errors_total", "Errors, by where they came out and what they are.")
        .label(LabelSpec.oneOf("area", areas.toArray(new String[0])))
        .label(LabelSpec.upTo("error_type", 50))
        .fedBy("requests, outermost activities, jobs and tasks that fail, and Errors.report")
        .build();
  }

  @Override
  public void report(@Nullable Throwable error) {
    take(AREAS.get(0), null, error, true, false, Context.current());
  }

  @Override
  public void report(@Nullable String area, @Nullable Throwable error) {
    take(area, null, error, true, false, Context.current());
  }

  @Override
  public void unhandled(
      @Nullable String area, @Nullable String work, @Nullable Throwable error, boolean hasLine) {
    take(area, work, error, false, hasLine, Context.current());
  }

  /** The same in another context. */
  void unhandled(
      String area, @Nullable String work, Throwable error, boolean hasLine, Context context) {
    take(area, work, error, false, hasLine, context);
  }

  private void take(
      @Nullable String area,
      @Nullable String work,
      @Nullable Throwable error,
      boolean handled,
      boolean hasLine,
      Context context) {
    try {
      if (error == null) {
        diagnostics.invalid("errors", "null_argument");
      } else if (!delivery.isHere()) {
        ContextFields fields = ContextFields.from(context);
        Span span = Span.fromContext(context);
        String occasion = occasion(fields, span);
        if (seen.add(ErrorCauses.chain(error), occasion)) {
          ErrorSeen first =
              new ErrorSeen(
                  known(area),
                  ErrorTypes.of(error),
                  error,
                  Instant.now(),
                  handled,
                  work == null ? Activities.nameOf(context) : work,
                  fields,
                  span.getSpanContext(),
                  occasion,
                  Thread.currentThread().getId());
          pass(first, hasLine, context);
        }
      }
    } catch (Throwable failure) {
      diagnostics.internalError("errors", failure);
    }
  }

  private static String occasion(ContextFields fields, Span span) {
    if (span.getSpanContext().isValid()) {
      return span.getSpanContext().getTraceId();
    }
    String request = fields.requestId();
    return request == null ? "" : request;
  }

  private String known(@Nullable String area) {
    if (area != null && areas.contains(area)) {
      return area;
    }
    diagnostics.invalid("errors", "area");
    diagnostics.warn(
        Code.ERROR_AREA,
        "an error was reported for an area that is not declared; it is counted as '"
            + LabelSpec.OTHER
            + "'. Declare it with ObservabilityBuilder.errorAreas.");
    return LabelSpec.OTHER;
  }

  private void pass(ErrorSeen error, boolean hasLine, Context context) {
    counter.handle(error.area(), error.type()).add(1, error.span());
    boolean writes = !hasLine && line.isOn();
    boolean sends = delivery.isOn();
    if (!writes && !sends) {
      return;
    }
    boolean isWithin = budget.take(error.area() + ' ' + error.type());
    if (writes && isWithin) {
      line.write(error, context);
    } else if (writes) {
      diagnostics.dropped("logs", "rate_limited", 1);
    }
    if (sends && isWithin) {
      delivery.offer(error);
    } else if (sends) {
      delivery.limited();
    }
  }

  @Override
  public void trail(@Nullable String level, @Nullable String logger, @Nullable String message) {
    // The line of an error is the error.
    if (level == null
        || logger == null
        || message == null
        || !delivery.isOn()
        || logger.equals(ErrorLine.LOGGER)) {
      return;
    }
    Context context = Context.current();
    trail.add(
        level, logger, message, occasion(ContextFields.from(context), Span.fromContext(context)));
  }

  @Override
  public void sendTo(String name, ErrorReporter reporter) {
    delivery.sendTo(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(reporter, "reporter"));
  }

  @Override
  public void filter(Function<ErrorReport, @Nullable ErrorReport> filter) {
    delivery.filter(Objects.requireNonNull(filter, "filter"));
  }

  void close() {
    delivery.close();
  }

  /** For the report of the shutdown. */
  String account() {
    return delivery.account();
  }

  /** How many errors reporters should have had and have not. */
  long lost() {
    return delivery.lost();
  }

  /** An app's own areas, checked. */
  static List<String> checked(String... areas) {
    List<String> all = new ArrayList<>();
    for (String area : Objects.requireNonNull(areas, "areas")) {
      if (!Objects.requireNonNull(area, "area").matches("[a-z][a-z0-9_]{0,39}")) {
        throw new IllegalArgumentException(
            "the area '"
                + area
                + "' of errors: lower-case letters, digits and _, at most 40, such as payments");
      }
      all.add(area);
    }
    if (all.size() > 50) {
      throw new IllegalArgumentException("at most 50 areas of errors, were " + all.size());
    }
    return all;
  }
}
