// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** One line for an error that no other line has: at ERROR, with its cause. */
final class ErrorLine {

  /** The logger's name, to set its level. */
  static final String LOGGER = "io.sightglass.error";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final MdcMirror mirror;

  ErrorLine(MdcMirror mirror) {
    this.mirror = mirror;
  }

  boolean isOn() {
    return LOG.isErrorEnabled();
  }

  void write(ErrorSeen error, Context context) {
    Scope here = mirror.enter(context);
    try {
      line(error).log();
    } finally {
      here.close();
    }
  }

  private static LoggingEventBuilder line(ErrorSeen error) {
    String area = error.area();
    LoggingEventBuilder line =
        LOG.atLevel(Level.ERROR)
            .setMessage(
                area.substring(0, 1).toUpperCase(Locale.ROOT)
                    + area.substring(1)
                    + " error: "
                    + error.type())
            .addKeyValue("category", "error")
            .addKeyValue("area", area)
            .addKeyValue("error_type", error.error().getClass().getName());
    if (error.work() != null) {
      line = line.addKeyValue("activity", error.work());
    }
    return Printable.isPrintable(error.error()) ? line.setCause(error.error()) : line;
  }
}
