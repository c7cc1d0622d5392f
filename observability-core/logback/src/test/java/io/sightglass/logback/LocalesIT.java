// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.sightglass.testkit.JavaProcess;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Row 39: a line is the same bytes in every country. */
class LocalesIT {

  private static final List<List<String>> COUNTRIES =
      List.of(
          List.of("-Duser.language=en", "-Duser.country=US", "-Duser.timezone=UTC"),
          List.of(
              "-Duser.language=tr",
              "-Duser.country=TR",
              "-Dfile.encoding=US-ASCII",
              "-Duser.timezone=Europe/Istanbul"),
          List.of(
              "-Duser.language=ar",
              "-Duser.country=EG",
              "-Duser.timezone=Africa/Cairo",
              "-Duser.extensions=u-nu-arab"),
          List.of(
              "-Duser.language=th",
              "-Duser.country=TH",
              "-Duser.extensions=u-ca-buddhist-nu-thai",
              "-Dfile.encoding=ISO-8859-1",
              "-Duser.timezone=Asia/Bangkok"),
          List.of(
              "-Duser.language=de",
              "-Duser.country=CH",
              "-Dfile.encoding=windows-1252",
              "-Duser.timezone=Pacific/Chatham"));

  @Test
  void a_line_is_the_same_bytes_everywhere() {
    Set<String> written = new HashSet<>();
    for (List<String> country : COUNTRIES) {
      try (JavaProcess program =
          JavaProcess.of(Writes.class).jvm(country.toArray(String[]::new)).start()) {
        assertThat(program.awaitExit(Duration.ofSeconds(60))).isZero();
        written.add(
            program.lines().stream().filter(line -> line.startsWith("bytes ")).findFirst().get());
      }
    }
    System.out.printf(
        "row 39: %d settings of the JVM, %d different outputs%n", COUNTRIES.size(), written.size());
    assertThat(written).hasSize(1);
    String line =
        new String(
            HexFormat.of().parseHex(written.iterator().next().substring(6)),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(line)
        .contains(
            "2023-11-14T22:13:20.123Z",
            "\"amount\":1499.00",
            "\"level\":\"info\"",
            "I\u0131\u0130i");
  }

  /** Encodes the same events and prints their bytes. */
  static final class Writes {

    private Writes() {}

    /** Runs it. */
    public static void main(String[] args) {
      LoggerContext context = new LoggerContext();
      context.setMDCAdapter(new LogbackMDCAdapter());
      JsonLogEncoder encoder = new JsonLogEncoder();
      encoder.setContext(context);
      encoder.identity(new Identity("billing", "test", "1"));
      encoder.start();
      StringBuilder all = new StringBuilder();
      for (Level level : List.of(Level.INFO, Level.ERROR)) {
        Throwable thrown =
            level == Level.ERROR
                ? new IllegalStateException("\u00fc\u0130 4111111111111111")
                : null;
        if (thrown != null) {
          thrown.setStackTrace(
              new StackTraceElement[] {new StackTraceElement("a.B", "i", "B.java", 1234)});
        }
        LoggingEvent event =
            new LoggingEvent(
                "test",
                context.getLogger("app.INFO"),
                level,
                "I\u0131\u0130i \u20ac {} {}",
                thrown,
                new Object[] {1234.5, 10_000});
        event.setTimeStamp(1_700_000_000_123L);
        event.setThreadName("main");
        event.setKeyValuePairs(
            List.of(
                new KeyValuePair("amount", new BigDecimal("1499.00")),
                new KeyValuePair("share", 0.25),
                new KeyValuePair("count", 1_234_567_890_123L),
                new KeyValuePair("TITLE", "PASSWORD=i"),
                new KeyValuePair("nested", new TreeMap<>(Map.of("apiKEY", "x", "n", 1.5f)))));
        all.append(HexFormat.of().formatHex(encoder.encode(event)));
      }
      System.out.println("bytes " + all);
    }
  }
}
