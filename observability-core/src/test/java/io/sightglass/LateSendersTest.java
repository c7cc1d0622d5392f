// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LateSendersTest {

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
  private final DefaultDiagnostics diagnostics = new DefaultDiagnostics(System::nanoTime);
  private @Nullable RuntimeException refusal;

  @Test
  void noSenderIsMadeBeforeThereIsSomethingToSend() {
    for (SpanExporter exporter : List.of(http(), grpc())) {
      assertThat(exporter.flush().isSuccess()).isTrue();
      assertThat(exporter.shutdown().isSuccess()).isTrue();
    }
    assertThat(made).hasValue(0);
    assertThat(shut).hasValue(0);
  }

  @Test
  void theFirstExportMakesTheSenderAndTheNextOnesUseIt() {
    for (SpanExporter exporter : List.of(http(), grpc())) {
      exporter.export(SPANS);
      exporter.export(SPANS);
      exporter.shutdown();
    }
    assertThat(made).hasValue(2);
    assertThat(sent).hasValue(4);
    assertThat(shut).hasValue(2);
  }

  @Test
  void manyFirstExportsAtOnceMakeOneSender() throws InterruptedException {
    SpanExporter exporter = http();
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
    for (SpanExporter exporter : List.of(http(), grpc())) {
      CompletableResultCode result = exporter.export(SPANS).join(5, TimeUnit.SECONDS);
      assertThat(result.isDone()).isTrue();
      assertThat(result.isSuccess()).isFalse();
    }
    assertThat(made).hasValue(0);
    refusal = null;
    assertThat(http().export(SPANS).isDone()).isFalse();
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
  void amongSeveralProvidersTheExporterChooses() {
    HttpSenderProvider one = config -> new Sender();
    HttpSenderProvider other = config -> new Sender();
    LateSenders loader = new LateSenders(loader(List.of(one, other)), diagnostics);
    assertThat(loader.load(HttpSenderProvider.class)).containsExactly(one, other);
    assertThat(new LateSenders(loader(List.of()), diagnostics).load(GrpcSenderProvider.class))
        .isEmpty();
  }

  @Test
  void everythingElseIsFoundAsBefore() {
    ComponentLoader plain = ComponentLoader.forClassLoader(getClass().getClassLoader());
    assertThat(new LateSenders(plain, diagnostics).load(ConfigurableSpanExporterProvider.class))
        .extracting(ConfigurableSpanExporterProvider::getName)
        .contains("otlp", "console");
  }

  private SpanExporter http() {
    HttpSenderProvider provider = config -> new Sender();
    return OtlpHttpSpanExporter.builder()
        .setComponentLoader(new LateSenders(loader(List.of(provider)), diagnostics))
        .build();
  }

  private SpanExporter grpc() {
    GrpcSenderProvider provider = config -> new ByGrpc(new Sender());
    return OtlpGrpcSpanExporter.builder()
        .setComponentLoader(new LateSenders(loader(List.of(provider)), diagnostics))
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

  /** Counts; never answers. */
  private final class Sender implements HttpSender {

    Sender() {
      if (refusal != null) {
        throw refusal;
      }
      made.incrementAndGet();
    }

    @Override
    public void send(
        MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
      sent.incrementAndGet();
    }

    @Override
    public CompletableResultCode shutdown() {
      shut.incrementAndGet();
      return CompletableResultCode.ofSuccess();
    }
  }

  private final class ByGrpc implements GrpcSender {

    private final Sender sender;

    ByGrpc(Sender sender) {
      this.sender = sender;
    }

    @Override
    public void send(
        MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
      sent.incrementAndGet();
    }

    @Override
    public CompletableResultCode shutdown() {
      return sender.shutdown();
    }
  }
}
