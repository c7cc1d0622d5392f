// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.Measure;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** An event is one valid line of JSON, whatever its fields hold. */
class EventLinesTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          "a\r\nb",
          "\"}\n{\"msg\":\"forged\"}",
          "\u001b[31mred\u001b[0m",
          "\0\u0007\u007f\u0085\u2028\u2029",
          "\ud800",
          "a\udc00b",
          "\ud83d\ude00",
          "{} %s ${jndi:ldap://x}",
          "postgres://app:hunter2@db/x",
          "x".repeat(2_000_000));

  enum Method {
    UPI,
    FAILED
  }

  @Event("invoice.paid")
  record InvoicePaid(
      @Label Method method,
      @Label(max = 3) String partner,
      @Measure Money amount,
      @Measure Money fee,
      @Measure Duration took,
      @Measure(unit = "points") double points,
      @Detail String invoiceId,
      @Detail Object thing,
      @Detail BigDecimal exact,
      @Detail BigInteger big,
      @Detail(sensitive = true) String email) {}

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final Logger business = (Logger) LoggerFactory.getLogger("business");
  private final Observability obs = Observability.builder("shop").environment(Map.of()).build();

  @BeforeEach
  void start() {
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.identity(new Identity("shop", "test", "1.2.3"));
    encoder.setContext(business.getLoggerContext());
    encoder.start();
    appender.setContext(business.getLoggerContext());
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    business.setLevel(Level.INFO);
    business.setAdditive(false);
    business.addAppender(appender);
  }

  @AfterEach
  void stop() {
    business.detachAppender(appender);
    business.setLevel(null);
    business.setAdditive(true);
    obs.close();
  }

  private List<JsonNode> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().map(Lines::parse).toList();
  }

  private static InvoicePaid paid(String text, Object thing, double points) {
    return new InvoicePaid(
        Method.UPI,
        text,
        Money.of(new BigDecimal("1.5E+4"), java.util.Currency.getInstance("INR")),
        Money.usd("0.0001"),
        Duration.ofMillis(1500),
        points,
        text,
        thing,
        new BigDecimal("1E+999999999"),
        BigInteger.ONE.shiftLeft(100_000),
        text);
  }

  @Test
  void an_amount_is_a_number_that_a_query_can_compare() {
    obs.record(
        new InvoicePaid(
            Method.UPI,
            "p",
            Money.of(new BigDecimal("1.5E+4"), java.util.Currency.getInstance("INR")),
            Money.usd("0.10"),
            Duration.ofMillis(1500),
            2,
            "inv_42",
            List.class,
            new BigDecimal("12.30"),
            BigInteger.TEN,
            "a@b.example"));

    String line = bytes.toString(StandardCharsets.UTF_8);
    assertThat(line)
        .contains(
            "\"msg\":\"Invoice paid\"",
            "\"logger\":\"business\"",
            "\"category\":\"business\",\"event\":\"invoice.paid\",\"method\":\"upi\",\"partner\":\"p\","
                + "\"amount\":15000,\"currency\":\"INR\",\"fee\":0.10,\"fee_currency\":\"USD\","
                + "\"took\":1.5,\"points\":2.0,\"invoice_id\":\"inv_42\"",
            "\"exact\":12.30,\"big\":10,\"email\":\"[redacted]\"")
        .doesNotContain("a@b.example");
    assertThat(lines().get(0).get("amount").decimalValue()).isGreaterThan(new BigDecimal("10000"));
  }

  @Test
  void hostile_values_make_one_valid_line_each() {
    int events = 0;
    for (String text : TEXTS) {
      obs.record(paid(text, text, 1));
      events++;
    }
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.0}) {
      obs.record(paid("p", number, number));
      events++;
    }
    List<Object> things =
        List.of(
            new Object() {
              @Override
              public String toString() {
                throw new IllegalStateException("no text");
              }
            },
            new Object() {
              @Override
              public String toString() {
                return toString();
              }
            },
            Thread.currentThread(),
            new IllegalStateException("hunter2"));
    for (Object thing : things) {
      obs.record(paid("p", thing, 1));
      events++;
    }

    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(events);
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.get("event").stringValue()).isEqualTo("invoice.paid");
              assertThat(line.get("msg").stringValue()).isEqualTo("Invoice paid");
              assertThat(line.get("amount").isNumber()).isTrue();
              assertThat(line.get("email").stringValue()).isEqualTo("[redacted]");
            });
    assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("hunter2@");
    assertThat(bytes.size()).isLessThan(events * 32 * 1024);
    System.out.printf(
        "row 27: %d events with hostile values, %d valid lines%n", events, lines.size());
  }
}
