// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import io.sightglass.meter.Meters;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looking series up by values: no garbage, the same series for the same values. */
class LookupTest {

  private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE"};
  private static final String[] ROUTES = {"/a", "/b/{id}", "/c", "/d"};

  private final MeterEngine engine = MeterEngine.builder().build();

  @AfterEach
  void close() {
    engine.close();
  }

  private static long allocatedBy(Runnable work) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    work.run();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private void lookUp(Meters meters) {
    Counter none = meters.counter(MeterSpec.counter("n_total", "N.").build());
    Counter one =
        meters.counter(MeterSpec.counter("o_total", "O.").label(LabelSpec.learned("a")).build());
    Gauge two =
        meters.gauge(
            MeterSpec.gauge("t", "T.")
                .label(LabelSpec.learned("a"))
                .label(LabelSpec.learned("b"))
                .build());
    Histogram three =
        meters.histogram(
            MeterSpec.histogram("h", "H.")
                .label(LabelSpec.learned("a"))
                .label(LabelSpec.learned("b"))
                .label(LabelSpec.learned("c"))
                .build());
    Runnable work =
        () -> {
          for (int i = 0; i < 1_000; i++) {
            String method = METHODS[i & 3];
            String route = ROUTES[(i >> 2) & 3];
            none.handle().increment();
            one.handle(route).add(2);
            two.handle(method, route).set(i);
            three.handle(method, route, "200").record(i);
            three.handle(method, route, "200").recordNanos(i);
          }
        };
    assertThat(allocatedBy(work)).isZero();
  }

  @Test
  void known_values_allocate_nothing() {
    lookUp(engine.meters());
  }

  @Test
  void known_values_allocate_nothing_under_a_naming_profile() {
    NamingProfile profile =
        NamingProfile.prefixed("app")
            .rename("n_total", "none_total")
            .relabel("a", "method")
            .mapValues("o_total", "a", Map.of("/a", "/d"))
            .valueIntoName("t", "a", "GET", "gets")
            .dropLabel("h", "b")
            .deriveLabel("h", "class", "c", code -> code.charAt(0) + "xx");
    try (MeterEngine named = MeterEngine.builder().naming(profile).build()) {
      lookUp(named.meters());
      assertThat(Engines.text(named).named("app_gets")).hasSize(4);
      assertThat(Engines.text(named).named("app_h_count")).hasSize(4);
    }
  }

  @Test
  void meters_that_are_off_allocate_nothing_and_are_shared() {
    lookUp(MeterEngine.noop());
    Counter counter = MeterEngine.noop().counter(MeterSpec.counter("a_total", "A.").build());
    assertThat(MeterEngine.noop().counter(MeterSpec.counter("b_total", "B.").build()))
        .isSameAs(counter);
    assertThat(counter.handle("x", "y", "z", "w")).isSameAs(counter.handle());
    assertThat(MeterEngine.noop().catalogue().meters()).isEmpty();
  }

  @Test
  void values_beyond_the_limit_leave_nothing_behind() {
    Counter counter =
        engine
            .meters()
            .counter(MeterSpec.counter("p_total", "P.").label(LabelSpec.upTo("path", 10)).build());
    String[] paths = new String[1_000];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = "/p/" + i;
      counter.handle(paths[i]);
    }
    long bytes =
        allocatedBy(
            () -> {
              for (String path : paths) {
                counter.handle(path).increment();
              }
            });
    assertThat(bytes / paths.length).isLessThanOrEqualTo(64);
  }

  @Test
  void the_same_values_give_the_same_series_however_they_are_passed() {
    Counter counter =
        engine
            .meters()
            .counter(
                MeterSpec.counter("s_total", "S.")
                    .label(LabelSpec.learned("a"))
                    .label(LabelSpec.learned("b"))
                    .label(LabelSpec.learned("c"))
                    .build());
    Counter.Handle handle = counter.handle("x", "y", "z");
    assertThat(counter.handle(new String("x"), new String("y"), new String("z"))).isSameAs(handle);
    assertThat(counter.handle(new String[] {"x", "y", "z"})).isSameAs(handle);
    assertThat(counter.handle("z", "y", "x")).isNotSameAs(handle);
  }

  @Test
  void a_table_that_grows_keeps_its_series() {
    Counter counter =
        engine
            .meters()
            .counter(MeterSpec.counter("g_total", "G.").label(LabelSpec.upTo("a", 5_000)).build());
    Counter.Handle[] handles = new Counter.Handle[5_000];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = counter.handle("v" + i);
      handles[i].increment();
    }
    for (int i = 0; i < handles.length; i++) {
      assertThat(counter.handle("v" + i)).isSameAs(handles[i]);
    }
    assertThat(Engines.text(engine).named("g_total")).hasSize(5_000);
  }
}
