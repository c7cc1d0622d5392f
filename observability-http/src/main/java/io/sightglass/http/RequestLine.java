// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each request, through SLF4J: {@code GET /invoices/{id} 200}, with what was measured
 * as key values. INFO; with the cause at ERROR if the app threw, since servers such as the JDK's
 * say nothing about it.
 */
final class RequestLine {

  /** The logger's name, to set its level. */
  static final String LOGGER = "io.sightglass.http.access";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private RequestLine() {}

  /** Whether any request has a line. */
  static boolean isOn() {
    return LOG.isErrorEnabled();
  }

  static boolean isEnabled(int status, @Nullable Throwable error) {
    return LOG.isEnabledForLevel(level(status, error));
  }

  static void write(
      ServerMeters.StatusSeries status,
      long nanos,
      long requestBytes,
      long responseBytes,
      @Nullable Throwable error,
      Map<String, Number> sums) {
    LoggingEventBuilder line =
        LOG.atLevel(level(status.status, error))
            .setMessage(status.line)
            .addKeyValue("category", "access")
            .addKeyValue("method", status.of.method)
            .addKeyValue("route", status.of.route.route)
            .addKeyValue("status_code", status.status)
            .addKeyValue("duration_ms", Math.round(nanos / 1e3) / 1e3);
    if (requestBytes >= 0) {
      line = line.addKeyValue("request_bytes", requestBytes);
    }
    if (responseBytes >= 0) {
      line = line.addKeyValue("response_bytes", responseBytes);
    }
    if (error != null) {
      line = line.addKeyValue("error_type", Failures.type(error));
      line = Failures.isPrintable(error) ? line.setCause(error) : line;
    }
    for (Map.Entry<String, Number> sum : sums.entrySet()) {
      line = line.addKeyValue(sum.getKey(), sum.getValue());
    }
    line.log();
  }

  private static Level level(int status, @Nullable Throwable error) {
    if (status >= 500) {
      return Level.ERROR;
    }
    // Thrown after a good status went out: most often the client has gone.
    return error == null ? Level.INFO : Level.WARN;
  }
}
