// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.sightglass.CallActivity.LabelSource;
import io.sightglass.CallActivity.Shape;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.internal.event.ParameterLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of activity that is described once and run often: what {@link Instrumented} says of a
 * method, in code.
 *
 * <pre>{@code
 * var render = obs.instrument("invoice.render")
 *     .label(LabelSpec.oneOf("format", "pdf", "html"))
 *     .expected(NotFound.class)
 *     .build();
 *
 * byte[] page = render.call(activity -> render(invoice), "pdf");
 * // invoice_render_duration_seconds{format="pdf",outcome="success"}        invoice_render_in_progress
 * }</pre>
 *
 * <p>Thread-safe. Describing it fails at once for a mistake; running it adds no exception of its
 * own. A label value that is not given is {@code none}, one too many is left out and counted in
 * {@code sightglass_invalid_total}.
 */
public final class InstrumentedCall {

  private final @Nullable AnnotatedCalls calls;
  private final @Nullable CallActivity shape;
  private final int labels;

  /** Without both it only runs the body. */
  private InstrumentedCall(
      @Nullable AnnotatedCalls calls, @Nullable CallActivity shape, int labels) {
    this.calls = calls;
    this.shape = shape;
    this.labels = labels;
  }

  /**
   * Runs {@code body} as such an activity. Its result and its exception, the very same object, are
   * the caller's.
   *
   * @param labelValues those of the labels without a constant, in their order
   */
  public <T, E extends Exception> T call(
      Observability.ActivityBody<T, E> body, @Nullable String... labelValues) throws E {
    MeteredActivity activity = open(labelValues);
    if (activity == null) {
      return body.run(SpanOnlyActivity.NOTHING);
    }
    try {
      return body.run(activity);
    } catch (Throwable failure) {
      if (isFailure(failure)) {
        activity.fail(failure);
      }
      throw failure;
    } finally {
      activity.close();
    }
  }

  /**
   * Runs an asynchronous {@code body} as such an activity, which ends when its stage completes.
   *
   * @param labelValues those of the labels without a constant, in their order
   */
  public <T> CompletionStage<T> callAsync(
      Function<Activity, CompletionStage<T>> body, @Nullable String... labelValues) {
    MeteredActivity activity = open(labelValues);
    if (activity == null || calls == null) {
      return body.apply(SpanOnlyActivity.NOTHING);
    }
    return new StageCall(activity, this::isFailure, calls.obs().diagnostics()).run(body);
  }

  /**
   * Opens such an activity on this thread; close it on this thread.
   *
   * @param labelValues those of the labels without a constant, in their order
   */
  public Activity activity(@Nullable String... labelValues) {
    MeteredActivity activity = open(labelValues);
    return activity == null ? SpanOnlyActivity.NOTHING : activity;
  }

  private @Nullable MeteredActivity open(@Nullable String @Nullable [] labelValues) {
    if (calls == null || shape == null) {
      return null;
    }
    String[] values = labelValues == null ? new String[0] : labelValues;
    if (values.length > labels) {
      calls.obs().diagnostics().invalid("metrics", "label_count");
    }
    MeteredActivity activity = shape.open(calls.opener(), shape.handles(values), Context.current());
    shape.describe(activity.span(), values, calls);
    return activity;
  }

  private boolean isFailure(Throwable failure) {
    return shape == null || shape.isFailure(failure);
  }

  /** Collects what describes such an activity. Not thread-safe. */
  public static final class Builder {

    private final @Nullable AnnotatedCalls calls;
    private final String name;
    private final List<LabelSpec> specs = new ArrayList<>();
    private final List<LabelSource> labels = new ArrayList<>();
    private List<Class<? extends Throwable>> expected = List.of();
    private SpanKind kind = SpanKind.INTERNAL;
    private double[] buckets = new double[0];
    private int given;

    /** With null for the calls, of what is off. */
    Builder(@Nullable AnnotatedCalls calls, String name) {
      this.calls = calls;
      this.name = Objects.requireNonNull(name, "name");
      if (name.isBlank()) {
        throw new IllegalArgumentException(
            "the name of an activity is empty; words joined by dots, such as invoice.render");
      }
    }

    /**
     * A label of the duration and an attribute of the span, whose value each call gives.
     *
     * @throws IllegalArgumentException for a label that is there already
     */
    public Builder label(LabelSpec spec) {
      Objects.requireNonNull(spec, "spec");
      return add(spec, new LabelSource(spec.name(), ParameterLabel.of(spec), given++, ""));
    }

    /**
     * A label with the same value for every call.
     *
     * @throws IllegalArgumentException for a bad name, or a label that is there already
     */
    public Builder label(String label, String value) {
      LabelSpec spec = LabelSpec.oneOf(label, value);
      return add(spec, new LabelSource(spec.name(), null, -1, value));
    }

    private Builder add(LabelSpec spec, LabelSource source) {
      boolean there = labels.stream().anyMatch(label -> label.name().equals(spec.name()));
      if (there || spec.name().equals(ActivityMeters.OUTCOME)) {
        throw new IllegalArgumentException(
            "activity '" + name + "': the label '" + spec.name() + "' is there already");
      }
      specs.add(spec);
      labels.add(source);
      return this;
    }

    /** Exceptions that are an answer and no failure, subtypes too. */
    @SafeVarargs
    public final Builder expected(Class<? extends Throwable>... exceptions) {
      List<Class<? extends Throwable>> all = new ArrayList<>();
      for (Class<? extends Throwable> one : exceptions) {
        all.add(Objects.requireNonNull(one, "exceptions: one"));
      }
      expected = List.copyOf(all);
      return this;
    }

    /** The span's kind; {@code INTERNAL} unless set. */
    public Builder kind(SpanKind spanKind) {
      kind = Objects.requireNonNull(spanKind, "spanKind");
      return this;
    }

    /**
     * Upper bounds of the duration in seconds, ascending; those of every activity unless set.
     *
     * @throws IllegalArgumentException if they are not finite and ascending
     */
    public Builder buckets(double... bounds) {
      double last = Double.NEGATIVE_INFINITY;
      for (double bound : bounds) {
        if (!Double.isFinite(bound) || bound <= last) {
          throw new IllegalArgumentException(
              "activity '" + name + "': buckets must be finite and ascending, found " + bound);
        }
        last = bound;
      }
      buckets = bounds.clone();
      return this;
    }

    /**
     * Declares its meters.
     *
     * @throws IllegalArgumentException if activities of that name have other labels already
     */
    public InstrumentedCall build() {
      if (calls == null) {
        return new InstrumentedCall(null, null, given);
      }
      ActivityMeters.Family family = calls.meters().family(name, specs, buckets);
      List<String> names = specs.stream().map(LabelSpec::name).sorted().toList();
      if (!family.labels().stream().sorted().toList().equals(names)) {
        throw new IllegalArgumentException(
            "activities called '"
                + name
                + "' have the labels "
                + family.labels()
                + " already, and "
                + names
                + " here; one name has one set of labels");
      }
      Shape shape = new Shape(name, kind, false, expected, List.copyOf(labels), List.of(), family);
      return new InstrumentedCall(
          calls, new CallActivity(shape, calls.meters(), calls.clock()), given);
    }

    @Override
    public String toString() {
      return name + " " + specs + " buckets " + Arrays.toString(buckets);
    }
  }
}
