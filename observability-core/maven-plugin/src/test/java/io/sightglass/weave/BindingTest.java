// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sightglass.Instrumented;
import io.sightglass.Observability;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whose the annotated methods of a class loader are. */
class BindingTest {

  @SuppressWarnings("unchecked")
  private static Function<Object[], Object> app(WovenLoader loader) {
    return loader.make(Annotated.class, Function.class);
  }

  private static Object call(Function<Object[], Object> app) {
    return app.apply(new Object[] {"plain"});
  }

  private static Observability build(String name, ClassLoader loader) {
    return Observability.builder(name).environment(Map.of()).annotations(loader).build();
  }

  private static String scrape(Observability obs) {
    return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
  }

  private static String count(int calls) {
    return "bill_plain_duration_seconds_count{outcome=\"success\"} " + calls + "\n";
  }

  @Test
  void a_call_is_the_plain_one_until_it_is_bound_and_after_it_is_closed() {
    WovenLoader loader = WovenLoader.of(Annotated.class);
    Function<Object[], Object> app = app(loader);
    assertThat(call(app)).isSameAs(app);
    Observability first = build("first", loader);
    assertThat(scrape(first)).doesNotContain("bill_plain");
    call(app);
    call(app);
    assertThat(scrape(first)).contains(count(2));
    first.close();
    call(app);
    try (Observability second = build("second", loader)) {
      call(app);
      assertThat(scrape(second)).contains(count(1));
    }
  }

  @Test
  void a_second_app_in_one_loader_is_refused() {
    WovenLoader loader = WovenLoader.of(Annotated.class);
    try (Observability first = build("first", loader)) {
      assertThatThrownBy(() -> build("second", loader))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("belong to 'first'")
          .hasMessageContaining("'second'");
      call(app(loader));
      assertThat(scrape(first)).contains(count(1));
    }
  }

  @Test
  void two_apps_in_two_loaders_do_not_meet() {
    WovenLoader one = WovenLoader.of(Annotated.class);
    WovenLoader other = WovenLoader.of(Annotated.class);
    try (Observability first = build("first", one);
        Observability second = build("second", other)) {
      call(app(one));
      call(app(other));
      call(app(other));
      assertThat(scrape(first)).contains(count(1));
      assertThat(scrape(second)).contains(count(2));
    }
  }

  @Test
  void an_app_that_does_not_ask_takes_no_methods() {
    WovenLoader loader = WovenLoader.of(Annotated.class);
    try (Observability obs = Observability.builder("none").environment(Map.of()).build()) {
      call(app(loader));
      assertThat(scrape(obs)).doesNotContain("bill_plain");
    }
  }

  @Test
  void the_environments_app_takes_its_callers_methods() throws Exception {
    WovenLoader loader = WovenLoader.of(Environment.class);
    @SuppressWarnings("unchecked")
    Function<String, Observability> start = loader.make(Environment.class, Function.class);
    try (Observability first = start.apply("first")) {
      try (Observability second = start.apply("second")) {
        start.apply("");
        assertThat(scrape(first)).contains("started_duration_seconds_count{outcome=\"success\"} 1");
        assertThat(scrape(second)).doesNotContain("started_duration");
      }
      start.apply("");
      assertThat(scrape(first)).contains("started_duration_seconds_count{outcome=\"success\"} 2");
    }
  }

  /** An app that starts as the README's does. */
  static final class Environment implements Function<String, Observability> {

    @Override
    public Observability apply(String name) {
      if (name.isEmpty()) {
        started();
        return Observability.noop();
      }
      return Observability.fromEnvironment(name);
    }

    @Instrumented("started")
    private static void started() {}
  }

  @Test
  void a_class_loader_that_is_dropped_is_not_kept() {
    WeakReference<ClassLoader> closed = used(true);
    WeakReference<ClassLoader> forgotten = used(false);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return closed.get() == null && forgotten.get() == null;
            });
  }

  private static WeakReference<ClassLoader> used(boolean closes) {
    WovenLoader loader = WovenLoader.of(Annotated.class);
    Observability obs = build("dropped", loader);
    call(app(loader));
    assertThat(scrape(obs)).contains(count(1));
    if (closes) {
      obs.close();
      call(app(loader));
    }
    return new WeakReference<>(loader);
  }

  @Test
  void annotated_methods_that_nothing_wove_are_warned_about_once(@TempDir Path folder)
      throws Exception {
    Path annotated = Files.writeString(folder.resolve("annotated"), "a.B#c()V\na.B#d()V\n# none\n");
    Path woven = Files.writeString(folder.resolve("woven"), "a.B#c()V\n");
    WovenLoader loader =
        WovenLoader.plain(Annotated.class)
            .with("META-INF/sightglass/annotated", annotated.toUri().toURL())
            .with("META-INF/sightglass/woven", woven.toUri().toURL());
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger("io.sightglass");
    lines.start();
    logger.addAppender(lines);
    try (Observability obs = build("unwoven", loader)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> !lines.list.isEmpty());
      assertThat(obs.isOff()).isFalse();
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("SG-2502 [annotations] 1 annotated method is not woven: a.B#d()V.")
        .doesNotContain("a.B#c()V");
  }
}
