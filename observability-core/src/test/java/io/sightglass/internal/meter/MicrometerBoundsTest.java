// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.Code;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an app tags through Micrometer is bounded like the labels of its own meters. */
class MicrometerBoundsTest {

  private final Said said = new Said();
  private final MeterEngine engine = MeterEngine.builder().limits(100, 150).build();
  private final MeterRegistry registry = engine.registry();

  MicrometerBoundsTest() {
    engine.reportTo(said);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void made_up_tag_values_make_at_most_the_limit_and_one_series() {
    for (int i = 0; i < 10_000; i++) {
      registry.counter("model.calls", "model", "model-" + (i % 5_000), "kind", "chat").increment();
    }

    Exposition page = Engines.text(engine);
    assertThat(page.named("model_calls_total")).hasSize(101);
    assertThat(page.sum("model_calls_total")).isEqualTo(10_000);
    assertThat(page.value("model_calls_total", "model", "_other", "kind", "chat")).isEqualTo(9_800);
    // Micrometer remembers the first value that made the series of the others.
    assertThat(
            page.value(
                "sightglass_overflow_total", "metric", "model_calls_total", "label", "model"))
        .isBetween(9_700.0, 9_800.0);
    assertThat(said.of(Code.LABEL_OVERFLOW)).hasSize(1);
  }

  @Test
  void values_that_name_a_person_become_no_series() {
    Timer.builder("signup")
        .tag("who", "asha@example.com")
        .register(registry)
        .record(1, TimeUnit.MILLISECONDS);

    String page = Engines.page(engine, "");
    assertThat(page).contains("signup_seconds_count{who=\"_other\"} 1").doesNotContain("asha");
  }

  @Test
  void the_app_has_no_more_label_sets_than_it_may() {
    for (int i = 0; i < 90; i++) {
      registry.counter("a", "x", "v" + i).increment();
      registry.counter("b", "x", "v" + i).increment();
    }

    Exposition page = Engines.text(engine);
    assertThat(page.sum("a_total") + page.sum("b_total")).isEqualTo(180);
    assertThat(page.value("sightglass_label_sets")).isEqualTo(150);
    assertThat(page.named("a_total").size() + page.named("b_total").size()).isEqualTo(152);
  }

  @Test
  void a_meter_that_is_removed_gives_its_label_set_back() {
    double before = Engines.text(engine).value("sightglass_label_sets");
    for (int i = 0; i < 1_000; i++) {
      Meter gauge = Gauge.builder("job.age", () -> 1).tag("job", "j" + i % 10).register(registry);
      registry.remove(gauge);
    }

    assertThat(Engines.text(engine).value("sightglass_label_sets")).isEqualTo(before);
  }

  @Test
  void a_tag_key_of_any_shape_is_bounded() {
    for (int i = 0; i < 200; i++) {
      registry.counter("odd", "le", "v" + i, "9 keys", "w" + i).increment();
    }

    assertThat(registry.find("odd").counters()).hasSizeLessThanOrEqualTo(101);
  }
}
