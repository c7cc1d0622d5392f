// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.sightglass.Diagnostics;
import io.sightglass.Redactor;
import io.sightglass.Tally;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import io.sightglass.meter.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records events: counts and measures them, puts them on the current span and writes them.
 *
 * <p>Thread-safe. {@link #record} never throws.
 */
public final class EventRecorder {

  private final Meters meters;
  private final Limits limits;
  private final Faults faults;
  private final Redactor redactor;
  private final EventLines lines;
  private final KnownEvents known = new KnownEvents();

  // One for each recorder, and not static: the app's class holds its resolved type, and this holds
  // no class. So a class loader that is dropped is not kept, and a resolved type, which does not
  // know its recorder, goes with it when an app is closed before its classes are.
  private final ClassValue<EventType> types =
      new ClassValue<>() {
        @Override
        protected EventType computeValue(Class<?> type) {
          return resolve(type);
        }
      };

  private EventRecorder(
      Meters meters, Diagnostics diagnostics, Limits limits, Redactor rules, EventLines lines) {
    this.meters = meters;
    this.limits = limits;
    this.faults = new Faults(diagnostics);
    this.redactor = rules;
    this.lines = lines;
  }

  /** A recorder; {@code records} is where log records go. */
  public static EventRecorder of(
      Meters meters,
      Diagnostics diagnostics,
      Settings settings,
      Redactor rules,
      LoggerProvider records) {
    EventLines lines = new EventLines(settings.get(Setting.EVENTS_LINES), records);
    return new EventRecorder(meters, diagnostics, Limits.of(settings), rules, lines);
  }

  /** Records an event; what cannot be used is dropped and counted. */
  public void record(@Nullable Record event) {
    if (event == null) {
      faults.nothing();
      return;
    }
    try {
      EventType type = types.get(event.getClass());
      Problems problems = type.problems();
      if (problems == null) {
        record(type, event);
      } else {
        faults.unusable(problems.line());
      }
    } catch (Throwable failure) {
      faults.internal(failure);
    }
  }

  private void record(EventType type, Record event) {
    Context context = Context.current();
    Tally tally = Tally.from(context);
    Row row = type.count(event, tally);
    boolean failure = type.isFailure(row, event);
    Span span = Span.fromContext(context);
    boolean onSpan = span.isRecording();
    boolean line = lines.wantsLine(type, failure, tally.isOpen());
    boolean record = lines.wantsRecord(context, failure);
    if (!onSpan && !line && !record) {
      return;
    }
    @Nullable Object[] values = type.fields().read(row, event);
    if (onSpan) {
      type.fields().onto(span, values);
    }
    if (line) {
      lines.line(type, values, failure);
    }
    if (record) {
      lines.record(type, values, failure, context);
    }
  }

  /**
   * Declares events: checks them and makes their series.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  public void declare(Class<?>... events) {
    check(limits, events);
    List<String> refused = new ArrayList<>();
    for (Class<?> event : events) {
      Problems problems = types.get(event).problems();
      if (problems != null) {
        refused.add(problems.report());
      }
    }
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", refused));
    }
  }

  /**
   * Checks declarations, each and beside one another, under the default settings.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  public static void check(Class<?>... events) {
    check(Limits.defaults(), events);
  }

  private static void check(Limits limits, Class<?>... events) {
    Objects.requireNonNull(events, "types");
    Problems problems = new Problems();
    KnownEvents beside = new KnownEvents();
    for (Class<?> event : events) {
      Objects.requireNonNull(event, "types: a type");
      Plan plan = Planner.plan(ClassReader.read(event, problems), limits, problems);
      if (plan != null) {
        beside.add(plan, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.report());
    }
  }

  private EventType resolve(Class<?> type) {
    Problems problems = new Problems();
    try {
      Declaration declaration = ClassReader.read(type, problems);
      Plan plan = Planner.plan(declaration, limits, problems);
      if (plan != null && problems.isEmpty()) {
        synchronized (known) {
          known.add(plan, problems);
          plan = known.ordered(plan);
        }
      }
      if (plan != null && problems.isEmpty()) {
        return EventResolver.resolve(type, declaration, plan, meters, limits, redactor, faults);
      }
    } catch (IllegalAccessException closed) {
      problems.add(
          ClassReader.name(type),
          "its module does not open the package "
              + closed.getMessage()
              + "; add 'opens "
              + closed.getMessage()
              + ";' to its module-info");
    } catch (RuntimeException | LinkageError failure) {
      problems.add(ClassReader.name(type), "could not be read: " + failure.getClass().getName());
    }
    return EventType.unusable(problems);
  }
}
