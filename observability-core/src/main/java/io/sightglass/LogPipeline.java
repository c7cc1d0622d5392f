// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.time.Duration;

/**
 * What writes the app's log lines, as its stop sees it: something that has to be flushed and can
 * say what was lost. For adapters of logging backends.
 *
 * <p>Thread-safe; nothing here throws.
 */
public interface LogPipeline {

  /**
   * Waits until what was logged before is written.
   *
   * @return whether it is
   */
  boolean flush(Duration atMost);

  /** What became of the lines, for example {@code lines 812 written, 0 lost}. */
  String account();
}
