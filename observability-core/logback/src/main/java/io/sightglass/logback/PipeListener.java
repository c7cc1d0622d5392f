// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

/** Who is told what happens to a destination; on the thread that writes to it, except for one. */
interface PipeListener {

  /** A line of the library's own, as the destination has its lines. */
  byte[] notice(LinePipe pipe, boolean warning, String text);

  /** What {@link LinePipe#state} says is another thing now. May be on the thread of a caller. */
  void changed(LinePipe pipe);

  /** Nothing can be written there, as of now. */
  void failed(LinePipe pipe, Throwable cause);

  /** What writes has a fault of its own, or an error of the JVM hit it; it goes on. */
  void broke(LinePipe pipe, Throwable fault);

  /** Lines are written again. */
  void recovered(LinePipe pipe);

  /** About a second has passed, or more. */
  void tick();
}
