// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sightglass.testkit.Ports;
import io.sightglass.testkit.Tools;
import io.sightglass.testkit.servers.PostgresServer;
import io.sightglass.testkit.servers.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import redis.clients.jedis.Jedis;

/**
 * What a Prometheus scrapes beside an app: Debian's exporters of the machine, PostgreSQL and Redis
 * and its prober, and a recorded page for what cannot be had here.
 */
final class Exporters implements AutoCloseable {

  private static final String PASSWORD = "made-up";

  private final Map<String, URI> jobs = new LinkedHashMap<>();
  private final List<Process> processes = new ArrayList<>();
  private final List<HttpServer> servers = new ArrayList<>();

  private final Jedis redis;

  private Exporters(RedisServer redis) {
    this.redis = new Jedis("127.0.0.1", redis.port());
    this.redis.auth(redis.password());
    this.redis.set("price", "1");
  }

  static Exporters start(PostgresServer database, RedisServer redis, Path folder) throws Exception {
    Exporters exporters = new Exporters(redis);
    exporters.run("prometheus-node-exporter", Map.of(), List.of("--no-collector.systemd"));
    exporters.run(
        "prometheus-postgres-exporter",
        Map.of(
            "DATA_SOURCE_NAME",
            "postgresql://%s:%s@127.0.0.1:%d/postgres?sslmode=disable"
                .formatted(database.user(), database.password(), database.port())),
        List.of("--disable-settings-metrics"));
    exporters.run(
        "prometheus-redis-exporter",
        Map.of("REDIS_PASSWORD", redis.password()),
        List.of("--redis.addr=redis://127.0.0.1:" + redis.port()));
    exporters.prober(folder);
    exporters.recorded();
    return exporters;
  }

  /** Look-ups in Redis: one that hits, one that misses. */
  void drive() {
    redis.get("price");
    redis.get("nothing");
  }

  /** The address of each, by its job. */
  Map<String, URI> jobs() {
    return jobs;
  }

  private URI run(String program, Map<String, String> environment, List<String> arguments)
      throws IOException {
    String address = "127.0.0.1:" + Ports.free();
    List<String> command = new ArrayList<>(List.of(Tools.require(program).toString()));
    command.add("--web.listen-address=" + address);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
    builder.environment().putAll(environment);
    processes.add(builder.start());
    URI metrics = URI.create("http://" + address + "/metrics");
    jobs.put(program.replace("prometheus-", ""), metrics);
    return metrics;
  }

  private void prober(Path folder) throws Exception {
    HttpsServer probed = HttpsServer.create(loopback(), 0);
    probed.setHttpsConfigurator(new HttpsConfigurator(tls(folder.resolve("keys.p12"))));
    serve(probed, "up".getBytes(StandardCharsets.UTF_8));
    Path modules = folder.resolve("blackbox.yml");
    Files.writeString(
        modules,
        """
        modules:
          https:
            prober: http
            http:
              preferred_ip_protocol: ip4
              tls_config:
                insecure_skip_verify: true
        """);
    URI own = run("prometheus-blackbox-exporter", Map.of(), List.of("--config.file=" + modules));
    String target = "https://127.0.0.1:" + probed.getAddress().getPort() + "/";
    jobs.put("blackbox-exporter", own.resolve("/probe?module=https&target=" + target));
  }

  private void recorded() throws IOException {
    HttpServer server = HttpServer.create(loopback(), 0);
    try (InputStream page = Exporters.class.getResourceAsStream("/exporters.txt")) {
      serve(server, page.readAllBytes());
    }
    jobs.put("recorded", URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
  }

  private void serve(HttpServer server, byte[] body) {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Keys made by the JDK's own tool, since its API cannot make a certificate. */
  private static SSLContext tls(Path file) throws Exception {
    String arguments =
        "-genkeypair -alias test -keyalg EC -dname CN=localhost -storetype PKCS12 -storepass "
            + PASSWORD
            + " -keystore "
            + file;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ", -1)));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new AssertionError("keytool ended with " + exit);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), null, null);
    return tls;
  }

  @Override
  public void close() {
    processes.forEach(process -> process.toHandle().destroyForcibly());
    processes.forEach(process -> process.onExit().join());
    servers.forEach(server -> server.stop(0));
    redis.close();
  }
}
