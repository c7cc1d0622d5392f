// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DefaultDiagnosticsTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
  private final DefaultDiagnostics diagnostics = new DefaultDiagnostics(now::get);
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.sightglass");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void a_code_speaks_once_a_minute_and_says_how_often_it_was_held_back() {
    for (int i = 0; i < 1_000; i++) {
      diagnostics.warn(Code.LABEL_OVERFLOW, "label 'route' reached 100 values");
    }
    // The monotonic clock may wrap; the limit must not.
    now.addAndGet(Duration.ofSeconds(61).toNanos());
    diagnostics.warn(Code.LABEL_OVERFLOW, "label 'route' reached 100 values");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "SG-2004 [metrics] label 'route' reached 100 values",
            "SG-2004 [metrics] label 'route' reached 100 values (suppressed 999)");
  }

  @Test
  void codes_do_not_hold_each_other_back() {
    diagnostics.warn(Code.LABEL_OVERFLOW, "one");
    diagnostics.warn(Code.BAD_NUMBER, "two");
    assertThat(lines.list).hasSize(2);
  }

  @Test
  void an_appender_that_fails_and_warns_again_is_not_called_again() {
    AtomicInteger depth = new AtomicInteger();
    AppenderBase<ILoggingEvent> recursive =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            depth.incrementAndGet();
            diagnostics.warn(Code.BAD_NUMBER, "from inside");
            throw new IllegalStateException("the appender fails");
          }
        };
    recursive.start();
    logger.addAppender(recursive);
    try {
      diagnostics.warn(Code.LABEL_OVERFLOW, "outside");
    } finally {
      logger.detachAppender(recursive);
    }
    assertThat(depth).hasValue(1);
  }

  @Test
  void a_failure_is_one_line_without_credentials_or_stack() {
    diagnostics.internalError(
        "exporter", new IllegalStateException("no route to http://u:pw@host/x\n\tat somewhere"));
    String line = lines.list.get(0).getFormattedMessage();
    assertThat(line)
        .startsWith("SG-0800 [internal] exporter failed: java.lang.IllegalStateException")
        .doesNotContain("pw")
        .doesNotContain("\n");
    assertThat(lines.list.get(0).getThrowableProxy()).isNull();
  }

  @Test
  void a_failure_whose_message_cannot_be_read_is_still_reported() {
    diagnostics.internalError(
        "check",
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("hostile");
          }
        });
    assertThat(lines.list).hasSize(1);
  }

  @Test
  void an_error_of_the_jvm_is_not_swallowed() {
    assertThatThrownBy(() -> diagnostics.internalError("any", new OutOfMemoryError("planted")))
        .isInstanceOf(OutOfMemoryError.class);
  }
}
