// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An object of the app's behind its interface. */
class ObservedTargetTest {

  /** A label. */
  public enum Format {
    PDF,
    HTML
  }

  /** An event. */
  @Event("page.printed")
  public record PagePrinted(@Label Format format, @Detail String id, @Label boolean success) {}

  /** What a generic interface says. */
  public interface Printer<T extends Comparable<T>> {

    /** Without an annotation of its own. */
    String print(T format, String id) throws IOException;
  }

  /** What the app's code calls. */
  public interface Renderer extends Printer<Format> {

    /** Annotated here. */
    @Instrumented("page.render")
    Object render(@Label Format format, Object page);

    /** Annotated here, and asks for another. */
    @Instrumented("page.twice")
    default Object twice(Object page) {
      return render(Format.PDF, render(Format.PDF, page));
    }

    /** Later. */
    @Instrumented("page.later")
    CompletionStage<Object> later(CompletableFuture<Object> page);

    /** Not annotated anywhere. */
    int count();

    /** None of the target's. */
    static String name() {
      return "renderer";
    }
  }

  private static final class Pages implements Renderer {

    private Exception failure;

    @Override
    public Object render(Format format, Object page) {
      return page;
    }

    @Override
    @Instrumented("page.print")
    @Records(PagePrinted.class)
    public String print(@Label Format format, @Detail String id) throws IOException {
      if (failure instanceof IOException checked) {
        throw checked;
      }
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      return id;
    }

    @Override
    public CompletionStage<Object> later(CompletableFuture<Object> page) {
      return page;
    }

    // An overload that no interface knows.
    @Instrumented("page.other")
    public Object render(Format format, String page) {
      return page;
    }

    @Override
    public int count() {
      return 7;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Pages;
    }

    @Override
    public int hashCode() {
      return 42;
    }

    @Override
    public String toString() {
      return "pages";
    }
  }

  private final TestApp app = new TestApp();
  private final Pages target = new Pages();
  private final Renderer observed = app.obs.observe(Renderer.class, target);

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void annotations_of_the_interface_are_honoured() {
    Object page = new Object();
    assertThat(observed.render(Format.PDF, page)).isSameAs(page);
    assertThat(observed.render(Format.PDF, "text")).isEqualTo("text");
    assertThat(app.scrape())
        .contains("page_render_duration_seconds_count{format=\"pdf\",outcome=\"success\"} 2")
        .doesNotContain("page_other");
    assertThat(app.spans()).hasSize(2);
  }

  @Test
  void annotations_of_the_target_are_honoured_with_the_types_of_its_source() throws Exception {
    assertThat(observed.print(Format.HTML, "p1")).isEqualTo("p1");
    assertThat(app.scrape())
        .contains("page_print_duration_seconds_count{format=\"html\",outcome=\"success\"} 1")
        .contains("page_printed_total{format=\"html\",success=\"true\"} 1");
    assertThat(app.spans()).hasSize(1);
  }

  @Test
  void an_exception_is_the_very_same_object() {
    for (Exception failure : new Exception[] {new IOException(), new IllegalStateException()}) {
      target.failure = failure;
      assertThat(catchThrowable(() -> observed.print(Format.PDF, "p"))).isSameAs(failure);
    }
    assertThat(app.scrape())
        .contains("page_print_duration_seconds_count{format=\"pdf\",outcome=\"error\"} 2")
        .contains("page_printed_total{format=\"pdf\",success=\"false\"} 2");
  }

  @Test
  void a_default_method_runs_on_the_target() {
    Object page = new Object();
    assertThat(observed.twice(page)).isSameAs(page);
    assertThat(app.scrape())
        .contains("page_twice_duration_seconds_count{outcome=\"success\"} 1")
        .doesNotContain("page_render_duration_seconds_count");
  }

  @Test
  void a_stage_ends_the_call_when_it_completes() {
    CompletableFuture<Object> page = new CompletableFuture<>();
    assertThat(observed.later(page)).isSameAs(page);
    assertThat(app.scrape()).contains("page_later_in_progress 1.0");
    page.complete("done");
    assertThat(app.scrape()).contains("page_later_duration_seconds_count{outcome=\"success\"} 1");
  }

  @Test
  void all_else_is_the_targets() {
    assertThat(observed.count()).isEqualTo(7);
    assertThat(observed).hasSameHashCodeAs(target).hasToString("pages");
    assertThat(observed.equals(observed)).isTrue();
    assertThat(observed.equals(app.obs.observe(Renderer.class, new Pages()))).isTrue();
    assertThat(observed.equals(new Pages())).isTrue();
    assertThat(observed.equals("pages")).isFalse();
    assertThat(app.spans()).isEmpty();
  }

  @Test
  void what_is_observed_already_is_not_observed_twice() {
    assertThat(app.obs.observe(Renderer.class, observed)).isSameAs(observed);
  }

  @Test
  void where_all_is_off_it_is_the_target() {
    assertThat(Observability.noop().observe(Renderer.class, target)).isSameAs(target);
  }

  /** Closed. */
  public sealed interface Closed permits Only {
    /** Something. */
    void run();
  }

  private record Only() implements Closed {
    @Override
    public void run() {}
  }

  interface Hidden {
    @Instrumented("a.b")
    void run();
  }

  /** Without annotations. */
  public interface Bare {
    /** Something. */
    void run();
  }

  @Test
  void what_cannot_stand_for_a_target_is_refused() {
    assertThatThrownBy(() -> app.obs.observe(Pages.class, target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("Pages is no interface; give one that the target implements");
    assertThatThrownBy(() -> app.obs.observe(Closed.class, new Only()))
        .hasMessageEndingWith(
            "Closed is sealed, so nothing else can stand for the target; weave the methods instead");
    assertThatThrownBy(() -> app.obs.observe(Hidden.class, () -> {}))
        .hasMessageEndingWith("Hidden is not public; make it public, or weave the methods instead");
    assertThatThrownBy(() -> app.obs.observe(Bare.class, () -> {}))
        .hasMessageContaining("has a method of that interface under @Instrumented or @Records");
    assertThatThrownBy(() -> app.obs.observe(null, target)).hasMessage("type");
    assertThatThrownBy(() -> app.obs.observe(Renderer.class, null)).hasMessage("target");
  }
}
