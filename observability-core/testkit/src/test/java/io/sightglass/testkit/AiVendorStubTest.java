// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AiVendorStubTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private AiVendorStub vendor;

  @BeforeEach
  void start() {
    vendor = AiVendorStub.start();
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, openai.chat, usage",
    "/v1/responses, openai.responses, usage",
    "/v1/messages, anthropic.messages, usage",
    "/v1beta/models/gemini-2.5-flash:generateContent, gemini.generate, usageMetadata",
    "/model/nova-lite/converse, bedrock.converse, usage"
  })
  void aRecordedUsageIsReplayedAsItIs(String path, String api, String key) throws Exception {
    String usage = "{\"vendors_own\":{\"deep\":17}}";
    vendor.next(AiAnswer.text("Paid", ".").usage(usage));
    HttpResponse<String> answer = post(path, "{\"model\":\"m-1\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject whole = JsonParser.parseString(answer.body()).getAsJsonObject();
    assertThat(whole.get(key)).isEqualTo(JsonParser.parseString(usage));
    assertThat(answer.body()).contains("Paid.");
    assertThat(vendor.requests()).singleElement().extracting(AiRequest::api).isEqualTo(api);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, m-1",
    "/v1beta/models/gemini-2.5-flash:generateContent, gemini-2.5-flash",
    "/model/nova-lite/converse, nova-lite"
  })
  void theModelIsReadFromBodyOrPath(String path, String model) throws Exception {
    String body = path.startsWith("/v1/") ? "{\"model\":\"m-1\"}" : "{}";
    post(path, body);
    assertThat(vendor.requests().get(0).model()).isEqualTo(model);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, 'data: [DONE]'",
    "/v1/responses, event: response.completed",
    "/v1/messages, event: message_stop",
    "/v1beta/models/g:streamGenerateContent, '\"finishReason\":\"STOP\"'"
  })
  void aStreamHasOneEventForEachChunkAndItsOwnEnd(String path, String end) throws Exception {
    vendor.next(AiAnswer.text("alpha", "beta", "gamma"));
    String body = post(path, "{\"model\":\"m\",\"stream\":true}").body();
    List<String> events = List.of(body.split("\n\n"));
    for (String word : List.of("alpha", "beta", "gamma")) {
      assertThat(events.stream().filter(event -> event.contains(word) && !event.contains(end)))
          .as(word)
          .hasSize(1);
    }
    assertThat(events.get(events.size() - 1)).contains(end);
  }

  @Test
  void openAiTellsUsageInAStreamOnlyIfAsked() throws Exception {
    String path = "/v1/chat/completions";
    assertThat(post(path, "{\"stream\":true}").body()).doesNotContain("total_tokens");
    String asking = "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
    assertThat(post(path, asking).body()).contains("\"total_tokens\":14");
  }

  @Test
  void anthropicTellsTheInputAtTheStartAndTheOutputAtTheEnd() throws Exception {
    vendor.next(AiAnswer.text("hi").tokens(90, 4));
    String[] events = post("/v1/messages", "{\"stream\":true}").body().split("\n\n");
    assertThat(events[0]).contains("\"input_tokens\":90").contains("\"output_tokens\":1}");
    assertThat(events[events.length - 2]).contains("\"usage\":{\"output_tokens\":4}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/messages", "/model/m/converse"})
  void anErrorHasTheVendorsShapeAndItsHeaders(String path) throws Exception {
    vendor.next(AiAnswer.status(429).header("retry-after", "2"), AiAnswer.text("again"));
    HttpResponse<String> refused = post(path, "{}");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).hasValue("2");
    assertThat(refused.body()).contains("The stub says 429");
    assertThat(post(path, "{}").statusCode()).isEqualTo(200);
    assertThat(vendor.requestCount()).isEqualTo(2);
  }

  @Test
  void aStreamBreaksOffWhereTheTestSays() throws Exception {
    vendor.next(AiAnswer.text("one", "two").hangUpAfter(1));
    HttpResponse<java.util.stream.Stream<String>> answer =
        CLIENT.send(
            request("/v1/chat/completions", "{\"stream\":true}").build(),
            HttpResponse.BodyHandlers.ofLines());
    StringBuilder seen = new StringBuilder();
    assertThatExceptionOfType(java.io.UncheckedIOException.class)
        .isThrownBy(() -> answer.body().forEach(seen::append));
    assertThat(seen).contains("one").doesNotContain("two");
  }

  @Test
  void aConnectionBreaksBeforeTheAnswer() {
    vendor.answer(AiAnswer.hangUp());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> post("/v1/chat/completions", "{}"));
  }

  @Test
  void silenceLastsUntilTheClientGivesUp() {
    vendor.next(AiAnswer.silence());
    HttpRequest request = request("/v1/messages", "{}").timeout(Duration.ofMillis(100)).build();
    assertThatExceptionOfType(HttpTimeoutException.class)
        .isThrownBy(() -> CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
    assertThat(vendor.awaitRequest(r -> r.api().startsWith("anthropic"), Duration.ofSeconds(10)))
        .isNotNull();
  }

  @Test
  void embeddingsHaveOneVectorForEachText() throws Exception {
    String body = post("/v1/embeddings", "{\"model\":\"e\",\"input\":[\"a\",\"b\"]}").body();
    assertThat(JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("data")).hasSize(2);
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    assertThat(post("/v2/other", "{}").statusCode()).isEqualTo(404);
    assertThat(vendor.requests().get(0).api()).isEqualTo("unknown");
  }

  @Test
  void impossibleAnswersAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> AiAnswer.status(200));
    assertThatIllegalArgumentException().isThrownBy(() -> AiAnswer.text("a").hangUpAfter(-1));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return CLIENT.send(request(path, body).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String body) {
    return HttpRequest.newBuilder(URI.create(vendor.url() + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }
}
