// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sightglass.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queues of an app, one before each exporter of spans or log records, in place of
 * OpenTelemetry's batch processors; and what became of everything.
 *
 * <p>Thread-safe once it is set up.
 */
public final class Deliveries {

  private static final String CONSOLE = "io.opentelemetry.exporter.logging";
  private static final long CONSOLE_DELAY = Duration.ofMillis(100).toNanos();

  private final Voice voice;
  private final LongSupplier clock;
  private final List<SpanDelivery> spans = new ArrayList<>();
  private final List<LogDelivery> logs = new ArrayList<>();
  private final List<MetricPush> metrics = new ArrayList<>();
  private final List<Runnable> exporters = new ArrayList<>();

  private Deliveries(Voice voice, LongSupplier clock) {
    this.voice = voice;
    this.clock = clock;
  }

  /**
   * Queues that speak through that voice.
   *
   * @param clock for how long something lasted, in nanoseconds
   */
  public static Deliveries of(Voice voice, LongSupplier clock) {
    return new Deliveries(voice, clock);
  }

  /** Nothing is delivered. */
  public static Deliveries none() {
    return new Deliveries(new Silent(), System::nanoTime);
  }

  /**
   * Takes over what OpenTelemetry's set-up makes.
   *
   * @param around puts an exporter of spans into another one
   */
  public void takeOver(AutoConfigurationCustomizer sdk, UnaryOperator<SpanExporter> around) {
    sdk.addSpanExporterCustomizer((exporter, config) -> spans(exporter, config, around));
    sdk.addSpanProcessorCustomizer((processor, config) -> putAway(processor));
    sdk.addTracerProviderCustomizer(
        (builder, config) -> {
          spans.forEach(builder::addSpanProcessor);
          return builder;
        });
    sdk.addLogRecordExporterCustomizer(this::logs);
    sdk.addLogRecordProcessorCustomizer((processor, config) -> putAway(processor));
    sdk.addLoggerProviderCustomizer(
        (builder, config) -> {
          logs.forEach(builder::addLogRecordProcessor);
          return builder;
        });
    sdk.addMetricExporterCustomizer(this::metrics);
  }

  private SpanExporter spans(
      SpanExporter found, ConfigProperties config, UnaryOperator<SpanExporter> around) {
    BatchSettings settings = settings(found, BatchSettings.of(config, "bsp", 5_000));
    SpanExporter exporter = around.apply(found);
    spans.add(
        new SpanDelivery(
            new DeliveryQueue<>(
                DeliveryQueue.Signal.TRACES,
                settings,
                span -> span.toSpanData(),
                exporter::export,
                voice,
                clock)));
    exporters.add(exporter::shutdown);
    return new Replaced.Spans();
  }

  private LogRecordExporter logs(LogRecordExporter exporter, ConfigProperties config) {
    BatchSettings settings = settings(exporter, BatchSettings.of(config, "blrp", 1_000));
    logs.add(
        new LogDelivery(
            new DeliveryQueue<>(
                DeliveryQueue.Signal.LOGS,
                settings,
                ReadWriteLogRecord::toLogRecordData,
                exporter::export,
                voice,
                clock)));
    exporters.add(exporter::shutdown);
    return new Replaced.Logs();
  }

  private MetricExporter metrics(MetricExporter exporter, ConfigProperties config) {
    MetricPush push = new MetricPush(exporter, voice, clock);
    metrics.add(push);
    return push;
  }

  // Who prints to a console watches it.
  private static BatchSettings settings(Object exporter, BatchSettings settings) {
    return exporter.getClass().getPackageName().equals(CONSOLE)
        ? settings.withDelay(CONSOLE_DELAY)
        : settings;
  }

  private static SpanProcessor putAway(SpanProcessor processor) {
    processor.shutdown();
    return SpanProcessor.composite();
  }

  private static LogRecordProcessor putAway(LogRecordProcessor processor) {
    processor.shutdown();
    return LogRecordProcessor.composite();
  }

  /** Begins to deliver. */
  public void start() {
    queues().forEach(DeliveryQueue::start);
  }

  /** Takes nothing more in and sends what waits, until then at the latest; does not wait. */
  public void stopBy(long deadlineNanos) {
    queues().forEach(queue -> queue.stopBy(deadlineNanos));
    metrics.forEach(push -> push.stopBy(deadlineNanos));
  }

  /** Waits until everything is accounted for, and closes the exporters. */
  public void awaitEnd(long deadlineNanos) {
    queues().forEach(queue -> queue.awaitEnd(deadlineNanos));
    exporters.forEach(Runnable::run);
  }

  private Stream<DeliveryQueue<?, ?>> queues() {
    return Stream.concat(
        spans.stream().map(SpanDelivery::queue), logs.stream().map(LogDelivery::queue));
  }

  /** How each exporter's deliveries stand, in the order traces, logs, metrics. */
  public List<Delivery> all() {
    return Stream.concat(queues().map(Accounts::delivery), metrics.stream().map(Accounts::delivery))
        .toList();
  }

  /** For example {@code spans 12 sent, 0 lost}; empty where there was nothing to send. */
  public String text() {
    return Stream.concat(queues().map(Accounts::text), metrics.stream().map(Accounts::text))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  /** How many were lost for good; what is queued is not. */
  public long lost() {
    return queues().mapToLong(queue -> queue.account().dropped()).sum();
  }

  /** Whether the last push of metrics failed, so that what came after the one before is lost. */
  public boolean isMetricPushLost() {
    return metrics.stream().anyMatch(push -> !push.lastCause().isEmpty());
  }

  private record Silent() implements Voice {

    @Override
    public void announce(io.sightglass.Code code, String message, boolean warning) {}

    @Override
    public void impaired(String part, @Nullable String reason) {}

    @Override
    public void died(String component, Throwable failure) {}
  }
}
