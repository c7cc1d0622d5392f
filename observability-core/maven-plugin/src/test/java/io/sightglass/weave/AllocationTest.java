// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sightglass.Instrumented;
import io.sightglass.Observability;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What woven calls leave for the collector where nothing is traced: nothing. */
class AllocationTest {

  private static final int WARM = 50_000;
  private static final int CALLS = 100_000;

  /** A method that does nothing itself. */
  static final class Empty implements Runnable {

    @Override
    @Instrumented("empty")
    public void run() {}
  }

  @Test
  void a_call_makes_no_object_bound_or_not() {
    WovenLoader loader = WovenLoader.of(AllocationTest.class);
    Runnable method = loader.make(Empty.class, Runnable.class);
    double unbound = bytes(method);
    double bound;
    try (Observability obs =
        Observability.builder("allocation").environment(Map.of()).annotations(loader).build()) {
      bound = bytes(method);
      assertThat(new String(obs.scrape("").bytes(), StandardCharsets.UTF_8))
          .contains("empty_duration_seconds_count{outcome=\"success\"} " + (WARM + CALLS) + "\n");
    }
    System.out.println("annotated call: " + unbound + " B unbound, " + bound + " B bound");
    // A call's share of what the JVM itself makes now and then.
    assertThat(unbound).isLessThan(0.5);
    assertThat(bound).isLessThan(0.5);
  }

  private static double bytes(Runnable method) {
    for (int i = 0; i < WARM; i++) {
      method.run();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      method.run();
    }
    return (double) (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }
}
