// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.Activity;
import io.sightglass.MeasuredApp;
import io.sightglass.Observability;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.embedded.RedisServer;

/** A real Redis, through both clients. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class RedisIT {

  private static final String COUNT = "redis_operation_duration_seconds_count";

  private final MeasuredApp app = MeasuredApp.start();
  private RedisServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    server = RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    app.assertSound();
    server.stop();
    app.close();
  }

  private double count(String operation) {
    return app.value(COUNT + "{operation=\"" + operation + "\"}");
  }

  private double errors(String kind) {
    return app.value("redis_errors_total{error_type=\"" + kind + "\"}");
  }

  private RedisClient lettuce() {
    RedisClient client =
        RedisClient.create(
            RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withTimeout(Duration.ofMillis(300))
                .build());
    LettuceRedis.observe(app.obs(), client);
    return client;
  }

  @Test
  void commands_of_lettuce_are_counted_once_whichever_way_they_are_sent() throws Exception {
    RedisClient client = lettuce();
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      Map<String, Number> tally =
          app.tally(
              () -> {
                connection.sync().set("planted-key", "planted-value");
                assertThat(connection.async().get("planted-key").get()).isEqualTo("planted-value");
                assertThat(connection.reactive().get("planted-key").block())
                    .isEqualTo("planted-value");
                // A reactive result is there before its command has ended.
                await().until(() -> app.sum(COUNT) == 3);
              });
      assertThat(count("SET")).isEqualTo(1);
      assertThat(count("GET")).isEqualTo(2);
      assertThat(tally).containsEntry("redis.commands", 3L).containsKey("redis.seconds");
      List<SpanData> spans = app.spans();
      assertThat(spans).extracting(SpanData::getName).containsExactly("SET", "GET", "GET");
      assertThat(spans).allMatch(span -> span.getKind() == SpanKind.CLIENT);
      assertThat(spans.toString()).doesNotContain("planted");
      assertThat(spans)
          .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("db.system.name")))
          .containsOnly("redis");
    } finally {
      client.shutdown();
    }
  }

  @Test
  void a_refused_command_of_lettuce_is_an_error_with_its_word() throws Exception {
    RedisClient client = lettuce();
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().set("text", "planted");
      assertThatThrownBy(() -> connection.sync().lpush("text", "planted"))
          .isInstanceOf(RedisCommandExecutionException.class)
          .hasMessageStartingWith("WRONGTYPE");
      await().until(() -> errors("command") == 1);
      assertThat(app.sum("redis_errors_total{")).isEqualTo(1);
      assertThat(count("LPUSH")).isEqualTo(1);
      SpanData failed = app.spans().get(1);
      assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(failed.getAttributes().get(AttributeKey.stringKey("db.response.status_code")))
          .isEqualTo("WRONGTYPE");
      assertThat(failed.getEvents()).isEmpty();
      assertThat(failed.toString()).doesNotContain("planted");
    } finally {
      client.shutdown();
    }
  }

  @Test
  void a_command_of_lettuce_that_nobody_answers_ends_too() throws Exception {
    RedisClient client = lettuce();
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      // Waits for an element longer than the client waits for it.
      assertThatThrownBy(() -> connection.sync().blpop(2, "nothing"))
          .isInstanceOf(io.lettuce.core.RedisCommandTimeoutException.class);
      await().until(() -> count("BLPOP") == 1);
      assertThat(errors("cancelled") + errors("timeout")).isEqualTo(1);
      assertThat(app.sum("redis_errors_total{")).isEqualTo(1);
      assertThat(app.spans()).hasSize(1).allMatch(SpanData::hasEnded);
    } finally {
      client.shutdown();
    }
  }

  @Test
  void concurrent_commands_of_lettuce_are_counted_exactly() throws Exception {
    RedisClient client = lettuce();
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
          running.add(
              threads.submit(
                  () -> {
                    for (int i = 0; i < 1_000; i++) {
                      connection.sync().incr("n");
                    }
                  }));
        }
        for (Future<?> each : running) {
          each.get();
        }
      } finally {
        threads.shutdownNow();
      }
      await().until(() -> count("INCR") == 4_000);
      assertThat(connection.sync().get("n")).isEqualTo("4000");
      assertThat(app.sum("redis_errors_total{")).isZero();
    } finally {
      client.shutdown();
    }
  }

  private redis.clients.jedis.RedisClient jedis(PooledConnectionProvider provider) {
    return redis.clients.jedis.RedisClient.builder()
        .connectionProvider(provider)
        .commandExecutor(JedisRedis.observe(app.obs(), provider))
        .build();
  }

  private PooledConnectionProvider provider() {
    return new PooledConnectionProvider(
        new HostAndPort("127.0.0.1", port),
        DefaultJedisClientConfig.builder().timeoutMillis(300).build());
  }

  @Test
  void commands_of_jedis_are_counted_once() throws Exception {
    try (PooledConnectionProvider provider = provider();
        redis.clients.jedis.RedisClient redis = jedis(provider)) {
      Map<String, Number> tally =
          app.tally(
              () -> {
                try (Activity around = app.obs().activity("around")) {
                  redis.set("planted-key", "planted-value");
                  assertThat(redis.get("planted-key")).isEqualTo("planted-value");
                }
              });
      assertThat(count("SET")).isEqualTo(1);
      assertThat(count("GET")).isEqualTo(1);
      assertThat(app.sum(COUNT)).isEqualTo(2);
      assertThat(tally).containsEntry("redis.commands", 2L);
      List<SpanData> spans = app.spans();
      assertThat(spans).extracting(SpanData::getName).containsExactly("SET", "GET", "around");
      assertThat(spans.get(0).getParentSpanId()).isEqualTo(spans.get(2).getSpanId());
      assertThat(spans.toString()).doesNotContain("planted");
    }
  }

  @Test
  void failures_of_jedis_have_their_kind() throws Exception {
    try (PooledConnectionProvider provider = provider();
        redis.clients.jedis.RedisClient redis = jedis(provider)) {
      redis.set("text", "planted");
      assertThatThrownBy(() -> redis.lpush("text", "planted"))
          .isInstanceOf(JedisDataException.class)
          .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
      assertThat(errors("command")).isEqualTo(1);
      assertThatThrownBy(() -> redis.executeCommand(sleep()))
          .isInstanceOf(JedisConnectionException.class);
      assertThat(errors("timeout")).isEqualTo(1);
      assertThat(count("DEBUG")).as("a command of the app's own").isEqualTo(1);
      server.stop();
      assertThatThrownBy(() -> redis.get("text")).isInstanceOf(Exception.class);
      assertThat(app.sum("redis_errors_total{")).isEqualTo(3);
      assertThat(app.spans().toString()).doesNotContain("planted");
    }
  }

  /** A command of the app's own, which the server answers later than the client waits. */
  private static CommandObject<String> sleep() {
    ProtocolCommand debug = () -> "debug".getBytes(StandardCharsets.US_ASCII);
    return new CommandObject<>(
        new CommandArguments(debug).add("SLEEP").add("1"), BuilderFactory.STRING);
  }

  @Test
  void with_all_off_the_executor_is_the_apps_own() throws Exception {
    try (PooledConnectionProvider provider = provider();
        CommandExecutor own = JedisRedis.observe(Observability.noop(), provider)) {
      assertThat(JedisRedis.observe(Observability.noop(), own)).isSameAs(own);
    }
  }
}
