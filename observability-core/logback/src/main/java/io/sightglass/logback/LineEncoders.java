// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import org.jspecify.annotations.Nullable;

/** Makes the encoders that settings ask for. Where two destinations want the same, they share. */
final class LineEncoders {

  private final Encoder<ILoggingEvent> console;
  private final Encoder<ILoggingEvent> file;

  private LineEncoders(Encoder<ILoggingEvent> console, Encoder<ILoggingEvent> file) {
    this.console = console;
    this.file = file;
  }

  static LineEncoders of(LogSettings settings, @Nullable Context context) {
    Encoder<ILoggingEvent> console = encoder(settings.text(), settings.colour(), settings, context);
    boolean same =
        settings.text() == settings.textFile() && !(settings.text() && settings.colour());
    return new LineEncoders(
        console, same ? console : encoder(settings.textFile(), false, settings, context));
  }

  private static Encoder<ILoggingEvent> encoder(
      boolean text, boolean colour, LogSettings settings, @Nullable Context context) {
    if (text) {
      TextLogEncoder encoder = new TextLogEncoder();
      encoder.setColour(colour);
      encoder.redactor(settings.identity().style().redactor());
      encoder.setContext(context);
      encoder.start();
      return encoder;
    }
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.identity(settings.identity());
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  /** Whether both destinations have the same lines. */
  boolean isOne() {
    return console.equals(file);
  }

  Encoder<ILoggingEvent> console() {
    return console;
  }

  Encoder<ILoggingEvent> file() {
    return file;
  }
}
