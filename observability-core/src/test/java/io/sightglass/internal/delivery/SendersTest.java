// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendersTest {

  private static final List<SpanData> SPANS =
      List.of(
          TestSpanData.builder()
              .setName("span")
              .setKind(SpanKind.INTERNAL)
              .setStartEpochNanos(1)
              .setEndEpochNanos(2)
              .setStatus(StatusData.unset())
              .setHasEnded(true)
              .build());

  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger shut = new AtomicInteger();
  private final AtomicReference<GrpcSenderConfig> given = new AtomicReference<>();
  private final Quiet diagnostics = new Quiet();
  private @Nullable RuntimeException refusal;

  @Test
  void noSenderIsMadeBeforeThereIsSomethingToSend() {
    SpanExporter exporter = grpc();
    assertThat(exporter.flush().isSuccess()).isTrue();
    assertThat(exporter.shutdown().isSuccess()).isTrue();
    assertThat(made).hasValue(0);
    assertThat(shut).hasValue(0);
  }

  @Test
  void theFirstExportMakesTheSenderAndTheNextOnesUseIt() {
    SpanExporter exporter = grpc();
    exporter.export(SPANS);
    exporter.export(SPANS);
    exporter.shutdown();
    assertThat(made).hasValue(1);
    assertThat(sent).hasValue(2);
    assertThat(shut).hasValue(1);
  }

  @Test
  void theSenderRetriesNothingAndReadsSmallAnswers() {
    grpc().export(SPANS);
    assertThat(given.get().getRetryPolicy()).isNull();
    assertThat(given.get().getMaxResponseBodySize()).isEqualTo(65_536);
    assertThat(given.get().getFullMethodName()).contains("TraceService");
    assertThat(given.get().getTimeout()).isNotNull();
  }

  @Test
  void manyFirstExportsAtOnceMakeOneSender() throws InterruptedException {
    SpanExporter exporter = grpc();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                awaitQuietly(go);
                exporter.export(SPANS);
              });
      thread.start();
      threads.add(thread);
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(made).hasValue(1);
    assertThat(sent).hasValue(8);
  }

  @Test
  void aSenderThatCannotBeMadeFailsTheExportAndIsReported() {
    refusal = new IllegalArgumentException("no such host");
    SpanExporter exporter = grpc();
    CompletableResultCode result = exporter.export(SPANS).join(5, TimeUnit.SECONDS);
    assertThat(result.isDone()).isTrue();
    assertThat(result.isSuccess()).isFalse();
    assertThat(Attempt.make(() -> exporter.export(SPANS), () -> System.nanoTime() + 1_000_000_000L))
        .extracting(Outcome::kind)
        .isEqualTo(Outcome.Kind.FAILED);
    assertThat(made).hasValue(0);
    assertThat(diagnostics.warnings).hasSize(2).allMatch(line -> line.contains("no such host"));
    refusal = null;
    assertThat(exporter.export(SPANS).isDone()).isFalse();
    assertThat(made).hasValue(1);
  }

  @Test
  void nothingIsMadeAfterTheEnd() {
    List<Throwable> failures = new ArrayList<>();
    Late<String> late = new Late<>(() -> "made", diagnostics);
    assertThat(late.close()).isNull();
    assertThat(late.get(failures::add)).isNull();
    assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void amongSeveralProvidersTheOneThatOpenTelemetryIsToldToUseIsTaken() {
    String key = GrpcSenderProvider.class.getName();
    GrpcSenderProvider named = new Named();
    OtlpGrpcSpanExporter first = exporter(List.of(provider(), named));
    first.export(SPANS);
    assertThat(made).hasValue(1);
    System.setProperty(key, Named.class.getName());
    try {
      exporter(List.of(provider(), named)).export(SPANS);
    } finally {
      System.clearProperty(key);
    }
    assertThat(made).hasValue(1);
    assertThat(sent).hasValue(2);
  }

  @Test
  void httpIsSentByOurOwnClientAndWithoutASenderThereIsNoGrpc() {
    Senders loader = Senders.over(loader(List.of()), diagnostics);
    assertThat(loader.load(HttpSenderProvider.class)).hasSize(1);
    assertThat(loader.load(GrpcSenderProvider.class)).isEmpty();
  }

  @Test
  void everythingElseIsFoundAsBefore() {
    ComponentLoader plain = ComponentLoader.forClassLoader(getClass().getClassLoader());
    assertThat(Senders.over(plain, diagnostics).load(ConfigurableSpanExporterProvider.class))
        .extracting(ConfigurableSpanExporterProvider::getName)
        .contains("otlp", "console");
  }

  private SpanExporter grpc() {
    return exporter(List.of(provider()));
  }

  private GrpcSenderProvider provider() {
    return config -> {
      if (refusal != null) {
        throw refusal;
      }
      given.set(config);
      made.incrementAndGet();
      return new Sender();
    };
  }

  private OtlpGrpcSpanExporter exporter(List<?> providers) {
    return OtlpGrpcSpanExporter.builder()
        .setComponentLoader(Senders.over(loader(providers), diagnostics))
        .build();
  }

  private static ComponentLoader loader(List<?> providers) {
    return new ComponentLoader() {
      @Override
      public <T> Iterable<T> load(Class<T> type) {
        return providers.stream().filter(type::isInstance).map(type::cast).toList();
      }
    };
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Named implements GrpcSenderProvider {

    @Override
    public GrpcSender createSender(GrpcSenderConfig config) {
      return new Sender();
    }
  }

  /** Counts; never answers. */
  private final class Sender implements GrpcSender {

    @Override
    public void send(
        MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
      sent.incrementAndGet();
    }

    @Override
    public CompletableResultCode shutdown() {
      shut.incrementAndGet();
      return CompletableResultCode.ofSuccess();
    }
  }
}
