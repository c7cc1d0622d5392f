// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in on 127.0.0.1 for the HTTP APIs of AI vendors: OpenAI's chat completions, responses,
 * embeddings and audio, Anthropic's messages, Gemini's generateContent and Bedrock's Converse, with
 * their streams (but Bedrock's). A vendor's own client talks to it; what it answers, the test says.
 *
 * <pre>{@code
 * try (AiVendorStub vendor = AiVendorStub.start()) {
 *   vendor.next(AiAnswer.status(429), AiAnswer.text("Your ", "invoice.").tokens(90, 4));
 *   var model = OpenAiChatModel.builder().baseUrl(vendor.url() + "/v1").apiKey("test")…
 * }
 * }</pre>
 *
 * <p>The API is told by the end of the path, so any prefix will do. Thread-safe. It keeps the
 * newest 10,000 requests and counts all.
 */
public final class AiVendorStub implements AutoCloseable {

  private static final Map<String, AiShape> SHAPES =
      Map.of(
          "openai.chat", new OpenAiChatShape(),
          "openai.responses", new OpenAiResponsesShape(),
          "openai.embeddings", new OpenAiEmbeddingsShape(),
          "openai.transcription", new OpenAiChatShape(),
          "openai.speech", new OpenAiChatShape(),
          "anthropic.messages", new AnthropicShape(),
          "gemini.generate", new GeminiShape(),
          "bedrock.converse", new BedrockShape());

  private final Shelf<AiRequest> requests = new Shelf<>(new Shelf.Guard(), 10_000);
  private final ConcurrentLinkedQueue<AiAnswer> next = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LoopbackHttp http;
  private volatile AiAnswer answer = AiAnswer.text("Hello ", "from ", "the stub.");

  private AiVendorStub() throws IOException {
    http = new LoopbackHttp(this::handle);
  }

  /** Listens on a free port. */
  public static AiVendorStub start() {
    try {
      return new AiVendorStub();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code http://127.0.0.1:port}, to which a client's base path is added. */
  public String url() {
    return "http://127.0.0.1:" + http.port();
  }

  /** Answers so from now on, where nothing is queued. */
  public void answer(AiAnswer answer) {
    this.answer = Objects.requireNonNull(answer, "answer");
  }

  /** Queues answers, one for each of the next requests, whichever API they ask. */
  public void next(AiAnswer... answers) {
    next.addAll(List.of(answers));
  }

  /** The newest requests, the oldest first. */
  public List<AiRequest> requests() {
    return requests.all();
  }

  /** How many requests came. */
  public long requestCount() {
    return requests.count();
  }

  /**
   * Waits for a request.
   *
   * @throws AssertionError after the timeout
   */
  public AiRequest awaitRequest(Predicate<? super AiRequest> wanted, Duration timeout) {
    return requests.await(
        Objects.requireNonNull(wanted, "wanted"),
        timeout,
        () -> "a request as wanted; came " + requests().stream().map(AiRequest::path).toList());
  }

  /** Stops listening and ends open connections. */
  @Override
  public void close() {
    closed.countDown();
    http.close();
  }

  private void handle(LoopbackHttp.Request raw, LoopbackReply reply) throws IOException {
    AiRequest request = AiRequest.of(raw);
    requests.add(request);
    AiShape shape = SHAPES.get(request.api());
    if (shape == null) {
      byte[] body = ("nothing at " + request.path()).getBytes(StandardCharsets.UTF_8);
      reply.whole(404, "text/plain", Map.of(), body);
      return;
    }
    AiAnswer queued = next.poll();
    AiAnswer now = queued == null ? answer : queued;
    if (now.isSilent()) {
      reply.awaitClientGone();
    } else if (now.status() != 200) {
      pause(now);
      json(reply, now, shape.error(now.status(), now).toString());
    } else if (request.streaming()) {
      stream(reply, now, shape, shape.events(request, now));
    } else {
      whole(reply, now, shape, request);
    }
  }

  private void whole(LoopbackReply reply, AiAnswer now, AiShape shape, AiRequest request)
      throws IOException {
    pause(now);
    if (now.end() == AiAnswer.End.HANG_UP) {
      reply.abort();
    } else if (request.api().equals("openai.speech")) {
      byte[] sound = now.words().getBytes(StandardCharsets.UTF_8);
      reply.whole(200, "audio/mpeg", now.headers(), sound);
    } else if (request.api().equals("openai.transcription")) {
      json(reply, now, AiShape.object("text", now.words()).toString());
    } else {
      json(reply, now, shape.whole(request, now).toString());
    }
  }

  private void stream(LoopbackReply reply, AiAnswer now, AiShape shape, AiShape.Events events)
      throws IOException {
    if (now.end() == AiAnswer.End.HANG_UP && events.chunks().isEmpty()) {
      reply.abort();
      return;
    }
    reply.begin("text/event-stream", now.headers());
    send(reply, events.before(), null);
    send(reply, events.chunks(), now);
    switch (now.end()) {
      case HANG_UP -> reply.breakOff();
      case HOLD -> reply.awaitClientGone();
      case ERROR_EVENT -> {
        reply.chunk(shape.errorEvent(now));
        reply.end();
      }
      case COMPLETE -> {
        send(reply, events.after(), null);
        reply.end();
      }
    }
  }

  private void send(LoopbackReply reply, List<String> events, @Nullable AiAnswer paused)
      throws IOException {
    for (String event : events) {
      if (paused != null) {
        pause(paused);
      }
      reply.chunk(event);
    }
  }

  private static void json(LoopbackReply reply, AiAnswer now, String body) throws IOException {
    reply.whole(
        now.status(), "application/json", now.headers(), body.getBytes(StandardCharsets.UTF_8));
  }

  private void pause(AiAnswer now) throws IOException {
    try {
      if (!now.pause().isZero() && closed.await(now.pause().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
