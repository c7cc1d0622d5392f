// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A contestant that skips its work would win. */
class AnnotatedContestantsTest {

  private static final long PAGE = 42 * 31 + 7;

  @Test
  void handWrittenCodeCountsEachCall() {
    HandMeters meters = new HandMeters();
    Rendering rendering = new Rendering();
    assertCounts(invoice -> rendering.byHand(meters), meters::counted);
  }

  @Test
  void theProxyCountsEachCall() {
    Rendering.Proxied proxied = new Rendering.Proxied();
    assertCounts(proxied::call, proxied::counted);
  }

  @Test
  void theBuildWoveMicrometersAspect() {
    AspectjRendering woven = new AspectjRendering();
    assertCounts(woven::call, woven::counted);
    woven.stop();
  }

  @Test
  void springCountsEachCallOnceByTimed() {
    SpringRendering.WithTimed bean = new SpringRendering.WithTimed();
    AspectjRendering woven = new AspectjRendering();
    assertCounts(bean::call, bean::counted);
    assertThat(woven.counted()).isZero();
    woven.stop();
  }

  @Test
  void springCountsEachCallOnceByObserved() {
    SpringRendering.WithObserved bean = new SpringRendering.WithObserved();
    assertCounts(bean::call, bean::counted);
    bean.stop();
  }

  @Test
  void sightglassCountsEachCall() {
    List<Supplier<SightglassRendering>> all =
        List.of(
            SightglassRendering::new,
            SightglassRendering.Sampled::new,
            SightglassRendering.Unsampled::new,
            ObservedRendering::new,
            // One after the other: the annotated methods belong to one app at a time.
            WovenRendering::new,
            WovenRendering.Sampled::new);
    for (Supplier<SightglassRendering> each : all) {
      SightglassRendering ours = each.get();
      assertCounts(ours::call, ours::counted);
      ours.stop();
    }
  }

  private static void assertCounts(LongUnaryOperator call, LongSupplier counted) {
    for (int i = 0; i < 3; i++) {
      assertThat(call.applyAsLong(42)).isEqualTo(PAGE);
    }
    assertThat(counted.getAsLong()).isEqualTo(3);
  }
}
