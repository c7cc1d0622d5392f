// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One AI call: an interval with its span. What the answer says about itself is noted here; all of
 * it is recorded once, when the call is closed.
 *
 * <pre>{@code
 * try (AiCall call = ai.open(AiProvider.OPENAI, "gpt-5-mini")) {
 *   var answer = client.chat(question);
 *   call.usage(TokenUsage.inclusive(answer.in(), answer.cached(), answer.out(), answer.reasoning()))
 *       .finish("stop");
 * }
 * }</pre>
 *
 * <p>It may be used and closed on any thread. It is current on no thread by itself: {@link
 * AiCalls#call} makes it current while its body runs, and {@link #context()} can be handed to other
 * work. Nothing here throws or blocks; nulls are ignored, and so is what comes after the end. One
 * that is never closed is not recorded and holds on to nothing.
 */
public interface AiCall extends AutoCloseable {

  /** The innermost AI call of the current context that has not ended; null outside any. */
  static @Nullable AiCall current() {
    return RecordedCall.from(Context.current());
  }

  /** What is being done. */
  AiOperation operation();

  /** Notes the tokens; the last usage counts. Null: the answer did not say. */
  AiCall usage(@Nullable TokenUsage usage);

  /** Notes the model that answered, as the answer names it. */
  AiCall responseModel(@Nullable String model);

  /** Notes the answer's id, on the span alone. */
  AiCall responseId(@Nullable String id);

  /** Notes why the model stopped, in the provider's word: {@code stop}, {@code end_turn}. */
  AiCall finish(@Nullable String reason);

  /** Notes what the call is for, in the app's word; on the span and in the log, never a label. */
  AiCall useCase(@Nullable String useCase);

  /** Notes the conversation's id; on the span and in the log, never a label. */
  AiCall conversation(@Nullable String id);

  /**
   * Notes what the provider says the call cost, which wins over the price book.
   *
   * @param usd US dollars, not negative, at most 1,000,000
   */
  AiCall cost(@Nullable BigDecimal usd);

  /** Notes how much audio was heard or made, for prices per second. */
  AiCall audio(@Nullable Duration length);

  /** Notes how many characters were spoken, for prices per character. */
  AiCall characters(long count);

  /** Sets an attribute of the span, such as {@code gen_ai.request.max_tokens}. */
  AiCall set(String key, String value);

  /** Sets an attribute of the span. */
  AiCall set(String key, long value);

  /** Sets an attribute of the span. */
  AiCall set(String key, double value);

  /** Sets an attribute of the span. */
  AiCall set(String key, boolean value);

  /**
   * Offers what was asked. The text is asked for only under {@code sightglass.ai.content=redacted};
   * otherwise nothing of it is read. It goes to the span alone, redacted and shortened.
   */
  AiCall prompt(@Nullable Supplier<String> text);

  /** Offers what was answered, under the same rule as {@link #prompt}. */
  AiCall answer(@Nullable Supplier<String> text);

  /**
   * Notes that the call failed. The kind is found from the exception's type; cancellations and
   * interrupts make the call cancelled instead. Its message is kept nowhere, since it may quote the
   * prompt. A kind that was named before stays.
   */
  AiCall fail(@Nullable Throwable failure);

  /** Notes that the call failed in that way. The first kind that is named stays. */
  AiCall fail(AiError kind, @Nullable Throwable failure);

  /** Notes that the caller gave up. */
  AiCall cancel();

  /** The call's span; the one around it where the call has none of its own. */
  Span span();

  /** The context with this call in it, to hand to work that belongs to it. */
  Context context();

  /** Ends and records the call. Further calls do nothing. */
  @Override
  void close();
}
