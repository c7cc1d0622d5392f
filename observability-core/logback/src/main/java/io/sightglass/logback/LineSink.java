// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines end up. Used by one thread, which may wait in it for as long as it takes. */
interface LineSink {

  /** How much is written at once at most. */
  int batchBytes();

  /** Opens it early, where that tells whether it can be. */
  default void prepare() throws IOException {}

  /**
   * Writes all of it. Where that fails half-way, the buffer's position says how much was written.
   */
  void write(ByteBuffer lines) throws IOException;

  /**
   * Takes the last bytes back, which are the beginning of a line that could not be written whole,
   * or sees to it that the next write begins on a fresh line.
   */
  void tear(int bytes);

  /** Lets go of what it holds; a later write opens it again. */
  void close();
}
