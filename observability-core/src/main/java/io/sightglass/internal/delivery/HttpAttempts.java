// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.sightglass.Diagnostics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends over HTTP by the JDK's client: follows no redirect, reads 64 KB of an answer, and tells the
 * attempt what came of it.
 *
 * <p>Thread-safe.
 */
final class HttpAttempts implements HttpSender {

  /** How much of an answer is read, in bytes. */
  static final int LONGEST_ANSWER = 64 * 1024;

  private static final long IDLE_SECONDS = 5;

  private final HttpSenderConfig config;
  private final Late<Client> client;

  private record Client(HttpClient http, ExecutorService executor) {}

  HttpAttempts(HttpSenderConfig config, Diagnostics diagnostics) {
    this.config = config;
    this.client = new Late<>(this::client, diagnostics);
  }

  private Client client() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            HttpAttempts::thread);
    executor.allowCoreThreadTimeOut(true);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(shorter(config.getConnectTimeout(), config.getTimeout()))
            .executor(executor);
    if (config.getSslContext() != null) {
      builder.sslContext(config.getSslContext());
    }
    if (config.getProxyOptions() != null) {
      builder.proxy(config.getProxyOptions().getProxySelector());
    }
    return new Client(builder.build(), executor);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sightglass-delivery http");
    thread.setDaemon(true);
    return thread;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 && !one.isZero() ? one : other;
  }

  @Override
  public void send(
      MessageWriter message,
      Consumer<io.opentelemetry.sdk.common.export.HttpResponse> onResponse,
      Consumer<Throwable> onError) {
    Attempt attempt = Attempt.current();
    Consumer<Throwable> failed =
        attempt == null ? onError : failure -> attempt.complete(Failures.of(failure));
    Client made =
        client.get(
            attempt == null ? onError : failure -> attempt.complete(Outcome.failed(failure)));
    if (made == null) {
      return;
    }
    CompletableFuture<HttpResponse<byte[]>> answer;
    try {
      answer = made.http.sendAsync(request(message), head -> new ShortBody(LONGEST_ANSWER));
    } catch (IOException | RuntimeException failure) {
      failed.accept(failure);
      return;
    }
    if (attempt != null) {
      attempt.onCancel(() -> answer.cancel(true));
    }
    var unused =
        answer.whenComplete(
            (response, failure) -> {
              if (response == null) {
                failed.accept(failure);
              } else {
                arrived(response, attempt, onResponse);
              }
            });
  }

  private static void arrived(
      HttpResponse<byte[]> response,
      @Nullable Attempt attempt,
      Consumer<io.opentelemetry.sdk.common.export.HttpResponse> onResponse) {
    if (attempt != null) {
      Outcome outcome = HttpAnswers.of(response);
      attempt.complete(outcome);
      if (outcome.kind() != Outcome.Kind.ACKNOWLEDGED) {
        // The exporter would write a line about it.
        return;
      }
    }
    onResponse.accept(new Answer(response));
  }

  private HttpRequest request(MessageWriter message) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(config.getEndpoint())
            .timeout(config.getTimeout())
            .header("Content-Type", config.getContentType());
    Map<String, List<String>> headers = config.getHeadersSupplier().get();
    if (headers != null) {
      headers.forEach((name, values) -> values.forEach(value -> header(request, name, value)));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(32, size(message)));
    if (config.getCompressor() == null) {
      message.writeMessage(bytes);
    } else {
      request.header("Content-Encoding", config.getCompressor().getEncoding());
      try (OutputStream compressed = config.getCompressor().compress(bytes)) {
        message.writeMessage(compressed);
      }
    }
    return request.POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray())).build();
  }

  private int size(MessageWriter message) {
    return config.getCompressor() == null ? message.getContentLength() : 0;
  }

  // Some the JDK's client sets itself, and refuses from others.
  private static void header(HttpRequest.Builder request, String name, String value) {
    try {
      request.setHeader(name, value);
    } catch (IllegalArgumentException refused) {
      return;
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    Client made = client.close();
    if (made != null) {
      made.executor.shutdown();
    }
    return CompletableResultCode.ofSuccess();
  }

  private record Answer(HttpResponse<byte[]> response)
      implements io.opentelemetry.sdk.common.export.HttpResponse {

    @Override
    public int getStatusCode() {
      return response.statusCode();
    }

    @Override
    public String getStatusMessage() {
      return "";
    }

    @Override
    public byte[] getResponseBody() {
      return response.body();
    }
  }
}
