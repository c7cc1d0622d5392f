// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sightglass.Observability;
import io.sightglass.endpoint.MetricsEndpoint;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.endpoint.OpsResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdkOpsTest {

  private final Observability obs = Observability.builder("test").environment(Map.of()).build();
  private final OpsEndpoints endpoints =
      OpsEndpoints.builder(obs)
          .prefix("/observability")
          .add(new Health())
          .add(MetricsEndpoint.of(obs))
          .add(MetricsEndpoint.at(obs, "/api/v1/metrics"))
          .build();
  private final HttpServer app;

  private record Health() implements OpsEndpoint {

    @Override
    public String path() {
      return "/health";
    }

    @Override
    public OpsResponse answer(OpsRequest request) {
      String said = request.query() + " " + request.headers("x-asked") + " " + request.isTrusted();
      return OpsResponse.text(200, "text/plain", said);
    }
  }

  JdkOpsTest() throws IOException {
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(418, -1);
          exchange.close();
        });
    assertThat(JdkOps.mount(app, endpoints))
        .allSatisfy(
            context ->
                assertThat(context.getAttributes()).containsEntry(JdkHttp.OPERATIONAL, true));
    app.start();
  }

  @AfterEach
  void close() {
    app.stop(0);
    obs.close();
  }

  @Test
  void they_answer_below_the_prefix() throws Exception {
    HttpResponse<byte[]> health = send("GET", "/observability/health?a=1", "X-Asked", "yes");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(new String(health.body(), StandardCharsets.UTF_8)).isEqualTo("a=1 [yes] false");
    assertThat(health.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(text("/observability/metrics")).contains("sightglass_");
    assertThat(text("/observability/api/v1/metrics")).contains("sightglass_");
  }

  @Test
  void everything_else_is_the_apps() throws Exception {
    assertThat(send("GET", "/health", "X-Asked", "").statusCode()).isEqualTo(418);
    assertThat(send("GET", "/observability", "X-Asked", "").statusCode()).isEqualTo(418);
    assertThat(send("GET", "/observability/healthy", "X-Asked", "").statusCode()).isEqualTo(404);
  }

  @Test
  void head_has_the_length_and_other_methods_are_refused() throws Exception {
    HttpResponse<byte[]> head = send("HEAD", "/observability/health", "X-Asked", "no");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("content-length")).hasValue(15);
    assertThat(head.body()).isEmpty();
    HttpResponse<byte[]> post = send("POST", "/observability/health", "X-Asked", "no");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("allow")).hasValue("GET, HEAD");
  }

  @Test
  void a_page_is_compressed() throws Exception {
    HttpResponse<byte[]> page = send("GET", "/observability/metrics", "Accept-Encoding", "gzip");

    assertThat(page.headers().firstValue("content-encoding")).hasValue("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(page.body())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.UTF_8)).contains("sightglass_");
  }

  private String text(String path) throws Exception {
    return new String(send("GET", path, "X-Asked", "").body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> send(String method, String path, String name, String value)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + app.getAddress().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header(name, value)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
