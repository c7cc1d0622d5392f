// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

/**
 * Where errors go: an error tracker, a mailbox, a test's list. Given to {@link Errors#sendTo}.
 *
 * <pre>{@code
 * obs.errors().sendTo("pager", error -> pager.page(error.area(), error.type()));
 * }</pre>
 *
 * <p>Called on one thread of the library's own, one error at a time, after duplicates, the rate
 * limit, the sample and the filters; it may block and may throw, which is counted. One that is
 * {@link AutoCloseable} is closed when the app stops.
 */
@FunctionalInterface
public interface ErrorReporter {

  /** Takes one error. */
  void report(ErrorReport error);
}
