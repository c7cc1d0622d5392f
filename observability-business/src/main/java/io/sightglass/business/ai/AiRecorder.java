// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.Code;
import io.sightglass.Diagnostics;
import io.sightglass.Observability;
import io.sightglass.config.AiSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens calls and records them at their end: meters, the activity's sums, span and log line. */
final class AiRecorder {

  static final int MAX_MODEL = 256;
  private static final int MAX_CONTENT = 4_096;

  private final Observability obs;
  private final Diagnostics diagnostics;
  private final AiMeters meters;
  private final AiSpans spans;
  private final AiErrors errors;
  private final List<Budget> budgets;
  private final boolean content;
  private volatile Pricing pricing;

  AiRecorder(
      Observability obs, AiMeters meters, Pricing pricing, AiErrors errors, List<Budget> budgets) {
    this.obs = obs;
    this.diagnostics = obs.diagnostics();
    this.meters = meters;
    this.pricing = pricing;
    this.errors = errors;
    this.budgets = List.copyOf(budgets);
    this.spans = new AiSpans(obs);
    this.content = obs.settings().get(AiSettings.CONTENT).equals("redacted");
  }

  RecordedCall open(
      @Nullable AiOperation operation,
      @Nullable AiProvider provider,
      @Nullable String model,
      boolean streaming) {
    AiOperation what = operation == null ? AiOperation.CHAT : operation;
    AiProvider who = provider == null ? AiProvider.UNKNOWN : provider;
    String asked = shortened(model, MAX_MODEL);
    ModelSeries series = asked == null ? null : meters.of(who, asked);
    Context parent = Context.current();
    Span own = null;
    if (spans.isOwn(parent, what)) {
      String name = series == null || asked == null ? what.value() : series.spanName(what, asked);
      own = spans.start(parent, name, what, who, asked, streaming);
    }
    return new RecordedCall(this, what, who, asked, series, parent, own, streaming);
  }

  RecordedCall openTool(String tool) {
    Context parent = Context.current();
    AiOperation what = AiOperation.EXECUTE_TOOL;
    Span own = null;
    if (spans.isOwn(parent, what)) {
      String name = cut(what.value() + " " + tool, MAX_MODEL);
      own = spans.start(parent, name, what, AiProvider.UNKNOWN, null, false);
      own.setAttribute("gen_ai.tool.name", cut(tool, MAX_MODEL));
    }
    return new RecordedCall(this, what, AiProvider.UNKNOWN, tool, null, parent, own, false);
  }

  void record(RecordedCall call, long nanos) {
    int status = call.status();
    BigDecimal usd = null;
    if (call.operation().isModelCall()) {
      usd = measure(call, status, nanos);
    }
    if (call.isRecording()) {
      describe(call, status, usd);
    }
    if (AiLog.isEnabled(call, status)) {
      // On whatever thread it ends, the line has the call's trace.
      Scope here = obs.enter(call.context());
      try {
        AiLog.write(call, status, nanos, usd);
      } finally {
        here.close();
      }
    }
  }

  private @Nullable BigDecimal measure(RecordedCall call, int status, long nanos) {
    SpanContext exemplar = call.span().getSpanContext();
    ModelSeries known = call.series;
    ModelSeries series = known == null ? meters.of(call.provider(), call.model()) : known;
    series.requests(status, call.model(), call.provider()).add(1, exemplar);
    series.duration().recordNanos(nanos, exemplar);
    if (status == ModelSeries.ERROR) {
      series.errors(call.errorKind()).add(1, exemplar);
    }
    long firstChunk = call.firstChunkNanos();
    if (firstChunk > 0) {
      series.firstChunk().recordNanos(firstChunk, exemplar);
    }
    call.tally.add("ai.calls", 1);
    TokenUsage usage = usable(call);
    if (usage != null) {
      tokens(series, usage);
      perToken(series, usage, status, nanos, firstChunk, exemplar);
      call.tally.add("ai.input_tokens", usage.input());
      call.tally.add("ai.output_tokens", usage.output());
    } else if (isExpected(call, status)) {
      series.usageMissing().increment();
    }
    return cost(call, series, usage, exemplar);
  }

  private @Nullable TokenUsage usable(RecordedCall call) {
    TokenUsage usage = call.usage;
    if (usage == null || usage.isUsable()) {
      return usage;
    }
    refused("ai_usage");
    return null;
  }

  // Speech is often billed by time or characters, and a call that failed at once by nothing.
  private static boolean isExpected(RecordedCall call, int status) {
    AiOperation operation = call.operation();
    boolean speech =
        operation == AiOperation.SPEECH_TO_TEXT || operation == AiOperation.TEXT_TO_SPEECH;
    return !speech && (status == ModelSeries.SUCCESS || call.firstChunkNanos() > 0);
  }

  private static void tokens(ModelSeries series, TokenUsage usage) {
    add(series, 0, usage.freshInput());
    add(series, 1, usage.cacheRead());
    add(series, 2, usage.cacheWrite());
    add(series, 3, usage.visibleOutput());
    add(series, 4, usage.reasoning());
  }

  private static void add(ModelSeries series, int type, long tokens) {
    if (tokens > 0) {
      series.tokens(type).add((double) tokens);
    }
  }

  // Reasoning comes before the first chunk, or is part of what a vendor calls output.
  private static void perToken(
      ModelSeries series,
      TokenUsage usage,
      int status,
      long nanos,
      long firstChunk,
      SpanContext exemplar) {
    if (firstChunk > 0 && status == ModelSeries.SUCCESS && usage.visibleOutput() > 1) {
      double each = (nanos - firstChunk) / 1e9 / (usage.visibleOutput() - 1);
      series.perToken().record(Math.max(0, each), exemplar);
    }
  }

  private @Nullable BigDecimal cost(
      RecordedCall call, ModelSeries series, @Nullable TokenUsage usage, SpanContext exemplar) {
    BigDecimal usd = call.reportedCost;
    if (usd == null) {
      usd = computed(call, series, usage);
    }
    if (usd == null) {
      return null;
    }
    double dollars = usd.doubleValue();
    series.cost().add(dollars, exemplar);
    for (Budget budget : budgets) {
      budget.add(dollars);
    }
    call.tally.add("ai.cost_usd", usd);
    return usd;
  }

  private @Nullable BigDecimal computed(
      RecordedCall call, ModelSeries series, @Nullable TokenUsage usage) {
    boolean billed = usage != null || call.audioNanos > 0 || call.characters > 0;
    Pricing prices = pricing;
    String asked = call.requestModel;
    String answered = call.responseModel;
    if (!billed) {
      return null;
    }
    Price price = prices.price(series, call.provider(), asked, answered);
    BigDecimal usd = price == null ? null : price.cost(usage, call.audioNanos, call.characters);
    if (usd == null) {
      series.unpriced().increment();
      prices.warn(call.model());
    }
    return usd;
  }

  private void describe(RecordedCall call, int status, @Nullable BigDecimal usd) {
    Span span = call.span();
    long firstChunk = call.firstChunkNanos();
    spans.answered(
        span, call.responseModel, call.finishReason, firstChunk == 0 ? null : firstChunk / 1e9);
    TokenUsage usage = call.usage;
    if (usage != null && usage.isUsable()) {
      spans.usage(span, usage);
    }
    if (usd != null) {
      spans.cost(span, usd, call.reportedCost != null);
    }
    if (status == ModelSeries.ERROR) {
      AiError kind = call.errorKind();
      String type = call.errorClass;
      spans.failed(span, kind == AiError.UNKNOWN && type != null ? type : kind.label());
    }
  }

  AiMeters meters() {
    return meters;
  }

  AiErrors errors() {
    return errors;
  }

  void prices(Pricing next) {
    pricing = next;
  }

  Pricing prices() {
    return pricing;
  }

  boolean capturesContent() {
    return content;
  }

  /** The app's text, redacted and shortened; empty if it cannot be had. */
  String redacted(Supplier<String> text) {
    try {
      String given = text.get();
      String part = shortened(given, MAX_CONTENT);
      return part == null ? "" : obs.redactor().redact(part);
    } catch (RuntimeException | LinkageError | StackOverflowError failure) {
      refused("ai_content");
      return "";
    }
  }

  void refused(String kind) {
    diagnostics.invalid("metrics", kind);
    diagnostics.warn(
        Code.AI_BAD_USAGE,
        "an AI call told a value that cannot be (" + kind + "); it is left out.");
  }

  void failed(Throwable failure) {
    diagnostics.internalError("ai", failure);
  }

  static @Nullable String shortened(@Nullable String text, int longest) {
    return text == null || text.isEmpty() ? null : cut(text, longest);
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, splits ? longest - 1 : longest);
  }
}
