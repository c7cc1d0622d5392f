// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways a line goes under the settings in force. A line is made on the thread that logs, where
 * its context is and its arguments are what they were, and once for all who want it alike.
 */
record Ways(
    @Nullable LinePipe console,
    @Nullable LinePipe file,
    @Nullable LinePipe errors,
    LineEncoders encoders,
    Duration longest) {

  void write(ILoggingEvent event, int level) {
    long until = level < Levels.WARN ? 0 : System.nanoTime() + longest.toNanos();
    boolean toConsole = console != null && console.reserve(level, until);
    boolean toFile = file != null && file.reserve(level, until);
    boolean toErrors = errors != null && level == Levels.ERROR && errors.reserve(level, until);
    byte[] forFile = toFile || toErrors ? encode(encoders.file(), event) : null;
    byte[] forConsole = null;
    if (toConsole) {
      boolean same = forFile != null && encoders.isOne();
      forConsole = same ? forFile : encode(encoders.console(), event);
    }
    put(toConsole ? console : null, forConsole, level);
    put(toFile ? file : null, forFile, level);
    put(toErrors ? errors : null, forFile, level);
  }

  private static void put(@Nullable LinePipe pipe, byte @Nullable [] line, int level) {
    if (pipe == null) {
      return;
    }
    if (line == null) {
      pipe.giveBack(level);
    } else {
      pipe.put(line, level);
    }
  }

  private static byte @Nullable [] encode(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
    try {
      return encoder.encode(event);
    } catch (Throwable e) {
      return null; // Counted as not encoded: the place that was taken for it must be given back.
    }
  }

  /** The line as the destination of that pipe has its lines. */
  byte[] encode(LinePipe pipe, ILoggingEvent event) {
    byte[] line = encode(pipe == console ? encoders.console() : encoders.file(), event);
    return line == null ? new byte[] {'\n'} : line;
  }

  /** Each that there is. */
  LinePipe[] pipes() {
    return Stream.of(console, file, errors).filter(Objects::nonNull).toArray(LinePipe[]::new);
  }
}
