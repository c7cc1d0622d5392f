// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made on a thread of its own while the caller does something else. The maker
 * must run none of the app's code: the caller may hold locks that such code waits for.
 *
 * @param <T> what is made
 */
final class Ahead<T> implements Supplier<T> {

  private final Supplier<T> maker;
  private final Thread thread;
  private @Nullable T made;
  private @Nullable Throwable failure;

  private Ahead(Supplier<T> maker) {
    this.maker = maker;
    this.thread = new Thread(this::make, "sightglass-start");
  }

  /** Starts making it. */
  static <T> Ahead<T> of(Supplier<T> maker) {
    Ahead<T> ahead = new Ahead<>(maker);
    ahead.thread.setDaemon(true);
    ahead.thread.start();
    return ahead;
  }

  private void make() {
    try {
      made = maker.get();
    } catch (Throwable thrown) {
      failure = thrown;
    }
  }

  /**
   * Waits until it is made; the thread has ended then. An interrupt does not end the wait and is
   * kept.
   *
   * @throws RuntimeException what the maker threw
   */
  @Override
  public T get() {
    awaitEnd();
    if (failure instanceof RuntimeException mistake) {
      throw mistake;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    T result = made;
    if (result == null) {
      throw new IllegalStateException("the maker made nothing", failure);
    }
    return result;
  }

  private void awaitEnd() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
