// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.redis;

import io.sightglass.Observability;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.executors.DefaultCommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * Commands that Jedis sends: {@code redis_operation_duration_seconds{operation}}, {@code
 * redis_errors_total{error_type}} and a client span for each, without keys and values.
 *
 * <pre>{@code
 * var provider = new PooledConnectionProvider(new HostAndPort("127.0.0.1", 6379));
 * RedisClient redis = RedisClient.builder()
 *     .connectionProvider(provider)
 *     .commandExecutor(JedisRedis.observe(obs, provider))
 *     .build();
 * }</pre>
 *
 * <p>The duration has the wait for a connection of the pool in it. Pipelines, transactions and
 * subscriptions do not go through an executor and are not measured. What a command returns or
 * throws is the app's, the very same object. Thread-safe.
 */
public final class JedisRedis {

  private JedisRedis() {}

  /** An executor that takes its connections from there, observed. */
  public static CommandExecutor observe(Observability obs, ConnectionProvider provider) {
    Objects.requireNonNull(obs, "obs");
    return observe(obs, new DefaultCommandExecutor(Objects.requireNonNull(provider, "provider")));
  }

  /** An executor of the app's own, observed: one that tries again, or a cluster's. */
  public static CommandExecutor observe(Observability obs, CommandExecutor executor) {
    Objects.requireNonNull(obs, "obs");
    Objects.requireNonNull(executor, "executor");
    return obs.isOff() ? executor : new Observed(executor, new RedisCommands(obs));
  }

  // What closing may throw is the interface's to say.
  @SuppressWarnings("try")
  private static final class Observed implements CommandExecutor {

    private static final int MAX_NAMES = 1_000;

    private final CommandExecutor executor;
    private final RedisCommands commands;
    private final ConcurrentHashMap<ProtocolCommand, String> names = new ConcurrentHashMap<>();

    Observed(CommandExecutor executor, RedisCommands commands) {
      this.executor = executor;
      this.commands = commands;
    }

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
      RedisCommands.Running running = commands.begin(name(command));
      if (running == null) {
        return executor.executeCommand(command);
      }
      T result;
      try {
        result = executor.executeCommand(command);
      } catch (Throwable failure) {
        fail(running, failure);
        throw failure;
      }
      commands.end(running);
      return result;
    }

    private String name(@Nullable CommandObject<?> object) {
      try {
        if (object == null) {
          return "unknown";
        }
        ProtocolCommand command = object.getArguments().getCommand();
        String known = names.get(command);
        return known == null ? read(command) : known;
      } catch (RuntimeException hostile) {
        return "unknown";
      }
    }

    private String read(ProtocolCommand command) {
      String name = new String(command.getRaw(), StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
      if (names.size() < MAX_NAMES) {
        names.put(command, name);
      }
      return name;
    }

    private void fail(RedisCommands.Running running, Throwable failure) {
      if (failure instanceof JedisDataException) {
        String word = RedisErrors.word(failure);
        commands.fail(running, failure, RedisErrors.ofAnswer(word), word);
      } else {
        commands.fail(running, failure, kind(failure), null);
      }
    }

    private static String kind(Throwable failure) {
      if (!(failure instanceof JedisConnectionException)) {
        return RedisErrors.OTHER;
      }
      return failure.getCause() instanceof SocketTimeoutException
          ? RedisErrors.TIMEOUT
          : RedisErrors.CONNECTION;
    }

    @Override
    public void close() throws Exception {
      executor.close();
    }
  }
}
