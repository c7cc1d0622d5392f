// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.event.command.CommandFailedEvent;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;
import io.lettuce.core.event.command.CommandSucceededEvent;
import io.lettuce.core.protocol.CompleteableCommand;
import io.sightglass.Observability;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Commands that Lettuce sends, synchronous, asynchronous and reactive: {@code
 * redis_operation_duration_seconds{operation}}, {@code redis_errors_total{error_type}} and a client
 * span for each, without keys and values.
 *
 * <pre>{@code
 * RedisClient redis = RedisClient.create("redis://127.0.0.1");
 * LettuceRedis.observe(obs, redis);                    // before it connects
 * }</pre>
 *
 * <p>A synchronous call that times out is {@code cancelled}: Lettuce gives the command up by
 * cancelling it.
 */
public final class LettuceRedis {

  private LettuceRedis() {}

  /** Observes what the client's connections send from their opening on; those open are left. */
  public static void observe(Observability obs, AbstractRedisClient client) {
    Objects.requireNonNull(obs, "obs");
    Objects.requireNonNull(client, "client");
    if (!obs.isOff()) {
      client.addListener(new Listener(obs, new RedisCommands(obs)));
    }
  }

  private static final class Listener implements CommandListener {

    private static final String RUNNING = "sightglass";

    private final Observability obs;
    private final RedisCommands commands;

    Listener(Observability obs, RedisCommands commands) {
      this.obs = obs;
      this.commands = commands;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
      try {
        RedisCommands.Running running = commands.begin(event.getCommand().getType().toString());
        if (running != null) {
          event.getContext().put(RUNNING, running);
          // A command that is cancelled has no event.
          if (event.getCommand() instanceof CompleteableCommand<?> completeable) {
            completeable.onComplete((result, failure) -> end(running, failure));
          }
        }
      } catch (Throwable ours) {
        obs.diagnostics().internalError("redis", ours);
      }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
      end(event.getContext(), null);
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
      end(event.getContext(), event.getCause());
    }

    private void end(Map<String, Object> context, @Nullable Throwable failure) {
      if (context.get(RUNNING) instanceof RedisCommands.Running running) {
        end(running, failure);
      }
    }

    private void end(RedisCommands.Running running, @Nullable Throwable failure) {
      if (failure == null) {
        commands.end(running);
      } else if (failure instanceof RedisCommandExecutionException) {
        String word = RedisErrors.word(failure);
        commands.fail(running, failure, RedisErrors.ofAnswer(word), word);
      } else {
        commands.fail(running, failure, kind(failure), null);
      }
    }

    private static String kind(Throwable failure) {
      if (failure instanceof RedisCommandTimeoutException) {
        return RedisErrors.TIMEOUT;
      }
      if (failure instanceof CancellationException
          || failure instanceof RedisCommandInterruptedException) {
        return RedisErrors.CANCELLED;
      }
      return failure instanceof RedisException || failure instanceof IOException
          ? RedisErrors.CONNECTION
          : RedisErrors.OTHER;
    }
  }
}
