// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/** What one line leaves in the encoder is not seen in another. */
class ReusedBuffersTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final LoggerContext context = new LoggerContext();
  private final JsonLogEncoder encoder = new JsonLogEncoder();

  @BeforeEach
  void start() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    encoder.setContext(context);
    encoder.identity(new Identity("billing", "test", "1"));
    encoder.start();
  }

  @AfterEach
  void stop() {
    encoder.stop();
  }

  @Test
  void lines_of_many_threads_are_whole_and_their_own() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        String name = "thread " + thread + " " + "x".repeat(thread * 500);
        done.add(threads.submit(() -> encodeMany(name)));
      }
      for (Future<?> one : done) {
        rethrowing(one);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void encodeMany(String name) {
    for (int i = 0; i < 500; i++) {
      assertThat(message(encode(name + " " + i))).isEqualTo(name + " " + i);
    }
  }

  private static void rethrowing(Future<?> one) throws InterruptedException {
    try {
      one.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  @Test
  void a_line_that_fails_half_way_leaves_nothing_in_the_next() {
    assertThat(message(encode("before"))).isEqualTo("before");
    LoggingEvent failing =
        new LoggingEvent() {
          @Override
          public String getThreadName() {
            throw new IllegalStateException("planted");
          }
        };
    failing.setLevel(Level.INFO);
    failing.setMessage("half");
    failing.setTimeStamp(0);
    assertThat(text(encoder.encode(failing))).contains(JsonFields.UNSERIALISABLE).endsWith("}\n");

    String after = encode("after");
    assertThat(message(after)).isEqualTo("after");
    assertThat(after).doesNotContain("half").startsWith("{").endsWith("}\n");
  }

  @Test
  void a_huge_line_leaves_nothing_in_the_next() {
    StringBuilder huge = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      huge.append((char) ('a' + i % 26));
    }
    LoggingEvent event = event(huge.toString());
    for (int i = 0; i < JsonFields.MAX_FIELDS; i++) {
      event.addKeyValuePair(new KeyValuePair("field" + i, huge.toString()));
    }
    assertThat(encoder.encode(event)).hasSizeGreaterThan(100_000);
    String after = encode("after");
    assertThat(message(after)).isEqualTo("after");
    assertThat(after).hasSizeLessThan(300);
  }

  private String encode(String message) {
    return text(encoder.encode(event(message)));
  }

  private LoggingEvent event(String message) {
    return new LoggingEvent(
        "test", context.getLogger("app"), Level.INFO, message, null, new Object[0]);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  private static String message(String line) {
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    return MAPPER.readTree(line).get("msg").stringValue();
  }
}
