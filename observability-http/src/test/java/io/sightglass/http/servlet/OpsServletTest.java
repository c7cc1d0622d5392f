// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import io.sightglass.endpoint.MetricsEndpoint;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.endpoint.OpsResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsServletTest {

  private final Observability obs = Observability.builder("test").environment(Map.of()).build();
  private final OpsEndpoints endpoints =
      OpsEndpoints.builder(obs).add(new Health()).add(MetricsEndpoint.of(obs)).build();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

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

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/app");
    context.addServlet(new ServletHolder(OpsServlet.of(endpoints)), "/observability/*");
    context.addServlet(new ServletHolder(OpsServlet.of(endpoints)), "/health");
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    obs.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/observability/health", "/app/health"})
  void any_mapping_is_a_prefix(String path) throws Exception {
    HttpResponse<byte[]> health = send("GET", path + "?a=1", "X-Asked", "yes");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(new String(health.body(), StandardCharsets.UTF_8)).isEqualTo("a=1 [yes] false");
    assertThat(health.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(health.headers().firstValue("content-type")).hasValue("text/plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/observability",
        "/app/observability/",
        "/app/observability/healthy",
        "/app/observability/health/x",
        "/app/metrics"
      })
  void other_paths_are_not_found(String path) throws Exception {
    assertThat(send("GET", path, "X-Asked", "").statusCode()).isEqualTo(404);
  }

  @Test
  void head_has_the_length_and_other_methods_are_refused() throws Exception {
    HttpResponse<byte[]> head = send("HEAD", "/app/health", "X-Asked", "no");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("content-length")).hasValue(15);
    assertThat(head.body()).isEmpty();
    HttpResponse<byte[]> delete = send("DELETE", "/app/health", "X-Asked", "no");
    assertThat(delete.statusCode()).isEqualTo(405);
    assertThat(delete.headers().firstValue("allow")).hasValue("GET, HEAD");
  }

  @Test
  void a_page_is_compressed() throws Exception {
    HttpResponse<byte[]> page =
        send("GET", "/app/observability/metrics", "Accept-Encoding", "gzip");

    assertThat(page.headers().firstValue("content-encoding")).hasValue("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(page.body())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.UTF_8)).contains("sightglass_");
  }

  private HttpResponse<byte[]> send(String method, String path, String name, String value)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header(name, value)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
