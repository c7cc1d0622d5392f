// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands for an AI provider's test mode, over OpenAI's HTTP API on this machine: the tone that the
 * prompt asks for decides the answer and its tokens, and one model is always busy.
 */
final class ModelStub implements AutoCloseable {

  /** The model that is answered with 429. */
  static final String BUSY = "gpt-busy";

  /**
   * The tokens of an answer, as OpenAI counts them.
   *
   * @param input of the prompt, the cached ones included
   * @param cached of the prompt that were read from the cache
   * @param output of the answer, the reasoning included
   * @param reasoning of the answer that nobody sees
   */
  record Usage(int input, int cached, int output, int reasoning) {

    static Usage of(String tone) {
      return switch (tone) {
        case "friendly" -> new Usage(212, 128, 64, 0);
        case "firm" -> new Usage(208, 128, 96, 32);
        default -> new Usage(220, 0, 120, 48);
      };
    }
  }

  private final JsonMapper json = JsonMapper.builder().build();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          4,
          work -> {
            Thread worker = new Thread(work, "model-stub");
            worker.setDaemon(true);
            return worker;
          });
  private final HttpServer server;

  private final Faults faults;

  private ModelStub(Faults faults) throws IOException {
    this.faults = faults;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  static ModelStub start(Faults faults) throws IOException {
    return new ModelStub(faults);
  }

  /** What a client takes as base URL. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (faults.has(Faults.AI)) {
      exchange.close();
      return;
    }
    JsonNode request;
    try (InputStream in = exchange.getRequestBody()) {
      request = json.readTree(in.readAllBytes());
    }
    String model = request.path("model").asString("");
    boolean busy = model.equals(BUSY);
    byte[] body = json.writeValueAsBytes(busy ? busy() : completion(model, prompt(request)));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(busy ? 429 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String prompt(JsonNode request) {
    StringBuilder prompt = new StringBuilder();
    for (JsonNode message : request.path("messages")) {
      JsonNode content = message.path("content");
      prompt.append(content.isString() ? content.asString() : content.toString()).append('\n');
    }
    return prompt.toString();
  }

  private static Map<String, Object> busy() {
    return Map.of(
        "error", Map.of("message", "Rate limit reached", "type", "requests", "code", "rate_limit"));
  }

  private static Map<String, Object> completion(String model, String prompt) {
    String tone = prompt.contains("friendly") ? "friendly" : prompt.contains("firm") ? "firm" : "";
    Usage usage = Usage.of(tone);
    Map<String, Object> message =
        Map.of("role", "assistant", "content", "Dear customer, your invoice is still open.");
    return Map.of(
        "id",
        "chatcmpl-stub",
        "object",
        "chat.completion",
        "created",
        0,
        "model",
        model,
        "choices",
        List.of(Map.of("index", 0, "message", message, "finish_reason", "stop")),
        "usage",
        Map.of(
            "prompt_tokens", usage.input(),
            "completion_tokens", usage.output(),
            "total_tokens", usage.input() + usage.output(),
            "prompt_tokens_details", Map.of("cached_tokens", usage.cached()),
            "completion_tokens_details", Map.of("reasoning_tokens", usage.reasoning())));
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
