// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.weave;

import org.jspecify.annotations.Nullable;

/** One call that was entered, or the plan of a method whose calls need no object of their own. */
public abstract class CallToken {

  /** For subclasses. */
  protected CallToken() {}

  /** What {@code System.nanoTime} is now, or 0 where the token knows its start itself. */
  public abstract long startedAt();

  /** The call has ended: with that result, or by that failure. */
  public abstract void end(long start, @Nullable Object result, @Nullable Throwable failure);

  /**
   * The call returns that object, which may be of a kind that completes later.
   *
   * @return what the caller gets
   */
  public abstract Object returned(long start, Object result);
}
