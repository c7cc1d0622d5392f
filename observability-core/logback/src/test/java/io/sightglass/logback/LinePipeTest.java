// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinePipeTest {

  private static final int CAPACITY = 64;
  private static final int INFO = 2;

  private final TestSink sink = new TestSink();
  private final Heard heard = new Heard();
  private final LineAccount account = new LineAccount();
  private final LinePipe pipe = new LinePipe("file", sink, account, CAPACITY, heard);

  @AfterEach
  void stop() {
    sink.open();
    pipe.close(Duration.ofSeconds(5).toNanos());
  }

  @Test
  void lines_are_written_in_the_order_they_came() {
    pipe.start();
    for (int i = 0; i < 50; i++) {
      assertThat(log("line " + i, INFO)).isTrue();
    }
    assertThat(flush()).isTrue();

    assertThat(sink.lines()).hasSize(50).first().isEqualTo("line 0");
    assertThat(sink.lines()).last().isEqualTo("line 49");
    assertExact();
  }

  @Test
  void a_line_longer_than_the_buffer_is_written_whole() {
    pipe.start();
    log("a".repeat(100_000), INFO);
    log("b", INFO);
    assertThat(flush()).isTrue();

    assertThat(sink.lines()).containsExactly("a".repeat(100_000), "b");
  }

  @Test
  void debug_goes_first_then_info_then_warnings_and_an_error_has_every_place() {
    sink.shut();
    pipe.start();
    log("stuck", INFO);
    await().until(() -> sink.writes.get() == 1);

    assertThat(admitted(1)).isEqualTo(CAPACITY - CAPACITY / 4 - 1);
    assertThat(admitted(INFO)).isEqualTo(CAPACITY / 8);
    assertThat(admitted(Levels.WARN)).isEqualTo(CAPACITY / 16);
    assertThat(admitted(Levels.ERROR)).isEqualTo(CAPACITY / 16);
    assertThat(pipe.queued()).isEqualTo(CAPACITY);
    sink.open();
    assertThat(flush()).isTrue();

    assertThat(pipe.queued()).isZero();
    assertThat(account.dropped(1, Loss.QUEUE_FULL)).isPositive();
    assertExact();
  }

  private int admitted(int level) {
    int count = 0;
    while (log("more", level)) {
      count++;
    }
    return count;
  }

  @Test
  void an_error_waits_for_a_place_and_an_interrupt_stays_the_callers() throws Exception {
    sink.shut();
    pipe.start();
    log("stuck", INFO);
    await().until(() -> sink.writes.get() == 1);
    while (log("more", Levels.ERROR)) {
      assertThat(pipe.queued()).isLessThanOrEqualTo(CAPACITY);
    }
    boolean[] result = new boolean[2];
    Thread caller =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              result[0] = log("waits", Levels.ERROR, Duration.ofSeconds(30));
              result[1] = Thread.currentThread().isInterrupted();
            });
    caller.start();
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    sink.open();
    caller.join(10_000);

    assertThat(result).containsExactly(true, true);
    assertThat(flush()).isTrue();
    assertThat(sink.lines()).contains("waits");
    assertExact();
  }

  @Test
  void nobody_waits_for_a_destination_that_takes_nothing() {
    sink.shut();
    pipe.start();
    log("stuck", INFO);
    await().until(() -> pipe.state() == LinePipe.State.BLOCKED);
    int waits = 0;
    while (log("more", Levels.ERROR, Duration.ofDays(1))) {
      waits++;
    }
    assertThat(waits).isEqualTo(CAPACITY - 1);
    assertThat(account.dropped(Levels.ERROR, Loss.BLOCKED)).isEqualTo(1);
    assertThat(heard.changes.get()).isEqualTo(1);
    assertThat(pipe.flush(Duration.ofDays(1).toNanos())).isFalse();
    sink.open();
    await().until(this::flush);

    await().until(() -> heard.changes.get() == 2);
    assertThat(pipe.state()).isEqualTo(LinePipe.State.WORKING);
    assertExact();
  }

  @Test
  void a_line_that_was_cut_by_a_failure_is_written_whole_afterwards() {
    sink.failAfter = 12;
    pipe.start();
    log("first", INFO);
    log("second", INFO);
    log("third", INFO);
    await().until(() -> heard.recovered.get() == 1);
    assertThat(flush()).isTrue();

    assertThat(sink.lines()).containsExactly("first", "second", "third");
    assertThat(sink.torn).isPositive();
    assertThat(heard.failed.get()).isEqualTo(1);
    assertExact();
  }

  @Test
  void lines_for_a_destination_that_fails_wait_and_no_caller_does() {
    sink.failing = true;
    pipe.start();
    log("first", INFO);
    await().until(() -> heard.failed.get() == 1);
    int waiting = 1;
    while (log("more", Levels.ERROR, Duration.ofDays(1))) {
      waiting++;
    }
    assertThat(waiting).isEqualTo(CAPACITY);
    assertThat(account.dropped(Levels.ERROR, Loss.WRITE_FAILED)).isEqualTo(1);
    sink.failing = false;
    await().until(() -> heard.recovered.get() == 1);
    assertThat(flush()).isTrue();

    assertThat(sink.lines()).hasSize(CAPACITY);
    assertExact();
  }

  @Test
  void what_cannot_be_written_at_the_end_is_counted_as_lost() {
    sink.failing = true;
    pipe.start();
    log("first", INFO);
    log("second", Levels.WARN);
    pipe.close(Duration.ofSeconds(5).toNanos());

    await().until(() -> account.dropped() == 2);
    assertThat(account.dropped(INFO, Loss.WRITE_FAILED)).isEqualTo(1);
    assertThat(account.written()).isZero();
    log("too late", INFO);
    assertExact();
  }

  @Test
  void each_loss_is_said_when_it_begins_and_with_its_number_when_it_ends() {
    sink.shut();
    pipe.start();
    log("stuck", INFO);
    await().until(() -> sink.writes.get() == 1);
    while (log("more", INFO)) {
      assertThat(pipe.queued()).isLessThanOrEqualTo(CAPACITY);
    }
    sink.open();
    await().until(() -> sink.notices.size() == 2);

    assertThat(sink.notices.get(0)).startsWith("SG-4301 [logs] ").contains("queue_full 1");
    assertThat(sink.notices.get(1)).startsWith("SG-4302 [logs] ").contains("info 1");
    assertExact();
  }

  @Test
  void a_writer_that_breaks_goes_on() {
    sink.bug = true;
    pipe.start();
    log("first", INFO);
    await().until(() -> heard.recovered.get() == 1);
    assertThat(flush()).isTrue();

    assertThat(sink.lines()).containsExactly("first");
    assertExact();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 12})
  void an_error_of_the_jvm_in_a_write_costs_no_line_and_no_thread(int bytesBefore) {
    sink.error = new OutOfMemoryError("planted");
    sink.failAfter = bytesBefore;
    log("first", INFO);
    log("second", Levels.ERROR);
    pipe.start();
    await().until(() -> heard.recovered.get() == 1);
    assertThat(flush()).isTrue();

    assertThat(sink.lines()).containsExactly("first", "second");
    assertThat(heard.broke.get()).isEqualTo(1);
    assertThat(pipe.failure()).isNull();
    assertExact();
  }

  @Test
  void a_writer_goes_on_where_opening_and_even_saying_so_end_in_an_error() {
    sink.unopened = new LinkageError("planted");
    heard.hostile = true;
    sink.error = new StackOverflowError();
    pipe.start();
    log("first", INFO);
    await().until(() -> heard.failed.get() == 1 && sink.error == null);
    heard.hostile = false;
    await().until(this::flush);

    assertThat(sink.lines()).containsExactly("first");
    await().until(() -> pipe.state() == LinePipe.State.WORKING);
    assertExact();
  }

  @Test
  void towards_the_end_a_line_is_written_before_the_call_returns() {
    pipe.start();
    pipe.writeThrough();
    for (int i = 0; i < 20; i++) {
      log("line", INFO);
      assertThat(sink.lines()).hasSize(i + 1);
    }
  }

  private boolean log(String text, int level) {
    return log(text, level, Duration.ofMillis(5));
  }

  private boolean log(String text, int level, Duration longest) {
    if (!pipe.reserve(level, System.nanoTime() + longest.toNanos())) {
      return false;
    }
    pipe.put((text + "\n").getBytes(StandardCharsets.UTF_8), level);
    return true;
  }

  private boolean flush() {
    return pipe.flush(Duration.ofSeconds(10).toNanos());
  }

  private void assertExact() {
    assertThat(account.written() + account.dropped() + pipe.queued()).isEqualTo(account.offered());
    assertThat(sink.lines()).hasSize((int) account.written());
  }

  /** A destination that can be shut, and that fails as told. */
  private static final class TestSink implements LineSink {

    private final StringBuffer text = new StringBuffer();
    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger writes = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean failing;
    private volatile boolean bug;
    private volatile @Nullable Error error;
    private volatile @Nullable Error unopened;
    private volatile int failAfter;
    private volatile int torn;

    void shut() {
      gate = new CountDownLatch(1);
    }

    void open() {
      gate.countDown();
    }

    List<String> lines() {
      return text.toString().lines().filter(line -> !line.startsWith("SG-")).toList();
    }

    @Override
    public int batchBytes() {
      return 1_024;
    }

    @Override
    public void prepare() {
      if (unopened != null) {
        throw unopened;
      }
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
      writes.incrementAndGet();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (failing) {
        throw new IOException("told to fail");
      }
      if (bug) {
        bug = false;
        throw new IllegalStateException("a bug");
      }
      Error planted = error;
      if (planted != null && failAfter == 0) {
        error = null;
        throw planted;
      }
      int some = failAfter > 0 ? Math.min(failAfter, lines.remaining()) : lines.remaining();
      byte[] bytes = new byte[some];
      lines.get(bytes);
      String written = new String(bytes, StandardCharsets.UTF_8);
      text.append(written);
      written.lines().filter(line -> line.startsWith("SG-")).forEach(notices::add);
      if (lines.hasRemaining()) {
        failAfter = 0;
        error = null;
        if (planted != null) {
          throw planted;
        }
        throw new IOException("no space");
      }
    }

    @Override
    public void tear(int bytes) {
      torn += bytes;
      text.setLength(text.length() - bytes);
    }

    @Override
    public void close() {
      // Nothing to close.
    }
  }

  private static final class Heard implements PipeListener {

    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger broke = new AtomicInteger();
    private volatile boolean hostile;
    private final AtomicInteger recovered = new AtomicInteger();

    @Override
    public byte[] notice(LinePipe pipe, boolean warning, String text) {
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void changed(LinePipe pipe) {
      changes.incrementAndGet();
    }

    @Override
    public void failed(LinePipe pipe, Throwable cause) {
      failed.incrementAndGet();
      if (hostile) {
        throw new AssertionError("planted");
      }
    }

    @Override
    public void broke(LinePipe pipe, Throwable fault) {
      broke.incrementAndGet();
    }

    @Override
    public void recovered(LinePipe pipe) {
      recovered.incrementAndGet();
    }

    @Override
    public void tick() {
      // Nothing to do.
    }
  }
}
