// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.internal.event.SourceCompiler.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rule of annotated methods each, as a compiler says it. */
class CallProcessorTest {

  private static final String HEAD =
      """
      package shop;
      import io.sightglass.*;
      import io.sightglass.event.*;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.*;
      enum Format { PDF, HTML }
      record Customer(String id, boolean gold) {}
      record Invoice(String id, Customer customer, int pages) {}
      enum Status { SUCCESS, ERROR }
      @Event("invoice.rendered")
      record Rendered(@Label Format format, @Label Status status, @Measure Duration took,
          @Measure(unit = "pages") int pages, @Detail String id) {}
      """;

  /** The line of the first method in a class of {@link #refused}. */
  private static final int FIRST = 15;

  @TempDir Path folder;

  private SourceCompiler compiler;

  @BeforeEach
  void start() {
    compiler = new SourceCompiler(folder);
  }

  private boolean compile(String source) throws IOException {
    return compiler.compile(Map.of("shop/Shop.java", HEAD + source), new CallProcessor());
  }

  private void accepted(String body) throws IOException {
    boolean compiled = compile("abstract class Invoices {\n" + body + "\n}");
    assertThat(compiler.said()).isEmpty();
    assertThat(compiled).isTrue();
  }

  private void refused(String body, Said... said) throws IOException {
    boolean compiled = compile("abstract class Invoices {\n" + body + "\n}");
    assertThat(compiler.said()).containsExactly(said);
    assertThat(compiled).isFalse();
  }

  private static Said at(int line, String text) {
    return new Said(Diagnostic.Kind.ERROR, line, text);
  }

  @Test
  void good_methods_compile_without_a_word() throws Exception {
    accepted(
        """
        @Instrumented(value = "invoice.render", labels = "gateway=razorpay", buckets = {0.1, 1})
        private static byte[] render(@Label Format format, @Label(oneOf = {"a", "b"}) String tier,
            @Label(max = 20) String partner, @Detail String invoiceId, int other) {
          return new byte[0];
        }
        @Instrumented(value = "invoice.render", labels = "gateway=stripe", buckets = {0.1, 1})
        final byte[] again(@Label Format format, @Label(oneOf = "c") String tier,
            @Label(max = 20) String partner) {
          return render(format, tier, partner, "", 0);
        }
        @Instrumented("invoice.load") Invoices() {}
        @Records(Rendered.class)
        CompletionStage<Invoice> later(Format format) { return null; }
        @Records(value = Rendered.class, from = {
            @From(component = "id", value = "invoice.customer.id"),
            @From(component = "format", constant = "PDF"),
            @From(component = "pages", value = "result")})
        int print(Invoice invoice) { return 1; }
        """);
  }

  @Test
  void a_method_without_a_body_is_refused_with_what_to_do() throws Exception {
    String text =
        " has no body that could be woven; annotate the methods that implement it, or, where only"
            + " obs.observe(…) calls it, add @SuppressWarnings(\"sightglass:abstract\")";
    refused(
        """
        @Instrumented("invoice.render") abstract void render();
        @Records(Rendered.class) native Invoice print();
        """,
        at(FIRST, "Invoices.render:" + text),
        at(FIRST + 1, "Invoices.print:" + text));
    accepted(
        "@SuppressWarnings(\"sightglass:abstract\") @Instrumented(\"a.b\") abstract void x();");
  }

  @Test
  void one_name_has_one_set_of_labels() throws Exception {
    refused(
        """
        @Instrumented("invoice.render") void render(@Label Format format) {}
        @Instrumented("invoice.render") void again() {}
        """,
        at(
            FIRST + 1,
            "Invoices.again: 'invoice_render_duration_seconds' has the labels [format, outcome] in"
                + " Invoices.render and [outcome] here; one meter has one set of labels"));
  }

  @Test
  void one_name_has_one_kind_of_label() throws Exception {
    refused(
        """
        @Instrumented("invoice.render") void render(@Label(oneOf = "a") String tier) {}
        @Instrumented("invoice.render") void render(@Label(max = 5) String tier, int other) {}
        """,
        at(
            FIRST + 1,
            "Invoices.render: the label 'tier' of 'invoice_render_duration_seconds' has a closed"
                + " set of values in one of Invoices.render and Invoices.render and a learned one"
                + " in the other; make them alike"));
  }

  @Test
  void one_name_has_one_set_of_buckets() throws Exception {
    refused(
        """
        @Instrumented("invoice.render") void render() {}
        @Instrumented(value = "invoice.render", buckets = 1) void again() {}
        """,
        at(
            FIRST + 1,
            "Invoices.again: 'invoice_render_duration_seconds' has other buckets in"
                + " Invoices.render; one meter has one set of buckets"));
  }

  @Test
  void a_meter_of_an_event_is_not_one_of_a_method() throws Exception {
    refused(
        """
        @Event(value = "lead.won", counts = @Count("invoice_render_in_progress_total"))
        record Won(@Measure(value = "invoice_render_duration_seconds", unit = "pages") int x) {}
        @Event("invoice.render.duration")
        record Render(@Measure("invoice_render_duration") Duration took) {}
        @Instrumented("invoice.render") void render() {}
        """,
        at(
            FIRST + 4,
            "Invoices.render: 'invoice_render_duration_seconds' has the labels [] in"
                + " Invoices.Render and [outcome] here; one meter has one set of labels"));
  }

  @Test
  void a_string_without_a_bound_is_no_label() throws Exception {
    refused(
        """
        @Instrumented("invoice.render")
        void render(@Label String customerId,
            @Label UUID id) {}
        """,
        at(
            FIRST + 1,
            "Invoices.render.customerId: a String as label would make a series of each value; give"
                + " it oneOf or max, or make it a @Detail"),
        at(
            FIRST + 2,
            "Invoices.render.id: a UUID cannot be a label; a label is an enum, a boolean, or a"
                + " String with oneOf or max, and an id is a @Detail"));
  }

  @Test
  void names_are_those_of_events() throws Exception {
    refused(
        "@Instrumented(\"Invoice Render\") void render() {}",
        at(
            FIRST,
            "Invoices.render: activity name 'Invoice Render' is not allowed; at most 60 characters,"
                + " lower-case words joined by dots, such as invoice.render; did you mean"
                + " 'invoice.render'?"));
  }

  @Test
  void reserved_endings_are_refused() throws Exception {
    refused(
        "@Instrumented(\"invoices.total\") Invoices() {}",
        at(
            FIRST,
            "Invoices.new: activity name 'invoices.total': invoices_total ends in '_total', which"
                + " expositions add or strip; give it another name"));
  }

  @Test
  void reserved_labels_are_refused() throws Exception {
    refused(
        """
        @Instrumented(value = "invoice.render", labels = {"le=1", "tier", "x=1", "x=2"})
        void render(@Label boolean outcome, @Label Format le) {}
        """,
        at(
            FIRST + 1,
            "Invoices.render.le: label name 'le' is not allowed; letters, digits and _, not"
                + " beginning with a digit or with __, and neither le nor quantile"),
        at(
            FIRST + 1,
            "Invoices.render: label 'le=1' is not allowed; a constant label is name=value, as"
                + " \"gateway=razorpay\""),
        at(
            FIRST + 1,
            "Invoices.render: label 'tier' is not allowed; a constant label is name=value, as"
                + " \"gateway=razorpay\""),
        at(FIRST + 1, "Invoices.render: the label 'x' is given twice"),
        at(
            FIRST + 1,
            "Invoices.render: the label 'outcome' is there already: how the call ended; give it"
                + " another name"));
  }

  @Test
  void buckets_ascend() throws Exception {
    refused(
        "@Instrumented(value = \"invoice.render\", buckets = {1, 0.5}) void render() {}",
        at(FIRST, "Invoices.render: buckets must be finite and ascending, found 0.5"));
  }

  @Test
  void a_detail_is_one_value() throws Exception {
    refused(
        """
        @Instrumented("invoice.render")
        void render(@Detail List<String> tags, @Detail("a b") String id, @Label @Detail Format f) {}
        """,
        at(FIRST + 1, "Invoices.render.tags: a List cannot be a detail; a detail is one value"),
        at(
            FIRST + 1,
            "Invoices.render.id: attribute name 'a b' is not allowed; letters, digits, _ and single"
                + " dots, beginning with a letter"),
        at(FIRST + 1, "Invoices.render.f: has @Label and @Detail; give it exactly one"));
  }

  @Test
  void a_mark_on_a_parameter_that_nothing_reads_is_refused() throws Exception {
    refused(
        "@Records(Rendered.class) Invoice render(@Detail String id, Format format) { return null; }",
        at(
            FIRST,
            "Invoices.render.id: @Label and @Detail do nothing on a parameter of a method without"
                + " @Instrumented"));
  }

  @Test
  void what_is_recorded_is_an_event() throws Exception {
    refused(
        "@Records(Customer.class) void render() {}",
        at(FIRST, "Invoices.render: records Customer, which has no @Event"));
  }

  @Test
  void a_primitive_component_is_fed() throws Exception {
    refused(
        "@Records(Rendered.class) void render(Format format) {}",
        at(
            FIRST,
            "Invoices.render: Rendered.pages: nothing feeds it, and int cannot be null; name a"
                + " parameter so, or add @From(component = \"pages\", …)"));
  }

  @Test
  void an_outcome_that_no_call_could_have_is_refused() throws Exception {
    refused(
        """
        @Event("mail.sent")
        record Sent(@Label Format status, @Label Format kind, @Detail Duration took) {}
        @Records(Sent.class) void send() {}
        """,
        at(
            FIRST + 2,
            "Invoices.send: Invoices.Sent.status: an enum that says how a call ended has one of"
                + " [SUCCESS, SUCCEEDED, OK, COMPLETED] and one of [FAILURE, FAILED, ERROR]; feed"
                + " it by @From"));
  }

  @Test
  void what_feeds_a_component_has_its_type() throws Exception {
    refused(
        "@Records(Rendered.class) Invoice render(Customer format) { return null; }",
        at(
            FIRST,
            "Invoices.render: Rendered.format: the parameter format is Customer, the component"
                + " Format; feed it by @From"));
  }

  @Test
  void from_names_what_there_is() throws Exception {
    refused(
        """
        @Records(value = Rendered.class, from = {
            @From(component = "page", value = "invoice.pages"),
            @From(component = "pages", value = "invoce.pages"),
            @From(component = "id", value = "invoice.name"),
            @From(component = "id", value = "invoice.id"),
            @From(component = "took"),
            @From(component = "format", constant = "DOC")})
        void render(Invoice invoice) {}
        """,
        at(
            FIRST + 7,
            "Invoices.render: Rendered has no component 'page', only [format, status, took, pages,"
                + " id]; did you mean 'pages'?"),
        at(
            FIRST + 7,
            "Invoices.render: Rendered.pages: there is no 'invoce', only [invoice, failure]; did"
                + " you mean 'invoice'?"),
        at(FIRST + 7, "Invoices.render: Rendered.id: Invoice has no accessor name()"),
        at(FIRST + 7, "Invoices.render: Rendered.id is fed twice; give it one @From"),
        at(
            FIRST + 7,
            "Invoices.render: Rendered.took: its @From has to have value or constant, one of them"),
        at(FIRST + 7, "Invoices.render: Rendered.format: the constant 'DOC' is no Format"));
  }

  @Test
  void each_of_several_records_is_checked() throws Exception {
    refused(
        """
        @Records(Customer.class)
        @Records(Invoice.class)
        void render() {}
        """,
        at(FIRST + 2, "Invoices.render: records Customer, which has no @Event"),
        at(FIRST + 2, "Invoices.render: records Invoice, which has no @Event"));
  }

  @Test
  void a_source_that_does_not_compile_has_the_compilers_errors_alone() throws Exception {
    assertThat(compile("class A { @Instrumented(\"A\") void x(Missing y) {} }")).isFalse();
    assertThat(compiler.said())
        .singleElement()
        .extracting(Said::text)
        .asString()
        .contains("cannot find symbol");
  }

  @Test
  void the_compiler_finds_it() throws Exception {
    assertThat(ServiceLoader.load(Processor.class))
        .filteredOn(processor -> processor instanceof CallProcessor)
        .hasSize(1);
    try (var stream =
        getClass().getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
      assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
          .contains(CallProcessor.class.getName() + ",aggregating\n");
    }
  }
}
