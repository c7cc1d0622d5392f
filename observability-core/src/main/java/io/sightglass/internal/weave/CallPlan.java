// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.weave;

import org.jspecify.annotations.Nullable;

/** What is done around the calls of one method. Thread-safe; nothing of it throws. */
public abstract class CallPlan extends CallToken {

  /** For subclasses. */
  protected CallPlan() {}

  /** A call begins; null if nothing is to be done when it ends. */
  public abstract @Nullable CallToken enter();

  /** A call begins with these arguments. */
  public abstract @Nullable CallToken enter(@Nullable Object[] arguments);
}
