// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How calls of annotated methods end that return a type of another library: later, as {@code
 * CompletionStage} does, which needs none.
 *
 * <pre>{@code
 * public final class MonoReturn implements AsyncReturn<Mono<?>> {
 *   public Class<?> type() { return Mono.class; }
 *   public Mono<?> watch(Mono<?> mono, BiConsumer<Object, Throwable> ended) {
 *     return mono.doOnSuccess(value -> ended.accept(value, null))
 *         .doOnError(failure -> ended.accept(null, failure));
 *   }
 * }
 * }</pre>
 *
 * <p>Found by {@code ServiceLoader} in the class loader that is bound, which makes it by its public
 * constructor. Thread-safe. What it throws is counted and never reaches the app; the call then ends
 * when it returns.
 *
 * @param <T> the type that methods return
 */
public interface AsyncReturn<T> {

  /** The type as methods declare it; subtypes of it count as well. */
  Class<?> type();

  /**
   * Sees to it that {@code ended} is called once, with the result or the failure, on whatever
   * thread that happens.
   *
   * @return what the caller gets: {@code result} itself, or one of the same declared type
   */
  T watch(T result, BiConsumer<@Nullable Object, @Nullable Throwable> ended);
}
