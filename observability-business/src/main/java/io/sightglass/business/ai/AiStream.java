// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An AI call whose answer comes in chunks.
 *
 * <pre>{@code
 * try (AiStream stream = ai.stream(AiProvider.ANTHROPIC, "claude-sonnet-4-5")) {
 *   for (var event : client.stream(question)) {
 *     stream.chunk();
 *     show(event);
 *   }
 *   stream.usage(TokenUsage.anthropic(in, read, written, out)).finish("end_turn");
 * }
 * }</pre>
 *
 * <p>With callbacks: {@code chunk()} in each, {@code finish("stop").close()} in the last, {@code
 * fail(error).close()} in the one for errors, {@code cancel().close()} where the reader gives up. A
 * stream that is closed without any of them has the status {@code unknown}.
 */
public interface AiStream extends AiCall {

  /** Notes that a chunk came. The first one's time is recorded; further ones cost a read. */
  AiStream chunk();

  @Override
  AiStream usage(@Nullable TokenUsage usage);

  @Override
  AiStream responseModel(@Nullable String model);

  @Override
  AiStream finish(@Nullable String reason);

  @Override
  AiStream useCase(@Nullable String useCase);

  @Override
  AiStream conversation(@Nullable String id);

  @Override
  AiStream responseId(@Nullable String id);

  @Override
  AiStream cost(@Nullable BigDecimal usd);

  @Override
  AiStream audio(@Nullable Duration length);

  @Override
  AiStream characters(long count);

  @Override
  AiStream set(String key, String value);

  @Override
  AiStream set(String key, long value);

  @Override
  AiStream set(String key, double value);

  @Override
  AiStream set(String key, boolean value);

  @Override
  AiStream prompt(@Nullable Supplier<String> text);

  @Override
  AiStream answer(@Nullable Supplier<String> text);

  @Override
  AiStream fail(@Nullable Throwable failure);

  @Override
  AiStream fail(AiError kind, @Nullable Throwable failure);

  @Override
  AiStream cancel();
}
