// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import java.util.concurrent.CompletableFuture;

/** A method of some shape, whose every call is the activity {@code shape}. */
public interface Shape {

  /** Calls it; what it does is the caller's. */
  Object call(Work work) throws Exception;

  /** The same with a result that completes later. */
  CompletableFuture<Object> later(Later later) throws Exception;

  /** What a method does. */
  @FunctionalInterface
  interface Work {
    Object run() throws Exception;
  }

  /** What a method with an asynchronous result does. */
  @FunctionalInterface
  interface Later {
    CompletableFuture<Object> run() throws Exception;
  }
}
