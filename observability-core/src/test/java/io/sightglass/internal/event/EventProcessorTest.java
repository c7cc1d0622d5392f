// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightglass.event.Events;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiler says what the run time would say. */
class EventProcessorTest {

  private static final String HEAD =
      """
      package shop;
      import io.sightglass.Money;
      import io.sightglass.event.*;
      import java.time.Duration;
      import java.util.*;
      """;

  private static final String GOOD =
      """
      enum Method { UPI, CARD }
      enum Spoken implements LabelValue {
        ONE, TWO;
        public String label() { return "number " + ordinal(); }
      }
      @Event("invoice.paid")
      record InvoicePaid(
          @Label Method method,
          @Label(failures = "number 1") Spoken spoken,
          @Label boolean first,
          @Label(oneOf = {"web", "app"}) String channel,
          @Label(max = 20) String partner,
          @Measure Money amount,
          @Measure Duration took,
          @Measure(unit = "bytes") Integer size,
          @Detail String invoiceId,
          @Detail UUID other) {}
      """;

  private static final String BAD =
      """
      enum Method { UPI, CARD }
      @Event("Invoice Paid")
      record InvoicePaid(
          @Label String customerId,
          @Label UUID id,
          @Label(failures = "upy") Method method,
          @Measure int size,
          @Detail List<String> tags,
          @Detail byte[] bytes,
          Money amount) {}
      @Event("lead.won")
      record LeadWon(@Label Method method) {
        @Event("lead.won")
        record Again(@Label Method method, @Label boolean big) {}
        @Event(value = "lead.w", counts = @Count("lead_won_total"))
        record Other(@Label boolean big) {}
      }
      @Event("lead.lost")
      class LeadLost {}
      """;

  @TempDir Path folder;

  private record Said(Diagnostic.Kind kind, long line, String text) {}

  private final List<Said> said = new ArrayList<>();
  private URLClassLoader loader;

  @AfterEach
  void close() throws IOException {
    if (loader != null) {
      loader.close();
    }
  }

  private boolean compile(String source, Processor processor, String... options)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    List<String> all = new ArrayList<>(List.of("-d", folder.toString(), "-Xlint:all,-processing"));
    all.addAll(List.of("-Werror", "-cp", System.getProperty("java.class.path")));
    all.addAll(List.of(options));
    try (var files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
      var task =
          compiler.getTask(null, files, diagnostics, all, null, List.of(new Source(HEAD + source)));
      task.setProcessors(List.of(processor));
      task.setLocale(Locale.ROOT);
      boolean done = task.call();
      for (var diagnostic : diagnostics.getDiagnostics()) {
        said.add(
            new Said(
                diagnostic.getKind(),
                diagnostic.getLineNumber(),
                diagnostic.getMessage(Locale.ROOT)));
      }
      return done;
    }
  }

  private boolean compile(String source, String... options) throws IOException {
    return compile(source, new EventProcessor(), options);
  }

  @Test
  void a_good_declaration_compiles_without_a_word() throws Exception {
    assertThat(compile(GOOD)).isTrue();
    assertThat(said).isEmpty();
    assertThatCode(() -> Events.check(load("shop.InvoicePaid"))).doesNotThrowAnyException();
  }

  @Test
  void a_bad_one_does_not_and_each_error_stands_where_the_mistake_is() throws Exception {
    assertThat(compile(BAD)).isFalse();
    assertThat(said)
        .containsExactlyInAnyOrder(
            error(
                8,
                "InvoicePaid: event name 'Invoice Paid' is not allowed; lower-case words joined by"
                    + " dots, such as invoice.paid; did you mean 'invoice.paid'?"),
            error(
                9,
                "InvoicePaid.customerId: a String as label would make a series of each value; give"
                    + " it oneOf or max, or make it a @Detail"),
            error(
                10,
                "InvoicePaid.id: a UUID cannot be a label; a label is an enum, a boolean, or a"
                    + " String with oneOf or max, and an id is a @Detail"),
            error(
                11,
                "InvoicePaid.method: failures has 'upy', which is none of its values [upi, card];"
                    + " did you mean 'upi'?"),
            error(
                12,
                "InvoicePaid.size: a number needs a unit, such as unit = \"bytes\", \"tokens\" or"
                    + " \"ratio\""),
            error(13, "InvoicePaid.tags: a List cannot be a detail; a detail is one value"),
            error(14, "InvoicePaid.bytes: a byte[] cannot be a detail; a detail is one value"),
            error(
                15,
                "InvoicePaid.amount: has none of @Label, @Measure and @Detail; give it exactly one"),
            error(
                19,
                "LeadWon.Again: the event 'lead.won' is that of LeadWon already; give one of them"
                    + " another name"),
            error(
                21,
                "LeadWon.Other: 'lead_won_total' has the labels [method] in LeadWon and [big] here;"
                    + " one meter has one set of labels"),
            error(24, "LeadLost: is no record; an event is a record under @Event"));
  }

  @Test
  void the_run_time_says_the_same_of_the_same_source() throws Exception {
    compile(BAD);
    List<String> compiled = said.stream().map(Said::text).sorted().toList();
    said.clear();
    assertThat(compile(BAD, new EventProcessor(), "-proc:none")).isTrue();

    assertThatThrownBy(
            () ->
                Events.check(
                    load("shop.InvoicePaid"),
                    load("shop.LeadWon"),
                    load("shop.LeadWon$Again"),
                    load("shop.LeadWon$Other"),
                    load("shop.LeadLost")))
        .satisfies(
            refusal ->
                assertThat(refusal.getMessage().lines().skip(1).map(String::strip).sorted())
                    .containsExactlyElementsOf(compiled));
  }

  @Test
  void the_settings_that_matter_are_options() throws Exception {
    String source =
        """
        @Event("a.b")
        record Ab(@Label boolean x, @Label boolean y, @Measure Money price) {}
        """;
    assertThat(compile(source)).isTrue();
    assertThat(compile(source, "-ASIGHTGLASS_EVENTS_MAX_SERIES=11")).isFalse();
    assertThat(said)
        .containsExactly(
            error(
                7,
                "Ab.price: 'a_b_price_inr' has 16 label sets (x 2 x y 2 x currency 4), at most 11"
                    + " are allowed; give it fewer labels, or raise sightglass.events.max-series"));
    said.clear();
    assertThat(
            compile(
                source,
                "-ASIGHTGLASS_EVENTS_MAX_SERIES=11",
                "-ASIGHTGLASS_MONEY_CURRENCIES=INR,USD"))
        .isTrue();
    assertThat(compile(source, "-ASIGHTGLASS_EVENTS_MAX_SERIES=lots")).isTrue();
    assertThat(said)
        .containsExactly(
            new Said(
                Diagnostic.Kind.NOTE,
                -1,
                "-ASIGHTGLASS_EVENTS_MAX_SERIES must be a whole number from 1 to 100000"));
  }

  @Test
  void a_source_that_does_not_compile_has_the_compilers_errors_alone() throws Exception {
    assertThat(compile("@Event(\"a.b\") record Ab(@Label Missing x, @Measure int y) {}")).isFalse();
    assertThat(said).hasSize(1);
    assertThat(said.get(0).text()).contains("cannot find symbol");
  }

  @Test
  void a_failure_of_its_own_is_a_note() throws Exception {
    Processor broken =
        new AbstractProcessor() {
          @Override
          public Set<String> getSupportedAnnotationTypes() {
            return Set.of("io.sightglass.event.Event");
          }

          @Override
          public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
          }

          @Override
          public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            // Without an environment nothing of it can work but the way out.
            EventProcessor inner = new EventProcessor();
            inner.init(processingEnv);
            return inner.process(annotations, null);
          }
        };
    assertThat(compile(GOOD, broken)).isTrue();
    assertThat(said)
        .isNotEmpty()
        .allSatisfy(
            note -> {
              assertThat(note.kind()).isEqualTo(Diagnostic.Kind.NOTE);
              assertThat(note.text()).startsWith("events were not checked: ");
            });
  }

  @Test
  void it_claims_nothing_and_the_compiler_finds_it() throws IOException {
    assertThat(new EventProcessor().getSupportedAnnotationTypes())
        .containsExactly("io.sightglass.event.Event");
    assertThat(ServiceLoader.load(Processor.class))
        .filteredOn(processor -> processor instanceof EventProcessor)
        .hasSize(1);
    try (var stream =
        getClass().getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
      assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
          .contains(EventProcessor.class.getName() + ",isolating\n");
    }
  }

  private static Said error(long line, String text) {
    return new Said(Diagnostic.Kind.ERROR, line, text);
  }

  private Class<?> load(String name) throws Exception {
    if (loader == null) {
      URL[] urls = {folder.toUri().toURL()};
      loader = new URLClassLoader(urls, getClass().getClassLoader());
    }
    return loader.loadClass(name);
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///shop/Shop.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
