// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AheadTest {

  @AfterEach
  void clearTheFlag() {
    Thread.interrupted();
  }

  @Test
  void itIsMadeOnceOnAThreadThatHasEndedWhenItIsHadAndDoesNotHoldUpTheJvm() {
    AtomicReference<Thread> maker = new AtomicReference<>();
    CountDownLatch asked = new CountDownLatch(1);
    Ahead<String> ahead =
        Ahead.of(
            () -> {
              assertThat(maker.getAndSet(Thread.currentThread())).isNull();
              awaitQuietly(asked);
              return "made";
            });
    asked.countDown();
    assertThat(ahead.get()).isEqualTo("made").isSameAs(ahead.get());
    assertThat(maker.get().isAlive()).isFalse();
    assertThat(maker.get().isDaemon()).isTrue();
    assertThat(maker.get().getName()).startsWith("sightglass-");
  }

  @Test
  void whatTheMakerThrowsReachesTheOneWhoAsks() {
    IllegalArgumentException mistake = new IllegalArgumentException("no such name");
    Ahead<String> refused =
        Ahead.of(
            () -> {
              throw mistake;
            });
    assertThatThrownBy(refused::get).isSameAs(mistake);
    NoClassDefFoundError error = new NoClassDefFoundError("left off the class path");
    Ahead<String> broken =
        Ahead.of(
            () -> {
              throw error;
            });
    assertThatThrownBy(broken::get).isSameAs(error);
  }

  @Test
  void anInterruptedCallerGetsItAllTheSameAndStaysInterrupted() {
    CountDownLatch interrupted = new CountDownLatch(1);
    Ahead<String> ahead =
        Ahead.of(
            () -> {
              awaitQuietly(interrupted);
              return "made";
            });
    Thread.currentThread().interrupt();
    interrupted.countDown();
    assertThat(ahead.get()).isEqualTo("made");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void anAppThatIsBuiltLeavesNoThreadOfItsStartBehind() {
    Observability obs = Observability.builder("start").environment(Map.of()).build();
    try {
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("sightglass-start");
    } finally {
      obs.close();
    }
  }

  /** An app in a static field: what makes it holds the lock of its class while it builds. */
  static final class Holder {
    static final Observability OBS = Observability.builder("holder").environment(Map.of()).build();

    private Holder() {}
  }

  @Test
  void anAppCanBeBuiltInAStaticInitializer() {
    assertThat(Holder.OBS.name()).isEqualTo("holder");
    Holder.OBS.close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
