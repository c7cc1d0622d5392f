// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** What a fresh event and its line allocate, once it is warm: the benchmarks' line. */
class AllocationTest {

  private static final int WARM = 20_000;
  private static final int MEASURED = 5_000;
  private static final int FRAMES = 40;
  private static final int CAUSE_FRAMES = 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final List<String> CONTEXT =
      List.of("request_id", "user_id", "workspace_id", "trace_id", "span_id", "tenant");

  private final LoggerContext context = new LoggerContext();
  private final JsonLogEncoder encoder = new JsonLogEncoder();

  @BeforeEach
  void start() {
    LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    CONTEXT.forEach(key -> mdc.put(key, key + "_12"));
    context.setMDCAdapter(mdc);
    encoder.setContext(context);
    encoder.identity(new Identity("billing", "test", "1"));
    encoder.start();
  }

  @AfterEach
  void stop() {
    encoder.stop();
  }

  @Test
  void a_plain_line_stays_within_its_budget() {
    assertThat(bytes("plain", (Throwable) null)).isLessThanOrEqualTo(2_560);
  }

  @Test
  void an_exception_of_40_and_20_frames_stays_within_its_budget() {
    assertThat(bytes("exception", thrown(""))).isLessThanOrEqualTo(13_000);
  }

  @Test
  void exceptions_by_turns_do_not_drive_each_others_frames_out() {
    assertThat(bytes("three exceptions", thrown("A"), thrown("B"), thrown("C")))
        .isLessThanOrEqualTo(13_500);
  }

  private long bytes(String what, @Nullable Throwable... all) {
    long line = lines(WARM, all);
    long start = THREADS.getCurrentThreadAllocatedBytes();
    lines(MEASURED, all);
    long bytes = (THREADS.getCurrentThreadAllocatedBytes() - start) / MEASURED;
    System.out.println("log line, " + what + ": " + bytes + " B for a line of " + line + " B");
    return bytes;
  }

  private long lines(int count, @Nullable Throwable[] thrown) {
    long last = 0;
    for (int i = 0; i < count; i++) {
      last = encoder.encode(event(thrown[i % thrown.length])).length;
    }
    return last;
  }

  private LoggingEvent event(@Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "test",
            context.getLogger("io.example.billing"),
            thrown == null ? Level.INFO : Level.ERROR,
            "Invoice {} paid by {}",
            thrown,
            new Object[] {"inv_42", "upi"});
    event.setKeyValuePairs(
        List.of(
            new KeyValuePair("invoice_id", "inv_42"),
            new KeyValuePair("amount", new BigDecimal("1499.00")),
            new KeyValuePair("attempt", 3)));
    return event;
  }

  private static Throwable thrown(String variant) {
    IllegalStateException cause = new IllegalStateException("Connection to db:5432 refused");
    cause.setStackTrace(frames("io.example.db.Pool" + variant, CAUSE_FRAMES));
    IllegalStateException thrown = new IllegalStateException("Invoice inv_42 not stored", cause);
    thrown.setStackTrace(frames("io.example.billing.Invoices" + variant, FRAMES));
    return thrown;
  }

  private static StackTraceElement[] frames(String type, int count) {
    StackTraceElement[] frames = new StackTraceElement[count];
    for (int i = 0; i < count; i++) {
      frames[i] = new StackTraceElement(type + i, "handle" + i, "File" + i + ".java", 10 + i);
    }
    return frames;
  }
}
