// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.Observability;
import io.sightglass.ObservabilityBuilder;
import io.sightglass.endpoint.OpsResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * An {@link Observability} in memory, for the tests of an app: hand it to what is tested, then
 * assert what an action recorded.
 *
 * <pre>{@code
 * try (var obs = TestObservability.create()) {
 *   new Checkout(obs).pay(invoice);
 *
 *   obs.assertThatCounter("payments_processed_total", "status", "succeeded").wentUpBy(1);
 *   obs.assertThatEvent("payment.succeeded").with("payment_id", "pay_1").wasRecorded();
 *   obs.assertThatSpan("checkout.pay").hasAttribute("payment_id", "pay_1");
 *   obs.assertNothingSecret(cardNumber);
 * }
 * }</pre>
 *
 * <p>All that records is the real library: the same names, bounds and redaction. Spans and events
 * are kept here and leave for nowhere, the environment plays no part, and time stands still until
 * {@link #advance}. Every assertion throws {@link AssertionError} with what was recorded instead.
 *
 * <p>Thread-safe; what other threads record is there when they have recorded it. Whatever is
 * recorded is kept until {@link #startOver} or {@link #close}.
 */
public final class TestObservability extends DelegatingObservability {

  private final Memory memory;
  private final TestClock clock;
  private volatile Map<String, Double> before = Map.of();

  private TestObservability(Observability real, Memory memory, TestClock clock) {
    super(real);
    this.memory = memory;
    this.clock = clock;
    startOver();
  }

  /** One with the default settings. */
  public static TestObservability create() {
    return create(builder -> builder);
  }

  /**
   * One that has the app's annotated methods until it is closed, where they are woven: all of the
   * class loader of that class. They record here.
   *
   * @param appClass any class of the app
   * @throws IllegalStateException if another one has them
   */
  public static TestObservability createFor(Class<?> appClass) {
    ClassLoader loader = Objects.requireNonNull(appClass, "appClass").getClassLoader();
    if (loader == null) {
      throw new IllegalArgumentException(appClass + " is the JDK's; give a class of the app");
    }
    return create(builder -> builder.annotations(loader));
  }

  /** One that differs: {@code create(builder -> builder.set(Setting.LOG_MDC, "false"))}. */
  public static TestObservability create(UnaryOperator<ObservabilityBuilder> choices) {
    TestClock clock = new TestClock();
    Memory memory = new Memory(clock);
    ObservabilityBuilder builder =
        Observability.builder("test")
            .environment(Map.of())
            .openTelemetry(memory.openTelemetry())
            .clock(clock::nanoTime);
    return new TestObservability(choices.apply(builder).build(), memory, clock);
  }

  /**
   * A counter by its name on {@code /metrics}.
   *
   * @param labels names and values in turn; series may have others beside them
   * @throws AssertionError if there is no such counter, or it has no such label
   */
  public CounterAssert assertThatCounter(String name, String... labels) {
    return new CounterAssert(view(name, labels));
  }

  /**
   * A gauge by its name on {@code /metrics}; labels as in {@link #assertThatCounter}.
   *
   * @throws AssertionError if there is no such gauge, or it has no such label
   */
  public GaugeAssert assertThatGauge(String name, String... labels) {
    return new GaugeAssert(view(name, labels));
  }

  /**
   * A histogram by its name on {@code /metrics}, without {@code _count}; labels as in {@link
   * #assertThatCounter}.
   *
   * @throws AssertionError if there is no such histogram, or it has no such label
   */
  public HistogramAssert assertThatHistogram(String name, String... labels) {
    return new HistogramAssert(view(name, labels));
  }

  /** Events by their name, such as {@code payment.succeeded}. */
  public EventAssert assertThatEvent(String name) {
    return new EventAssert(Objects.requireNonNull(name, "name"), events());
  }

  /**
   * Spans that have ended, by their name.
   *
   * @throws AssertionError if there is none
   */
  public SpanAssert assertThatSpan(String name) {
    return new SpanAssert(Objects.requireNonNull(name, "name"), spans());
  }

  /**
   * None of these texts is in a metric, a span, an event or the report.
   *
   * @param texts whole or in part: a card number, a token, a prompt
   * @throws AssertionError with where one was found; never with the text itself
   */
  public void assertNothingSecret(String... texts) {
    Secrets secrets = new Secrets(List.of(texts));
    secrets.page("/metrics", page());
    memory.spans().forEach(secrets::span);
    memory.records().forEach(secrets::record);
    secrets.page("the report", report());
  }

  /** The events recorded since the test began, in order. */
  public List<RecordedEvent> events() {
    return memory.events();
  }

  /** The spans that have ended since the test began, in order. */
  public List<SpanData> spans() {
    return memory.spans();
  }

  /**
   * Moves the clock: activities under way last that much longer, keys of {@code recordOnce} age.
   */
  public void advance(Duration time) {
    clock.advance(time);
  }

  /** Forgets what was recorded: from here on, assertions count anew. Keys and clock stay. */
  public void startOver() {
    memory.forget();
    Map<String, Double> values = new HashMap<>();
    samples().forEach(sample -> values.put(sample.series(), sample.value()));
    before = values;
  }

  /** Stops it and what keeps its spans. */
  @Override
  public void close() {
    super.close();
    memory.close();
  }

  private MeterView view(String name, String... labels) {
    Objects.requireNonNull(name, "name");
    boolean declared = catalogue().meter(name).isPresent();
    return new MeterView(name, labels, before, this::samples, declared);
  }

  private List<Sample> samples() {
    return Sample.parse(page());
  }

  private String page() {
    OpsResponse page = scrape("");
    // With metrics off there is a sentence that says so.
    return page.status() == 200 ? new String(page.bytes(), StandardCharsets.UTF_8) : "";
  }
}
