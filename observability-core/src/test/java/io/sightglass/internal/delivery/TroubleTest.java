// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TroubleTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong now = new AtomicLong();
  private final Quiet voice = new Quiet();

  private Trouble trouble() {
    return new Trouble(DeliveryQueue.Signal.TRACES, 2560, voice, now::get);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 40_000_000_000L, Long.MIN_VALUE})
  void one_line_when_it_starts_and_one_when_it_ends_with_the_number(long start) {
    now.set(start);
    Trouble trouble = trouble();
    assertThat(trouble.nanos()).isZero();
    trouble.failing("connection refused", 51_000);
    for (int i = 0; i < 92; i++) {
      now.addAndGet(SECOND);
      trouble.failing("connection refused", 2);
    }
    now.addAndGet(SECOND);
    trouble.failing("connection refused", 16);
    assertThat(trouble.nanos()).isEqualTo(93 * SECOND);
    assertThat(voice.impaired).containsExactly("traces export");
    trouble.fine();
    trouble.fine();
    assertThat(voice.impaired).isEmpty();
    assertThat(voice.lines).hasSize(2);
    assertThat(voice.lines.get(0))
        .startsWith("SG-4001 spans cannot be delivered: connection refused. Up to 2,560 wait;");
    assertThat(voice.lines.get(1))
        .isEqualTo("SG-4101 delivery of spans is fine again after 93 s, lost 51,200.");
    assertThat(trouble.nanos()).isZero();
    System.out.printf(
        "row 38: delivery's lines with a clock that starts at %d: 93 s, lost 51,200%n", start);
  }

  @Test
  void trouble_that_comes_and_goes_is_told_once_a_minute_and_no_loss_is_left_out() {
    Trouble trouble = trouble();
    for (int i = 0; i < 600; i++) {
      trouble.failing("HTTP 503", 3);
      now.addAndGet(SECOND / 2);
      trouble.fine();
      now.addAndGet(SECOND / 2);
    }
    assertThat(voice.lines).hasSize(20);
    now.addAndGet(60 * SECOND);
    trouble.failing("HTTP 503", 0);
    trouble.fine();
    long told =
        voice.lines.stream()
            .filter(line -> line.startsWith("SG-4101"))
            .mapToLong(
                line ->
                    Long.parseLong(line.replaceAll(".*lost ([0-9,]+)\\.", "$1").replace(",", "")))
            .sum();
    assertThat(told).isEqualTo(1800);
  }
}
