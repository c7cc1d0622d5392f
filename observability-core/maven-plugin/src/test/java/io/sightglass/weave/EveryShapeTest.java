// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opentelemetry.api.trace.Span;
import io.sightglass.testkit.TestObservability;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Row 8 of docs/reliability.md: a woven method of every shape behaves as the plain one. */
class EveryShapeTest {

  private static final List<Class<? extends Shape>> SHAPES =
      List.of(
          Shapes.Public.class,
          Shapes.Private.class,
          Shapes.Static.class,
          Shapes.Final.class,
          Shapes.Default.class,
          Shapes.OfRecord.class,
          Shapes.Constructor.class,
          Shapes.SelfCalled.class,
          Shapes.Bridged.class,
          Shapes.Synchronized.class,
          Shapes.Varargs.class);

  private static final AtomicInteger CASES = new AtomicInteger();

  private final WovenLoader loader = WovenLoader.of(Shapes.class);
  private final TestObservability obs =
      TestObservability.create(builder -> builder.annotations(loader));

  /** How a call ends. */
  enum Ending {
    RETURNS,
    NULL,
    CHECKED,
    UNCHECKED,
    ERROR,
    LATER,
    CANCELLED,
    INTERRUPTED,
    RECURSIVE;

    boolean isLater() {
      return this == LATER || this == CANCELLED;
    }
  }

  static Stream<Arguments> cases() {
    return SHAPES.stream()
        .flatMap(shape -> Arrays.stream(Ending.values()).map(end -> Arguments.of(shape, end)))
        // A constructor returns nothing that could complete.
        .filter(
            each ->
                each.get()[0] != Shapes.Constructor.class || !((Ending) each.get()[1]).isLater());
  }

  @AfterEach
  void close() {
    obs.close();
    Thread.interrupted();
  }

  @AfterAll
  static void print() {
    System.out.println(
        "row 8: "
            + cases().count()
            + " woven methods by shape and ending, "
            + CASES
            + " as the plain one, each with one span and one measurement");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void a_woven_method_behaves_as_the_plain_one(Class<? extends Shape> type, Ending ending)
      throws Exception {
    Shape shape = loader.make(type, Shape.class);
    assertThat(shape.getClass().getClassLoader()).isSameAs(loader);
    Span around = Span.current();
    switch (ending) {
      case RETURNS -> returns(shape, new Object());
      case NULL -> returns(shape, null);
      case CHECKED -> fails(shape, new IOException("checked"));
      case UNCHECKED -> fails(shape, new IllegalStateException("unchecked"));
      case ERROR -> fails(shape, new AssertionError("error"));
      case INTERRUPTED -> interrupted(shape);
      case RECURSIVE -> recursive(shape);
      case LATER -> later(shape);
      case CANCELLED -> cancelled(shape);
    }
    assertThat(Span.current()).isSameAs(around);
    obs.assertThatGauge("shape_in_progress").is(0);
    CASES.incrementAndGet();
  }

  private void returns(Shape shape, Object result) throws Exception {
    Object[] inside = new Object[1];
    Object returned =
        shape.call(
            () -> {
              inside[0] = Span.current().getSpanContext().getSpanId();
              return result;
            });
    assertThat(returned).isSameAs(result);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    measured(1, 0);
    assertThat(obs.spans().get(0).getSpanId()).isEqualTo(inside[0]);
  }

  private void fails(Shape shape, Throwable failure) {
    Throwable thrown = catchThrowable(() -> shape.call(() -> raise(failure)));
    assertThat(thrown).isSameAs(failure);
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    measured(0, 1);
  }

  private void interrupted(Shape shape) {
    InterruptedException failure = new InterruptedException("interrupted");
    Throwable thrown =
        catchThrowable(
            () ->
                shape.call(
                    () -> {
                      Thread.currentThread().interrupt();
                      throw failure;
                    }));
    assertThat(thrown).isSameAs(failure);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    measured(0, 1);
  }

  private void recursive(Shape shape) throws Exception {
    int[] depth = {0};
    Shape.Work[] work = new Shape.Work[1];
    work[0] = () -> ++depth[0] < 5 ? shape.call(work[0]) : "bottom";
    assertThat(shape.call(work[0])).isEqualTo("bottom");
    measured(5, 0);
    assertThat(obs.spans()).extracting(span -> span.getParentSpanId()).doesNotHaveDuplicates();
  }

  private void later(Shape shape) throws Exception {
    CompletableFuture<Object> given = new CompletableFuture<>();
    assertThat(shape.later(() -> given)).isSameAs(given);
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    obs.assertThatGauge("shape_in_progress").is(1);
    assertThat(obs.spans()).isEmpty();
    Thread completing = new Thread(() -> given.complete("done"));
    completing.start();
    completing.join();
    assertThat(given.join()).isEqualTo("done");
    measured(1, 0);
  }

  private void cancelled(Shape shape) throws Exception {
    CompletableFuture<Object> given = new CompletableFuture<>();
    CompletableFuture<Object> returned = shape.later(() -> given);
    assertThat(returned.cancel(true)).isTrue();
    assertThat(given.isCancelled()).isTrue();
    assertThat(catchThrowable(given::join)).isInstanceOf(CancellationException.class);
    measured(0, 1);
  }

  private static Object raise(Throwable failure) throws Exception {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (Exception) failure;
  }

  private void measured(int good, int bad) {
    assertThat(obs.spans()).hasSize(good + bad);
    assertThat(obs.spans()).extracting(span -> span.getName()).containsOnly("shape");
    obs.assertThatHistogram("shape_duration_seconds", "outcome", "success").recorded(good);
    obs.assertThatHistogram("shape_duration_seconds", "outcome", "error").recorded(bad);
  }
}
