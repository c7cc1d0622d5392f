// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.annotations.AddingSpanAttributes;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.sightglass.From;
import io.sightglass.Instrumented;
import io.sightglass.Money;
import io.sightglass.Records;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.Measure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Methods under every annotation; a loader of the tests weaves them. */
final class Annotated implements Function<Object[], Object> {

  enum Format {
    PDF,
    HTML
  }

  enum Status {
    SUCCEEDED,
    FAILED
  }

  record Invoice(String id, Money total) {}

  record Receipt(String receiptId) {}

  @Event("bill.paid")
  record BillPaid(
      @Label Format format,
      @Measure Money amount,
      @Detail String invoiceId,
      @Detail String receiptId,
      @Label Status status,
      @Measure Duration took,
      @Detail long attempts) {}

  @Event("bill.failed")
  record BillFailed(@Label(max = 5) String reason, @Detail String invoiceId) {}

  @Event("sum.made")
  record SumMade(@Detail long result, @Detail int first) {}

  @Event("page.sent")
  record PageSent(@Detail String result, @Label(oneOf = "mail") String channel) {}

  Annotated() {}

  /** Calls the method of that name, so that no test knows this class of its loader. */
  @Override
  @SuppressWarnings("unchecked")
  public Object apply(Object[] call) {
    return switch ((String) call[0]) {
      case "render" -> render(Format.valueOf((String) call[1]), (String) call[2], "secret");
      case "find" -> find((RuntimeException) call[1]);
      case "pay" -> pay((RuntimeException) call[1]);
      case "sum" -> sum(2, 3);
      case "send" -> send((CompletableFuture<String>) call[1]);
      case "span" -> span("id 1", 7);
      case "attributes" -> attributes("id 2");
      case "timed" -> timed((RuntimeException) call[1]);
      case "counted" -> counted();
      case "long" -> longTask((Runnable) call[1]);
      case "plain" -> plain();
      case "other" -> other((Pending) call[1]);
      case "unusable" -> unusable("free text");
      default -> throw new IllegalArgumentException((String) call[0]);
    };
  }

  @Instrumented(
      value = "bill.render",
      labels = "engine=chrome",
      kind = SpanKind.CLIENT,
      buckets = {0.5, 1})
  private String render(
      @Label Format format,
      @Detail String invoiceId,
      @Detail(value = "card", sensitive = true) String card) {
    return format + invoiceId;
  }

  @Instrumented(value = "bill.find", expected = UnsupportedOperationException.class)
  private Object find(RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
    return this;
  }

  private Receipt pay(RuntimeException failure) {
    return pay(Format.PDF, new Invoice("inv 1", Money.inr("12.50")), failure);
  }

  @Records(
      value = BillPaid.class,
      from = {
        @From(component = "amount", value = "invoice.total"),
        @From(component = "invoiceId", value = "invoice.id"),
        @From(component = "attempts", constant = "3")
      })
  @Records(
      value = BillFailed.class,
      when = Records.When.FAILURE,
      from = {
        @From(component = "reason", value = "failure.message"),
        @From(component = "invoiceId", value = "invoice.id")
      })
  private static Receipt pay(Format format, Invoice invoice, RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
    return new Receipt("rec 1");
  }

  @Records(SumMade.class)
  private static int sum(int first, long second) {
    return first + (int) second;
  }

  @Instrumented("page.send")
  @Records(value = PageSent.class, from = @From(component = "channel", constant = "mail"))
  private CompletionStage<String> send(CompletableFuture<String> page) {
    return page;
  }

  @WithSpan(kind = SpanKind.PRODUCER)
  private Object span(@SpanAttribute("the.id") String id, @SpanAttribute int number) {
    return id;
  }

  @AddingSpanAttributes
  private Object attributes(@SpanAttribute("other.id") String id) {
    return id;
  }

  @Timed(
      value = "old.timer",
      extraTags = {"team", "billing"})
  private Object timed(RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
    return this;
  }

  @Counted("old.counter")
  private Object counted() {
    return this;
  }

  @Timed(value = "old.long", longTask = true)
  private Object longTask(Runnable inside) {
    inside.run();
    return this;
  }

  @Instrumented("bill.plain")
  private Object plain() {
    return this;
  }

  @Instrumented("bill.other")
  private Pending other(Pending pending) {
    return pending;
  }

  @Instrumented("bill.unusable")
  private Object unusable(@Label String text) {
    return text;
  }
}
