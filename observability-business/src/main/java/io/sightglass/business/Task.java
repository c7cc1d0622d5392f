// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/**
 * A piece of the app's work that has a result.
 *
 * @param <T> the result
 * @param <E> what it may throw; inferred
 */
@FunctionalInterface
public interface Task<T, E extends Exception> {

  /** Does the work. */
  T call() throws E;
}
