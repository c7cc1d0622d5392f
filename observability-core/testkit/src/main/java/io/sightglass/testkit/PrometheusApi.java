// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Prometheus' HTTP API, version 1. */
final class PrometheusApi {

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  PrometheusApi(URI base) {
    this.base = base;
  }

  boolean isReady() throws IOException {
    return get("/-/ready").statusCode() == 200;
  }

  List<PrometheusServer.Sample> query(String expression) throws IOException {
    JsonObject data = data("/api/v1/query?query=" + encoded(expression)).getAsJsonObject();
    if (data.get("resultType").getAsString().equals("scalar")) {
      double value = Double.parseDouble(data.getAsJsonArray("result").get(1).getAsString());
      return List.of(new PrometheusServer.Sample(Map.of(), value));
    }
    return elements(data.get("result")).stream()
        .map(
            series ->
                new PrometheusServer.Sample(
                    labels(series.get("metric")),
                    // A native histogram has no single value; its count is asked for by a function.
                    series.has("value")
                        ? number(series.getAsJsonArray("value").get(1).getAsString())
                        : Double.NaN))
        .toList();
  }

  List<PrometheusServer.Exemplar> exemplars(String selector) throws IOException {
    long now = Instant.now().getEpochSecond();
    String range = "&start=" + (now - 3600) + "&end=" + (now + 60);
    return elements(data("/api/v1/query_exemplars?query=" + encoded(selector) + range)).stream()
        .flatMap(
            series ->
                elements(series.get("exemplars")).stream()
                    .map(
                        exemplar ->
                            new PrometheusServer.Exemplar(
                                labels(series.get("seriesLabels")),
                                labels(exemplar.get("labels")),
                                number(exemplar.get("value").getAsString()))))
        .toList();
  }

  List<PrometheusServer.Target> targets() throws IOException {
    JsonObject data = data("/api/v1/targets").getAsJsonObject();
    return elements(data.get("activeTargets")).stream()
        .map(
            target ->
                new PrometheusServer.Target(
                    target.getAsJsonObject("labels").get("job").getAsString(),
                    URI.create(target.get("scrapeUrl").getAsString()),
                    target.get("health").getAsString(),
                    target.get("lastError").getAsString()))
        .toList();
  }

  private JsonElement data(String path) throws IOException {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new IllegalArgumentException(
          path + ": " + response.statusCode() + " " + response.body());
    }
    return JsonParser.parseString(response.body()).getAsJsonObject().get("data");
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      return client.send(
          HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  private static List<JsonObject> elements(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static Map<String, String> labels(JsonElement object) {
    Map<String, String> labels = new LinkedHashMap<>();
    object
        .getAsJsonObject()
        .entrySet()
        .forEach(entry -> labels.put(entry.getKey(), entry.getValue().getAsString()));
    return java.util.Collections.unmodifiableMap(labels);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
