// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import org.jspecify.annotations.Nullable;

/** One of the things that are done around a call besides its activity. May throw. */
interface CallPart {

  /** A call begins; what {@link #end} gets back. */
  default @Nullable Object begin(@Nullable Object[] arguments) {
    return null;
  }

  /** The call has ended. */
  void end(@Nullable Object begun, End end);

  /** How a call ended. */
  @SuppressWarnings("ArrayRecordComponent") // what the woven call made, and nothing compares it
  record End(
      @Nullable Object[] arguments,
      long nanos,
      @Nullable Object result,
      @Nullable Throwable failure) {}
}
