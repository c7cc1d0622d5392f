// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.sightglass.Tally;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call that is recorded at its end. What is noted about it is kept until then. */
final class RecordedCall implements AiStream {

  private static final ContextKey<RecordedCall> KEY = ContextKey.named("sightglass-ai-call");
  private static final AtomicIntegerFieldUpdater<RecordedCall> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(RecordedCall.class, "ended");
  private static final AtomicLongFieldUpdater<RecordedCall> FIRST_CHUNK =
      AtomicLongFieldUpdater.newUpdater(RecordedCall.class, "firstChunk");
  private static final int MAX_TEXT = 256;
  // A price of a day's audio is a mistake; a longer one would not fit into nanoseconds.
  private static final Duration MAX_AUDIO = Duration.ofDays(1);
  private static final BigDecimal MAX_COST = BigDecimal.valueOf(1_000_000);
  private static final int MAX_DIGITS = 60;

  private final AiRecorder recorder;
  private final AiOperation operation;
  private final AiProvider provider;
  private final Context parent;
  private final Span span;
  private final boolean ownSpan;
  private final boolean streaming;
  private final long start = System.nanoTime();
  final Tally tally;
  final @Nullable String requestModel;

  /** What is known at the start already. */
  final @Nullable ModelSeries series;

  volatile @Nullable TokenUsage usage;
  volatile @Nullable String responseModel;
  volatile @Nullable String finishReason;
  volatile @Nullable String useCase;
  volatile @Nullable String conversation;
  volatile @Nullable BigDecimal reportedCost;
  volatile @Nullable String errorClass;
  volatile long audioNanos;
  volatile long characters;
  private volatile @Nullable AiError error;
  private volatile boolean cancelled;
  private volatile boolean finished;
  private volatile long firstChunk;
  private volatile int ended;

  RecordedCall(
      AiRecorder recorder,
      AiOperation operation,
      AiProvider provider,
      @Nullable String model,
      @Nullable ModelSeries series,
      Context parent,
      @Nullable Span own,
      boolean streaming) {
    this.recorder = recorder;
    this.operation = operation;
    this.provider = provider;
    this.requestModel = model;
    this.series = series;
    this.parent = parent;
    this.tally = Tally.from(parent);
    this.ownSpan = own != null;
    this.streaming = streaming;
    this.span = own == null ? Span.fromContext(parent) : own;
  }

  static @Nullable AiCall from(Context context) {
    RecordedCall call = context.get(KEY);
    return call == null || call.ended != 0 ? null : call;
  }

  @Override
  public AiOperation operation() {
    return operation;
  }

  AiProvider provider() {
    return provider;
  }

  /** The model for metrics and the log: what was asked, else what answered. */
  String model() {
    if (requestModel != null) {
      return requestModel;
    }
    String answered = responseModel;
    return answered == null ? "unknown" : answered;
  }

  AiError errorKind() {
    AiError kind = error;
    return kind == null ? AiError.UNKNOWN : kind;
  }

  /** From the start to the first chunk; 0 if none came. */
  long firstChunkNanos() {
    return firstChunk;
  }

  /** The index of the status; a plain call that ends without a word has succeeded. */
  int status() {
    if (cancelled) {
      return ModelSeries.CANCELLED;
    }
    if (error != null) {
      return ModelSeries.ERROR;
    }
    return finished || !streaming ? ModelSeries.SUCCESS : ModelSeries.UNKNOWN;
  }

  @Override
  public AiStream chunk() {
    if (firstChunk == 0) {
      FIRST_CHUNK.compareAndSet(this, 0, Math.max(1, System.nanoTime() - start));
    }
    return this;
  }

  @Override
  public AiStream usage(@Nullable TokenUsage usage) {
    if (usage != null) {
      this.usage = usage;
    }
    return this;
  }

  @Override
  public AiStream responseModel(@Nullable String model) {
    String text = shortened(model);
    if (text != null) {
      responseModel = text;
    }
    return this;
  }

  @Override
  public AiStream responseId(@Nullable String id) {
    String text = shortened(id);
    return text == null ? this : set("gen_ai.response.id", text);
  }

  @Override
  public AiStream finish(@Nullable String reason) {
    finished = true;
    String text = shortened(reason);
    if (text != null) {
      finishReason = text;
    }
    return this;
  }

  @Override
  public AiStream useCase(@Nullable String useCase) {
    String text = shortened(useCase);
    if (text != null) {
      this.useCase = text;
      set("ai.use_case", text);
    }
    return this;
  }

  @Override
  public AiStream conversation(@Nullable String id) {
    String text = shortened(id);
    if (text != null) {
      conversation = text;
      set("gen_ai.conversation.id", text);
    }
    return this;
  }

  @Override
  public AiStream cost(@Nullable BigDecimal usd) {
    if (usd == null) {
      return this;
    }
    boolean handy = usd.precision() <= MAX_DIGITS && Math.abs((long) usd.scale()) <= MAX_DIGITS;
    if (handy && usd.signum() >= 0 && usd.compareTo(MAX_COST) <= 0) {
      reportedCost = usd;
    } else {
      recorder.refused("ai_cost");
    }
    return this;
  }

  @Override
  public AiStream audio(@Nullable Duration length) {
    if (length == null) {
      return this;
    }
    if (length.isNegative() || length.compareTo(MAX_AUDIO) > 0) {
      recorder.refused("ai_audio");
    } else {
      audioNanos = length.toNanos();
    }
    return this;
  }

  @Override
  public AiStream characters(long count) {
    if (count < 0 || count > TokenUsage.MAX) {
      recorder.refused("ai_characters");
    } else {
      characters = count;
    }
    return this;
  }

  @Override
  public AiStream set(@Nullable String key, @Nullable String value) {
    if (ownSpan && key != null && value != null) {
      span.setAttribute(key, value);
    }
    return this;
  }

  @Override
  public AiStream set(@Nullable String key, long value) {
    if (ownSpan && key != null) {
      span.setAttribute(key, value);
    }
    return this;
  }

  @Override
  public AiStream set(@Nullable String key, double value) {
    if (ownSpan && key != null) {
      span.setAttribute(key, value);
    }
    return this;
  }

  @Override
  public AiStream set(@Nullable String key, boolean value) {
    if (ownSpan && key != null) {
      span.setAttribute(key, value);
    }
    return this;
  }

  @Override
  public AiStream prompt(@Nullable Supplier<String> text) {
    return content("gen_ai.input.messages", text);
  }

  @Override
  public AiStream answer(@Nullable Supplier<String> text) {
    return content("gen_ai.output.messages", text);
  }

  private AiStream content(String key, @Nullable Supplier<String> text) {
    if (recorder.capturesContent() && text != null && isRecording()) {
      set(key, recorder.redacted(text));
    }
    return this;
  }

  @Override
  public AiStream fail(@Nullable Throwable failure) {
    if (error == null && AiErrors.isCancellation(failure)) {
      return cancel();
    }
    return fail(recorder.errors().kind(failure), failure);
  }

  @Override
  public AiStream fail(@Nullable AiError kind, @Nullable Throwable failure) {
    if (error == null && !cancelled) {
      error = kind == null ? AiError.UNKNOWN : kind;
    }
    if (errorClass == null && failure != null) {
      errorClass = failure.getClass().getName();
    }
    return this;
  }

  @Override
  public AiStream cancel() {
    cancelled = error == null;
    return this;
  }

  @Override
  public Span span() {
    return span;
  }

  boolean isRecording() {
    return ownSpan && span.isRecording();
  }

  @Override
  public Context context() {
    return (ownSpan ? parent.with(span) : parent).with(KEY, this);
  }

  @Override
  public void close() {
    if (!ENDED.compareAndSet(this, 0, 1)) {
      return;
    }
    try {
      recorder.record(this, System.nanoTime() - start);
    } catch (Throwable failure) {
      recorder.failed(failure);
    } finally {
      if (ownSpan) {
        span.end();
      }
    }
  }

  private static @Nullable String shortened(@Nullable String text) {
    return AiRecorder.shortened(text, MAX_TEXT);
  }
}
