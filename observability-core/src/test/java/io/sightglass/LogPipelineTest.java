// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What writes lines, as an app's start and stop see it. */
class LogPipelineTest {

  private final List<String> order = new CopyOnWriteArrayList<>();

  @Test
  void lines_are_flushed_before_the_report_and_again_before_the_port_closes() {
    try (LogLines lines =
        LogLines.of(
            "io.sightglass", Level.INFO, line -> order.add(line.getMessage().substring(0, 7)))) {
      Observability obs = Observability.builder("billing").environment(Map.of()).build();
      obs.lifecycle().logsThrough(new Told());
      obs.lifecycle().closeOnStop("pool", () -> order.add("pool"));
      obs.lifecycle().closeLast("port", () -> order.add("port"));
      obs.started();
      obs.close();

      assertThat(order).containsExactly("SG-0001", "pool", "flush", "SG-0900", "flush", "port");
      assertThat(lines.all().stream().map(ILoggingEvent::getFormattedMessage))
          .last()
          .asString()
          .contains(" · lines 3 written, 0 lost");
    }
  }

  @Test
  void a_pipeline_that_throws_keeps_nothing_from_stopping() {
    try (LogLines lines = LogLines.of("io.sightglass", Level.INFO)) {
      Observability obs = Observability.builder("billing").environment(Map.of()).build();
      obs.lifecycle()
          .logsThrough(
              new Told() {
                @Override
                public boolean flush(Duration atMost) {
                  throw new IllegalStateException("broken");
                }
              });
      obs.lifecycle().closeLast("port", () -> order.add("port"));
      obs.started();
      obs.close();

      assertThat(order).containsExactly("port");
      assertThat(lines.all().stream().map(ILoggingEvent::getFormattedMessage))
          .anyMatch(line -> line.startsWith("SG-0800"));
    }
  }

  @Test
  void where_no_adapter_is_on_the_class_path_lines_stay_and_that_is_said() {
    try (LogLines lines = LogLines.of("io.sightglass", Level.INFO);
        Observability obs = Observability.builder("billing").environment(Map.of()).build()) {
      assertThat(obs.installLogging()).isFalse();
      assertThat(lines.all().stream().map(ILoggingEvent::getFormattedMessage))
          .singleElement()
          .asString()
          .startsWith("SG-4304 [logs] ");
    }
  }

  @Test
  void a_pipeline_is_needed() {
    try (Observability obs = Observability.builder("billing").environment(Map.of()).build()) {
      assertThatNullPointerException()
          .isThrownBy(() -> obs.lifecycle().logsThrough(null))
          .withMessage("pipeline");
    }
  }

  private class Told implements LogPipeline {

    @Override
    public boolean flush(Duration atMost) {
      order.add("flush");
      return true;
    }

    @Override
    public String account() {
      return "lines 3 written, 0 lost";
    }
  }
}
