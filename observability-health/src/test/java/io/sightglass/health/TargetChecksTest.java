// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.sightglass.health.HealthResult.Cause;
import io.sightglass.health.HealthResult.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that open connections, against servers on loopback. */
class TargetChecksTest {

  private static final String PASSWORD = "changeit";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final AtomicReference<String> authorization = new AtomicReference<>("");

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  @Test
  void a_port_that_takes_connections_is_healthy_and_one_that_refuses_is_refused() throws Exception {
    int port = server(socket -> {});
    assertThat(HealthChecks.tcp("127.0.0.1", port).check().status()).isEqualTo(Status.HEALTHY);
    close();
    opened.clear();

    Throwable refused = catchThrowable(() -> HealthChecks.tcp("127.0.0.1", port).check());
    assertThat(Causes.of(refused)).isEqualTo(Cause.REFUSED);
    assertThatIllegalArgumentException().isThrownBy(() -> HealthChecks.tcp("127.0.0.1", 0));
    Throwable unknown = catchThrowable(() -> HealthChecks.tcp("no.such.host.invalid", 80).check());
    assertThat(Causes.of(unknown)).isEqualTo(Cause.UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "200, HEALTHY,",
    "204, HEALTHY,",
    "302, UNHEALTHY, FAILED",
    "401, UNHEALTHY, AUTH",
    "403, UNHEALTHY, AUTH",
    "404, UNHEALTHY, FAILED",
    "429, UNHEALTHY, THROTTLED",
    "503, UNHEALTHY, FAILED",
    "504, UNHEALTHY, TIMEOUT",
  })
  void a_target_is_judged_by_its_status(int code, Status status, Cause cause) throws Exception {
    HealthResult result = HealthChecks.http(http(code, "{}")).check();

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.cause()).isEqualTo(cause);
  }

  @Test
  void a_service_that_says_degraded_is_degraded() throws Exception {
    URI target = http(200, "{\"status\" : \"degraded\",\"services\":{\"status\":\"healthy\"}}");

    assertThat(HealthChecks.service(target).check().status()).isEqualTo(Status.DEGRADED);
    assertThat(HealthChecks.http(target).check().status()).isEqualTo(Status.HEALTHY);
    assertThat(HealthChecks.service(http(200, "{\"status\":\"UP\"}")).check().status())
        .isEqualTo(Status.HEALTHY);
    assertThat(HealthChecks.service(http(503, "{\"status\":\"degraded\"}")).check().status())
        .isEqualTo(Status.UNHEALTHY);
  }

  @Test
  void a_huge_answer_is_not_read() throws Exception {
    URI target = http(200, "x".repeat(20_000_000));

    assertThat(HealthChecks.service(target).check().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void headers_are_sent() throws Exception {
    HealthChecks.http(http(200, "")).header("Authorization", () -> "Bearer abc").check();

    assertThat(authorization).hasValue("Bearer abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://a/b", "file:///etc/passwd", "/ready", "http:///x", "http://u:p@a/"})
  void a_target_is_a_plain_url(String target) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HealthChecks.http(URI.create(target)))
        .withMessageNotContaining(target);
  }

  @ParameterizedTest
  @CsvSource({
    "+PONG, HEALTHY,",
    "-NOAUTH Authentication required., UNHEALTHY, AUTH",
    "-LOADING Redis is loading, UNHEALTHY, FAILED",
    "-ERR max number of clients reached, UNHEALTHY, POOL_EXHAUSTED",
    "HTTP/1.1 400 Bad Request, UNHEALTHY, FAILED",
  })
  void a_cache_is_judged_by_its_answer(String reply, Status status, Cause cause) throws Exception {
    int port = server(socket -> answer(socket, reply + "\r\n"));
    HealthResult result = RedisCheck.of("127.0.0.1", port).check();

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.cause()).isEqualTo(cause);
  }

  @Test
  void a_cache_that_never_ends_its_line_costs_half_a_kilobyte() throws Exception {
    int port = server(socket -> answer(socket, "x".repeat(1_000_000)));

    assertThat(RedisCheck.of("127.0.0.1", port).check().status()).isEqualTo(Status.UNHEALTHY);
  }

  @ParameterizedTest
  @CsvSource({
    "-30d, 10, UNHEALTHY, EXPIRED",
    "-1d,   5, DEGRADED,  EXPIRED",
    "-1d, 300, HEALTHY,",
  })
  void a_certificate_is_judged_by_its_end(
      String start, int days, Status status, Cause cause, @TempDir Path folder) throws Exception {
    int port = tls(folder, start, days);
    HealthResult result = HealthChecks.certificate("127.0.0.1", port, Duration.ofDays(7)).check();

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.cause()).isEqualTo(cause);
  }

  private int tls(Path folder, String start, int days) throws Exception {
    Path store = folder.resolve("store.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    int exit =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-alias",
                "a",
                "-dname",
                "CN=localhost",
                "-startdate",
                start,
                "-validity",
                Integer.toString(days),
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-storetype",
                "PKCS12")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(exit).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    ServerSocket server =
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    return serve(server, socket -> socket.getInputStream().read());
  }

  private URI http(int code, String body) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(any, 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String value = exchange.getRequestHeaders().getFirst("Authorization");
            authorization.set(value == null ? "" : value);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            boolean none = code == 204 || bytes.length == 0;
            exchange.sendResponseHeaders(code, none ? -1 : bytes.length);
            if (!none) {
              exchange.getResponseBody().write(bytes);
            }
          }
        });
    server.start();
    opened.add(() -> server.stop(0));
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ready");
  }

  private interface Serving {
    void serve(Socket socket) throws IOException;
  }

  private int server(Serving serving) throws IOException {
    return serve(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), serving);
  }

  private int serve(ServerSocket server, Serving serving) {
    opened.add(server);
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  serving.serve(socket);
                } catch (IOException e) {
                  // The caller has gone, or the test is over.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server.getLocalPort();
  }

  private static void answer(Socket socket, String reply) throws IOException {
    socket.getInputStream().read(new byte[64]);
    socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Test
  void no_check_of_a_target_is_one_of_the_process() {
    Map<String, HealthCheck> checks =
        Map.of(
            "tcp", HealthChecks.tcp("127.0.0.1", 1),
            "http", HealthChecks.http(URI.create("http://127.0.0.1:1/")),
            "redis", RedisCheck.of("127.0.0.1", 1),
            "certificate", HealthChecks.certificate("127.0.0.1", 1, Duration.ZERO));
    checks.forEach(
        (name, check) ->
            assertThat(check.scope()).as(name).isEqualTo(HealthCheck.Scope.DEPENDENCY));
  }
}
