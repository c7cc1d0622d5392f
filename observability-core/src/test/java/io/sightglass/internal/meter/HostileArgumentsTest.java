// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.sightglass.Diagnostics;
import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import io.sightglass.meter.Meters;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every public method of the meters against every hostile value: by reflection, so none is missed.
 */
class HostileArgumentsTest {

  private static final List<@Nullable String> TEXTS =
      Arrays.asList(
          null,
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "\n",
          "\r\n",
          "\t",
          "\u001b[31mred",
          "\ud800",
          "\udc00",
          "x\ud83d",
          "\u202Eabc",
          "עברית",
          "日本語",
          "😀",
          "é",
          "e\u0301",
          "\uFEFF",
          "\uFFFF",
          "x".repeat(127),
          "x".repeat(128),
          "x".repeat(129),
          "y".repeat(1 << 20),
          "_other",
          "__name__",
          "le",
          "quantile",
          "a,b",
          "a=\"b\"",
          "{}",
          "# EOF",
          "${jndi:x}",
          "'; DROP TABLE x",
          "<script>",
          "../../etc/passwd",
          "user@example.com",
          "4111111111111111",
          "+14155552671",
          "550e8400-e29b-41d4-a716-446655440000",
          "NaN",
          "null");

  private static final List<Double> NUMBERS =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.0,
          0.1,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          -Double.MAX_VALUE,
          1e100,
          1.0000001e100,
          1e308,
          9e15,
          (double) Long.MAX_VALUE);

  private static final List<Long> WHOLE = List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE);

  private final MeterEngine engine = MeterEngine.builder().limits(20, 200).build();
  private final Set<String> called = new HashSet<>();

  @AfterEach
  void close() {
    engine.close();
  }

  private static SpanContext throwingSpan() {
    return (SpanContext)
        java.lang.reflect.Proxy.newProxyInstance(
            SpanContext.class.getClassLoader(),
            new Class<?>[] {SpanContext.class},
            (proxy, method, arguments) -> {
              throw new IllegalStateException("planted");
            });
  }

  private static List<@Nullable Object> valuesFor(Class<?> type) {
    List<@Nullable Object> values = new ArrayList<>();
    if (type == String.class) {
      values.addAll(TEXTS);
    } else if (type == String[].class) {
      values.add(null);
      values.add(new String[0]);
      TEXTS.forEach(text -> values.add(new String[] {text}));
      TEXTS.forEach(text -> values.add(new String[] {text, text, text, text, text}));
    } else if (type == double.class) {
      values.addAll(NUMBERS);
    } else if (type == long.class) {
      values.addAll(WHOLE);
    } else if (type == SpanContext.class) {
      values.addAll(
          Arrays.asList(
              null,
              SpanContext.getInvalid(),
              throwingSpan(),
              SpanContext.create(
                  "1".repeat(32),
                  "2".repeat(16),
                  TraceFlags.getSampled(),
                  TraceState.getDefault())));
    } else if (type == DoubleSupplier.class) {
      values.add((DoubleSupplier) () -> 1);
      values.add(
          (DoubleSupplier)
              () -> {
                throw new AssertionError("planted");
              });
    } else if (type == Object.class) {
      values.addAll(Arrays.asList(null, "x"));
    } else {
      fail("no hostile values for " + type + ": add some");
    }
    return values;
  }

  /** Calls each abstract or default method of the interface with each value in each place. */
  private void attack(Class<?> api, Object target) {
    for (Method method : api.getMethods()) {
      if (Modifier.isStatic(method.getModifiers()) || method.getDeclaringClass() == Object.class) {
        continue;
      }
      List<List<@Nullable Object>> values =
          Arrays.stream(method.getParameterTypes())
              .map(HostileArgumentsTest::valuesFor)
              .collect(Collectors.toList());
      int rounds = values.stream().mapToInt(List::size).max().orElse(1);
      for (int place = 0; place < Math.max(1, values.size()); place++) {
        for (int round = 0; round < rounds; round++) {
          call(target, method, arguments(values, place, round));
        }
      }
      called.add(api.getSimpleName() + "." + method.getName());
    }
  }

  private static @Nullable Object[] arguments(
      List<List<@Nullable Object>> values, int place, int round) {
    return IntStream.range(0, values.size())
        .mapToObj(
            i -> values.get(i).get((i == place ? round : round / 3 + i) % values.get(i).size()))
        .toArray();
  }

  private static void call(Object target, Method method, @Nullable Object[] arguments) {
    try {
      Object result = method.invoke(target, arguments);
      if (method.getReturnType() != void.class) {
        assertThat(result).as(method.toString()).isNotNull();
      }
      if (result instanceof Counter.Handle handle) {
        handle.increment();
      } else if (result instanceof Histogram.Handle handle) {
        handle.record(1);
      } else if (result instanceof Gauge.Handle handle) {
        handle.increment();
      }
    } catch (InvocationTargetException e) {
      throw new AssertionError(method + " with " + Arrays.toString(arguments), e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private void attackAll(Meters meters) {
    for (int labels = 0; labels <= 4; labels++) {
      var counter = MeterSpec.counter("c" + labels + "_total", "C.");
      var gauge = MeterSpec.gauge("g" + labels, "G.");
      var histogram = MeterSpec.histogram("h" + labels + "_seconds", "H.");
      for (int i = 0; i < labels; i++) {
        LabelSpec label = i == 1 ? LabelSpec.oneOf("l" + i, "x", "y") : LabelSpec.learned("l" + i);
        counter.label(label);
        gauge.label(label);
        histogram.label(label);
      }
      attack(Counter.class, meters.counter(counter.build()));
      attack(Gauge.class, meters.gauge(gauge.build()));
      attack(Histogram.class, meters.histogram(histogram.build()));
    }
    attack(
        Counter.Handle.class, meters.counter(MeterSpec.counter("c_total", "C.").build()).handle());
    attack(Gauge.Handle.class, meters.gauge(MeterSpec.gauge("g", "G.").build()).handle());
    attack(
        Histogram.Handle.class,
        meters.histogram(MeterSpec.histogram("h_seconds", "H.").build()).handle());
    attack(Catalogue.class, meters.catalogue());
  }

  @Test
  void recording_never_throws_and_the_page_stays_readable() {
    engine.reportTo(new Said());
    attackAll(engine.meters());
    Exposition page = Engines.openMetrics(engine);
    Engines.text(engine);
    for (int labels = 0; labels <= 4; labels++) {
      assertThat(page.sum("c" + labels + "_total")).isPositive();
    }
    assertThat(page.samples)
        .flatExtracting(sample -> sample.labels().values())
        .noneMatch(value -> value.contains("@example.com") || value.contains("4111111111111111"));
    assertThat(called)
        .as("every public method of the meters")
        .containsAll(
            Stream.of(
                    Counter.class,
                    Gauge.class,
                    Histogram.class,
                    Counter.Handle.class,
                    Gauge.Handle.class,
                    Histogram.Handle.class)
                .flatMap(
                    api ->
                        Arrays.stream(api.getMethods())
                            .map(method -> api.getSimpleName() + "." + method.getName()))
                .toList());
  }

  @Test
  void meters_that_are_off_take_anything() {
    attackAll(MeterEngine.noop());
  }

  @Test
  void a_host_registry_takes_anything() {
    try (MeterEngine joined =
        MeterEngine.builder()
            .limits(20, 200)
            .host(new io.micrometer.core.instrument.simple.SimpleMeterRegistry())
            .build()) {
      joined.reportTo(new Said());
      attackAll(joined.meters());
    }
  }

  @Test
  void recording_before_diagnostics_are_there_is_fine() {
    attackAll(engine.meters());
  }

  @Test
  void diagnostics_may_count_into_the_meters_they_report_on() {
    Counter invalid =
        engine
            .meters()
            .counter(
                MeterSpec.counter("sightglass_invalid_total", "I.")
                    .label(LabelSpec.upTo("signal", 1))
                    .label(LabelSpec.upTo("kind", 1))
                    .build());
    engine.reportTo(
        new Diagnostics() {
          @Override
          public void warn(io.sightglass.Code code, String message) {}

          @Override
          public void info(io.sightglass.Code code, String message) {}

          @Override
          public void invalid(String signal, String kind) {
            invalid.handle(signal, kind).increment();
            invalid.handle(null, kind).add(-1);
          }

          @Override
          public void dropped(String signal, String reason, long count) {}

          @Override
          public void internalError(String component, Throwable failure) {}

          @Override
          public void status(String part, String state) {}
        });
    attackAll(engine.meters());
    assertThat(Engines.text(engine).sum("sightglass_invalid_total")).isPositive();
  }

  @Test
  void declaring_refuses_with_a_text() {
    for (String text : TEXTS) {
      for (Runnable declaration :
          List.<Runnable>of(
              () -> MeterSpec.counter(text, "C.").build(),
              () -> MeterSpec.gauge("g", text).build(),
              () -> MeterSpec.histogram(text, "H.").build(),
              () -> MeterSpec.info(text, "I.").build(),
              () -> MeterSpec.gauge("g", "G.").unit(text).fedBy(text).build(),
              () -> LabelSpec.learned(text),
              () -> LabelSpec.oneOf("l", text),
              () -> LabelSpec.upTo(text, 5))) {
        try {
          declaration.run();
        } catch (NullPointerException | IllegalArgumentException expected) {
          assertThat(expected.getMessage()).isNotBlank();
        }
      }
    }
  }
}
