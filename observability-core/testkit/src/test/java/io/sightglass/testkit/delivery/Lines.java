// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** Every line that the library and what is below it write while it is open. */
final class Lines implements AutoCloseable {

  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> below = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger("io.sightglass");
  private final java.util.logging.Logger otel =
      java.util.logging.Logger.getLogger("io.opentelemetry");
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          events.add(event);
        }
      };
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          below.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  Lines() {
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.INFO);
    otel.addHandler(handler);
  }

  List<String> with(String code) {
    return events.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.startsWith(code))
        .toList();
  }

  /** One line a minute at most when loss starts and one when it ends, none with a stack. */
  void areQuiet(long minutes) {
    assertThat(with("SG-4001")).hasSizeLessThanOrEqualTo((int) minutes + 1);
    assertThat(with("SG-4101")).hasSizeLessThanOrEqualTo((int) minutes + 1);
    assertThat(events).allMatch(event -> event.getThrowableProxy() == null);
    assertThat(events).noneMatch(event -> event.getFormattedMessage().contains("SG-08"));
    assertThat(below).isEmpty();
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    root.setLevel(null);
    otel.removeHandler(handler);
  }
}
