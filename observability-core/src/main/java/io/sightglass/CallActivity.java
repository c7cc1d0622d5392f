// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.sightglass.internal.event.ParameterLabel;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The activity that the calls of one method are. */
final class CallActivity {

  private final String name;
  private final SpanKind kind;
  private final boolean root;
  private final List<Class<? extends Throwable>> expected;
  private final List<LabelSource> labels;
  private final List<String> labelNames;
  private final List<CallDetail> details;
  private final ActivityMeters.@Nullable Family family;
  private final ActivityMeters.@Nullable Handles constant;
  private final LongSupplier clock;

  /** A label from a parameter, or, without one, a constant. */
  record LabelSource(String name, @Nullable ParameterLabel label, int parameter, String constant) {

    String text(@Nullable Object[] arguments) {
      ParameterLabel given = label;
      if (given == null) {
        return constant;
      }
      return given.text(parameter < arguments.length ? arguments[parameter] : null);
    }
  }

  /** What it is made of; without a family it has no meters. */
  record Shape(
      String name,
      SpanKind kind,
      boolean root,
      List<Class<? extends Throwable>> expected,
      List<LabelSource> labels,
      List<CallDetail> details,
      ActivityMeters.@Nullable Family family) {}

  CallActivity(Shape shape, ActivityMeters meters, LongSupplier clock) {
    name = shape.name;
    kind = shape.kind;
    root = shape.root;
    expected = shape.expected;
    labels = shape.labels;
    labelNames = labels.stream().map(LabelSource::name).toList();
    details = shape.details;
    family = shape.family;
    this.clock = clock;
    boolean learns = labels.stream().anyMatch(label -> label.label() != null);
    constant = family == null ? meters.none(name) : learns ? null : resolve(family, new Object[0]);
  }

  private ActivityMeters.Handles resolve(
      ActivityMeters.Family meters, @Nullable Object[] arguments) {
    String[] values = new String[labels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels.get(i).text(arguments);
    }
    return meters.handles(name, labelNames, values, clock);
  }

  /** The meters, if they are the same for every call. */
  ActivityMeters.@Nullable Handles constantHandles() {
    return constant;
  }

  ActivityMeters.Handles handles(@Nullable Object[] arguments) {
    ActivityMeters.Handles same = constant;
    if (same != null) {
      return same;
    }
    return family == null ? none() : resolve(family, arguments);
  }

  private ActivityMeters.Handles none() {
    throw new IllegalStateException("no meters for " + name);
  }

  MeteredActivity open(ActivityOpener opener, ActivityMeters.Handles handles, Context parent) {
    return opener.open(name, handles, kind, root ? Context.root() : parent);
  }

  /** Puts labels and details onto the span; what cannot be read is left out. */
  void describe(Span span, @Nullable Object[] arguments, AnnotatedCalls calls) {
    if (!span.isRecording()) {
      return;
    }
    for (LabelSource label : labels) {
      try {
        ParameterLabel rule = label.label();
        String text = label.text(arguments);
        span.setAttribute(
            label.name(), rule == null ? text : rule.attribute(text, calls.redactor()));
      } catch (Throwable unreadable) {
        calls.broken(unreadable);
      }
    }
    describe(details, span, arguments, calls);
  }

  static void describe(
      List<CallDetail> details, Span span, @Nullable Object[] arguments, AnnotatedCalls calls) {
    for (CallDetail detail : details) {
      try {
        detail.onto(span, arguments, calls.redactor());
      } catch (Throwable unreadable) {
        calls.broken(unreadable);
      }
    }
  }

  /** Whether that is a failure of the call, and no answer. */
  boolean isFailure(@Nullable Throwable thrown) {
    if (thrown == null) {
      return false;
    }
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
    for (Class<? extends Throwable> answer : expected) {
      if (answer.isInstance(thrown) || answer.isInstance(cause)) {
        return false;
      }
    }
    return true;
  }
}
