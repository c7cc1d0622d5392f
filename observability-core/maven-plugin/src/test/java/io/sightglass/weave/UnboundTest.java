// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sightglass.testkit.TestObservability;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A woven method that no app has is the plain one. */
class UnboundTest {

  private final WovenLoader loader = WovenLoader.of(Shapes.class);

  @ParameterizedTest
  @ValueSource(
      classes = {
        Shapes.Public.class,
        Shapes.Private.class,
        Shapes.Static.class,
        Shapes.Default.class,
        Shapes.Constructor.class,
        Shapes.Varargs.class
      })
  void before_an_app_has_it_and_after_it_is_closed(Class<? extends Shape> type) throws Exception {
    Shape shape = loader.make(type, Shape.class);
    plain(shape);
    TestObservability obs = TestObservability.create(builder -> builder.annotations(loader));
    shape.call(() -> "measured");
    assertThat(obs.spans()).hasSize(1);
    obs.close();
    plain(shape);
    assertThat(List.copyOf(obs.spans())).hasSizeLessThanOrEqualTo(1);
  }

  private static void plain(Shape shape) throws Exception {
    Object result = new Object();
    assertThat(shape.call(() -> result)).isSameAs(result);
    assertThat(shape.call(() -> null)).isNull();
    IOException failure = new IOException();
    assertThat(catchThrowable(() -> shape.call(() -> raise(failure)))).isSameAs(failure);
    if (!(shape.getClass().getSimpleName().equals("Constructor"))) {
      CompletableFuture<Object> later = new CompletableFuture<>();
      assertThat(shape.later(() -> later)).isSameAs(later);
    }
  }

  private static Object raise(IOException failure) throws IOException {
    throw failure;
  }
}
