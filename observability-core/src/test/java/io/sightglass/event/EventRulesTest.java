// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightglass.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a declaration may not say, and the words in which that is said. */
class EventRulesTest {

  enum Method {
    UPI,
    CARD
  }

  enum Empty {}

  enum Broken implements LabelValue {
    ONE;

    @Override
    public String label() {
      throw new IllegalStateException("no text");
    }
  }

  enum Wide {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    J,
    K,
    L,
    M,
    N,
    O,
    P,
    Q,
    R,
    S,
    T
  }

  private static void refused(Class<?> type, String... problems) {
    refused(List.of(type), problems);
  }

  private static void refused(List<Class<?>> types, String... problems) {
    String count = problems.length == 1 ? "1 problem" : problems.length + " problems";
    assertThatThrownBy(() -> Events.check(types.toArray(Class[]::new)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            count
                + " in declarations of events:\n  EventRulesTest."
                + String.join("\n  EventRulesTest.", problems));
  }

  @Event("invoice.paid")
  record Good(
      @Label Method method,
      @Label Boolean first,
      @Label(oneOf = {"web", "app"}) String channel,
      @Label(max = 20) String partner,
      @Measure Money amount,
      @Measure Money fee,
      @Measure Duration took,
      @Measure(unit = "bytes") Integer size,
      @Detail String invoiceId,
      @Detail("payment.gateway_ref") UUID gatewayRef,
      @Detail Instant due) {}

  @Test
  void a_good_declaration_passes() {
    assertThatCode(() -> Events.check(Good.class)).doesNotThrowAnyException();
    assertThatCode(() -> Events.check()).doesNotThrowAnyException();
  }

  @Test
  void nulls_are_a_mistake() {
    assertThatThrownBy(() -> Events.check((Class<?>[]) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("types");
    assertThatThrownBy(() -> Events.check(Good.class, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("types: a type");
  }

  @Event("a.b")
  static final class NoRecord {}

  record NoEvent(@Label Method method) {}

  @Test
  void an_event_is_a_record_under_the_annotation() {
    refused(NoRecord.class, "NoRecord: is no record; an event is a record under @Event");
    refused(
        NoEvent.class,
        "NoEvent: has no @Event; give it one with its name, as @Event(\"invoice.paid\")");
  }

  @Event("Invoice Paid")
  record BadName(@Label Method method) {}

  @Event("")
  record NoName() {}

  @Test
  void the_name_is_lower_case_words_joined_by_dots() {
    refused(
        BadName.class,
        "BadName: event name 'Invoice Paid' is not allowed; lower-case words joined by dots, such"
            + " as invoice.paid; did you mean 'invoice.paid'?");
    refused(
        NoName.class,
        "NoName: event name '' is not allowed; lower-case words joined by dots, such as"
            + " invoice.paid");
  }

  @Event("lead.scored")
  record Annotations(Method none, @Label @Detail Method two) {}

  @Test
  void a_component_has_exactly_one_annotation() {
    refused(
        Annotations.class,
        "Annotations.none: has none of @Label, @Measure and @Detail; give it exactly one",
        "Annotations.two: has @Label and @Detail; give it exactly one");
  }

  @Event("lead.scored")
  record Labels(
      @Label String customerId,
      @Label UUID id,
      @Label(oneOf = "a", max = 3) String both,
      @Label(max = 10_001) String many,
      @Label(max = 3) Method bounded,
      @Label Empty empty,
      @Label Broken broken,
      @Label(oneOf = {"", "a\nb"}) String odd) {}

  @Test
  void a_label_has_a_set_of_values_that_cannot_grow() {
    refused(
        Labels.class,
        "Labels.broken: label() of ONE throws or is null; it must be a constant text",
        "Labels.customerId: a String as label would make a series of each value; give it oneOf or"
            + " max, or make it a @Detail",
        "Labels.id: a UUID cannot be a label; a label is an enum, a boolean, or a String with"
            + " oneOf or max, and an id is a @Detail",
        "Labels.both: has oneOf and max; give one of them",
        "Labels.many: max is 1 to 10,000, was 10001",
        "Labels.bounded: oneOf and max are for a String; this one has its values",
        "Labels.empty: the enum EventRulesTest.Empty has no constants",
        "Labels.broken: the enum EventRulesTest.Broken has no constants",
        "Labels.odd: label value '' is not allowed; 1 to 128 characters without control characters",
        "Labels.odd: label value 'a\nb' is not allowed; 1 to 128 characters without control"
            + " characters");
  }

  @Event("lead.scored")
  record Names(
      @Label("le") Method a,
      @Label("__b") Method b,
      @Label("c-d") Method c,
      @Detail("e f") String e,
      @Detail String level,
      @Detail String event,
      @Detail("twice") String one,
      @Detail("twice") String two) {}

  private static final String LINE_FIELDS =
      "[category, environment, event, exception, level, logger, msg, request_id, service, span_id,"
          + " stack_trace, thread, timestamp, trace_id, truncated, version]";

  @Test
  void names_of_labels_and_fields_are_free_and_allowed() {
    refused(
        Names.class,
        "Names.a: label name 'le' is not allowed; letters, digits and _, not beginning with a digit"
            + " or with __, and neither le nor quantile",
        "Names.b: label name '__b' is not allowed; letters, digits and _, not beginning with a"
            + " digit or with __, and neither le nor quantile",
        "Names.c: label name 'c-d' is not allowed; letters, digits and _, not beginning with a"
            + " digit or with __, and neither le nor quantile",
        "Names.e: field name 'e f' is not allowed; letters, digits, _ and single dots, beginning"
            + " with a letter",
        "Names.level: 'level' is a field of every log line; give the component another name, not"
            + " one of "
            + LINE_FIELDS,
        "Names.event: 'event' is a field of every log line; give the component another name, not"
            + " one of "
            + LINE_FIELDS,
        "Names.two: the field 'twice' is written for component one already");
  }

  @Event("payment.made")
  record CurrencyTwice(@Detail Money amount, @Detail String currency) {}

  @Test
  void the_currency_of_an_amount_has_its_own_field() {
    refused(
        CurrencyTwice.class,
        "CurrencyTwice.currency: the field 'currency' is written for component amount already");
  }

  @Event("file.stored")
  record Measures(
      @Measure String text,
      @Measure long bare,
      @Measure(unit = "Mega Bytes") double odd,
      @Measure(unit = "seconds") Duration took,
      @Measure(
              unit = "bytes",
              buckets = {1, 1})
          long flat,
      @Measure(unit = "rows", labels = "method", unlabelled = true) long rows,
      @Label Method method,
      @Measure(value = "file_price_inr") Money price,
      @Measure(unit = "count") int hits,
      @Detail List<String> tags) {}

  @Test
  void a_measure_is_money_a_duration_or_a_number_with_a_unit() {
    refused(
        Measures.class,
        "Measures.text: a String cannot be measured; a measure is a Money, a Duration or a number"
            + " with a unit",
        "Measures.bare: a number needs a unit, such as unit = \"bytes\", \"tokens\" or \"ratio\"",
        "Measures.odd: unit 'Mega Bytes' is not allowed; lower-case letters, digits and _",
        "Measures.took: unit is for a number; a Money has its currency as unit, a Duration seconds",
        "Measures.flat: buckets must be finite and ascending, found 1.0",
        "Measures.rows: is unlabelled and has labels; give one of them",
        "Measures.tags: a List cannot be a detail; a detail is one value",
        "Measures.price: the currency is added to 'file_price_inr'; give the name without it",
        "Measures.odd: histogram 'file_stored_odd_Mega Bytes' is not allowed; at most 100"
            + " lower-case letters, digits and _, beginning with a letter",
        "Measures.hits: histogram 'file_stored_hits_count': file_stored_hits_count ends in"
            + " '_count', which expositions add or strip; give it another name");
  }

  @Event("lead.created")
  record Reserved(@Label Method method) {}

  @Event(
      value = "lead.sold",
      counts = {
        @Count("leads_sold"),
        @Count("Leads_total"),
        @Count("lead_info_total"),
        @Count("sales_total"),
        @Count("sales_total"),
        @Count(Count.NONE)
      })
  record Counters(@Label Method method) {}

  @Test
  void counters_have_names_that_every_exposition_keeps() {
    refused(
        Reserved.class,
        "Reserved: counter 'lead_created_total': lead_created ends in '_created', which expositions"
            + " add or strip; give it another name with counts");
    refused(
        Counters.class,
        "Counters: counts has \"none\" beside others; give it alone",
        "Counters: counter 'leads_sold' must end in _total; did you mean 'leads_sold_total'?",
        "Counters: counter 'Leads_total' is not allowed; at most 100 lower-case letters, digits and"
            + " _, beginning with a letter",
        "Counters: counter 'lead_info_total': lead_info ends in '_info', which expositions add or"
            + " strip; give it another name with counts",
        "Counters: 'sales_total' is declared twice");
  }

  @Event(
      value = "lead.won",
      counts =
          @Count(
              value = "leads_total",
              labels = {"metod", "currency", "status=", "method", "method"}))
  record CountLabels(@Label Method method, @Measure(unit = "points", labels = "scor") int score) {}

  @Event("sale.made")
  record MoneyLabel(@Measure(labels = "currency") Money amount) {}

  @Test
  void labels_of_meters_are_labels_of_the_record() {
    refused(
        CountLabels.class,
        "CountLabels: 'leads_total' has the label 'metod', which the record has not; its labels are"
            + " [method]; did you mean 'method'?",
        "CountLabels: 'leads_total' has the label 'currency', but the record has no Money; give it"
            + " one, or leave the label out",
        "CountLabels: 'leads_total' has the label 'status='; a constant is name=value",
        "CountLabels: 'leads_total' has the label 'method' twice",
        "CountLabels: 'lead_won_score' has the label 'scor', which the record has not; its labels"
            + " are [method]");
    refused(
        MoneyLabel.class,
        "MoneyLabel: 'sale_made_amount' has the label 'currency', but an amount has it already;"
            + " leave it out");
  }

  @Event("lead.lost")
  record Failures(
      @Label(failures = {"card", "upy"}) Method method,
      @Label(oneOf = {"done", "failed"}) String status) {}

  @Test
  void failures_are_values_of_the_label() {
    refused(
        Failures.class,
        "Failures.method: failures has 'upy', which is none of its values [upi, card]; did you mean"
            + " 'upi'?");
  }

  @Event("order.placed")
  record TooMany(
      @Label Wide a, @Label Wide b, @Label Wide c, @Measure(labels = {"a", "b"}) Money amount) {}

  @Event("order.shipped")
  record MoneyTooMany(
      @Label Wide a, @Label Wide b, @Label(oneOf = {"x", "y"}) String c, @Measure Money amount) {}

  @Test
  void a_meter_has_no_more_label_sets_than_the_budget() {
    refused(
        TooMany.class,
        "TooMany: 'order_placed_total' has 8,000 label sets (a 20 x b 20 x c 20), at most 2,000 are"
            + " allowed; give it fewer labels, or raise sightglass.events.max-series");
    refused(
        MoneyTooMany.class,
        "MoneyTooMany.amount: 'order_shipped_amount_inr' has 3,200 label sets (a 20 x b 20 x c 2 x"
            + " currency 4), at most 2,000 are allowed; give it fewer labels, or raise"
            + " sightglass.events.max-series");
  }

  @Event("pay.done")
  record First(@Label Method method, @Measure(value = "pay", unit = "points") int points) {}

  @Event("pay.done")
  record SameName(@Label Method method) {}

  @Event(value = "pay.late", counts = @Count("pay_done_total"))
  record OtherLabels(
      @Label Wide wide,
      @Measure(
              value = "pay",
              unit = "points",
              buckets = {1, 2},
              labels = "method=x")
          int points) {}

  @Event(value = "pay.odd", counts = @Count("pay_done_total"))
  record OtherSet(@Label(max = 3) String method) {}

  @Event(value = "pay.fine", counts = @Count(value = "pay_done_total", labels = "method=cash"))
  record Sharing() {}

  @Test
  void events_do_not_contradict_one_another() {
    refused(
        List.of(First.class, SameName.class, OtherLabels.class, OtherSet.class),
        "SameName: the event 'pay.done' is that of EventRulesTest.First already; give one of them"
            + " another name",
        "OtherLabels: 'pay_done_total' has the labels [method] in EventRulesTest.First and [wide]"
            + " here; one meter has one set of labels",
        "OtherLabels.points: 'pay_points' has other buckets in EventRulesTest.First; one meter has"
            + " one set of buckets",
        "OtherSet: the label 'method' of 'pay_done_total' has a closed set of values in one of"
            + " EventRulesTest.First and EventRulesTest.OtherSet and a learned one in the other;"
            + " make them alike");
    assertThatCode(() -> Events.check(First.class, Sharing.class, First.class))
        .doesNotThrowAnyException();
  }
}
