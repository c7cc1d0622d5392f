// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made when it is first needed, once, and not at all after it was closed.
 *
 * <p>Thread-safe.
 *
 * @param <T> what is made
 */
final class Late<T> {

  private final Supplier<T> maker;
  private final Diagnostics diagnostics;
  private volatile @Nullable T made;
  private boolean closed;

  /**
   * @param diagnostics learns that it cannot be made
   */
  Late(Supplier<T> maker, Diagnostics diagnostics) {
    this.maker = maker;
    this.diagnostics = diagnostics;
  }

  /** It, or null once {@code onError} was told why there is none. */
  @Nullable T get(Consumer<Throwable> onError) {
    T known = made;
    if (known != null) {
      return known;
    }
    try {
      return make();
    } catch (RuntimeException | LinkageError failure) {
      onError.accept(failure);
      return null;
    }
  }

  private synchronized T make() {
    T known = made;
    if (known != null) {
      return known;
    }
    if (closed) {
      throw new IllegalStateException("closed before it was needed");
    }
    try {
      known = maker.get();
    } catch (RuntimeException | LinkageError failure) {
      diagnostics.warn(
          Code.BAD_SETTINGS,
          "OpenTelemetry cannot send with its settings: "
              + failure.getMessage()
              + ". Nothing is exported until they are corrected.");
      throw failure;
    }
    made = known;
    return known;
  }

  /** It, if it was made; from now on it will not be. */
  synchronized @Nullable T close() {
    closed = true;
    return made;
  }
}
