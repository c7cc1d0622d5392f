// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands for a call where all is off. */
final class NothingCall implements AiStream {

  private static final Map<AiOperation, NothingCall> ALL = new EnumMap<>(AiOperation.class);

  static {
    for (AiOperation operation : AiOperation.values()) {
      ALL.put(operation, new NothingCall(operation));
    }
  }

  private static final NothingCall CHAT = new NothingCall(AiOperation.CHAT);

  private final AiOperation operation;

  private NothingCall(AiOperation operation) {
    this.operation = operation;
  }

  static NothingCall of(@Nullable AiOperation operation) {
    return operation == null ? CHAT : ALL.getOrDefault(operation, CHAT);
  }

  @Override
  public AiOperation operation() {
    return operation;
  }

  @Override
  public AiStream chunk() {
    return this;
  }

  @Override
  public AiStream usage(@Nullable TokenUsage usage) {
    return this;
  }

  @Override
  public AiStream responseModel(@Nullable String model) {
    return this;
  }

  @Override
  public AiStream responseId(@Nullable String id) {
    return this;
  }

  @Override
  public AiStream finish(@Nullable String reason) {
    return this;
  }

  @Override
  public AiStream useCase(@Nullable String useCase) {
    return this;
  }

  @Override
  public AiStream conversation(@Nullable String id) {
    return this;
  }

  @Override
  public AiStream cost(@Nullable BigDecimal usd) {
    return this;
  }

  @Override
  public AiStream audio(@Nullable Duration length) {
    return this;
  }

  @Override
  public AiStream characters(long count) {
    return this;
  }

  @Override
  public AiStream set(String key, String value) {
    return this;
  }

  @Override
  public AiStream set(String key, long value) {
    return this;
  }

  @Override
  public AiStream set(String key, double value) {
    return this;
  }

  @Override
  public AiStream set(String key, boolean value) {
    return this;
  }

  @Override
  public AiStream prompt(@Nullable Supplier<String> text) {
    return this;
  }

  @Override
  public AiStream answer(@Nullable Supplier<String> text) {
    return this;
  }

  @Override
  public AiStream fail(@Nullable Throwable failure) {
    return this;
  }

  @Override
  public AiStream fail(AiError kind, @Nullable Throwable failure) {
    return this;
  }

  @Override
  public AiStream cancel() {
    return this;
  }

  @Override
  public Span span() {
    return Span.current();
  }

  @Override
  public Context context() {
    return Context.current();
  }

  @Override
  public void close() {}
}
