// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.util.Locale;

/** Why a line was lost: the values of the label {@code reason}. */
enum Loss {
  /** The destination was slower than the app for longer than its queue lasts. */
  QUEUE_FULL,
  /** The destination takes nothing: nobody reads the pipe. */
  BLOCKED,
  /** The destination fails: no space, no right, no folder. */
  WRITE_FAILED,
  /** The encoder failed. */
  NOT_ENCODED,
  /** The same warning or error was written often enough in this minute. */
  REPEATED,
  /** A rule says that only one in so many lines of that logger is written. */
  SAMPLED;

  /** As the label has it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
