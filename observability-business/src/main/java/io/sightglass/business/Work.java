// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/**
 * A piece of the app's work without a result.
 *
 * @param <E> what it may throw; inferred
 */
@FunctionalInterface
public interface Work<E extends Exception> {

  /** Does the work. */
  void run() throws E;
}
