// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.sightglass.Observability;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.config.AiSettings;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spans of AI calls, as OpenTelemetry's GenAI conventions of one version have them. */
final class AiSpans {

  /** Set where the vendor's client makes the spans of the calls in a context. */
  static final ContextKey<Boolean> VENDOR = ContextKey.named("sightglass-ai-vendor-spans");

  private static final String SCOPE = "io.sightglass.ai";
  private static final AttributeKey<String> OPERATION = text("gen_ai.operation.name");
  private static final AttributeKey<String> PROVIDER = text("gen_ai.provider.name");
  private static final AttributeKey<String> SYSTEM = text("gen_ai.system");
  private static final AttributeKey<String> REQUEST_MODEL = text("gen_ai.request.model");
  private static final AttributeKey<String> RESPONSE_MODEL = text("gen_ai.response.model");
  private static final AttributeKey<String> PLAIN_MODEL = text("ai.model");
  private static final AttributeKey<String> PLAIN_PROVIDER = text("ai.provider");
  private static final AttributeKey<String> ERROR_TYPE = text("error.type");
  private static final AttributeKey<String> COST_CURRENCY = text("gen_ai.usage.cost.currency");
  private static final AttributeKey<String> COST_SOURCE = text("gen_ai.usage.cost.source");
  private static final AttributeKey<Double> COST =
      AttributeKey.doubleKey("gen_ai.usage.cost.amount");
  private static final AttributeKey<Double> FIRST_CHUNK =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
  private static final AttributeKey<Boolean> STREAM =
      AttributeKey.booleanKey("gen_ai.request.stream");
  private static final AttributeKey<List<String>> FINISH =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
  private static final AttributeKey<Long> INPUT = number("gen_ai.usage.input_tokens");
  private static final AttributeKey<Long> OUTPUT = number("gen_ai.usage.output_tokens");
  private static final AttributeKey<Long> CACHE_READ =
      number("gen_ai.usage.cache_read.input_tokens");
  private static final AttributeKey<Long> CACHE_WRITE =
      number("gen_ai.usage.cache_creation.input_tokens");
  private static final AttributeKey<Long> REASONING =
      number("gen_ai.usage.reasoning.output_tokens");

  private final Tracer tracer;
  private final String mode;
  private final AttributeKey<String> provider;
  private final boolean current;
  private final boolean plain;

  AiSpans(Observability obs) {
    tracer = obs.openTelemetry().getTracer(SCOPE);
    mode = obs.settings().get(AiSettings.SPANS);
    current = !obs.settings().get(AiSettings.SEMCONV).equals("1.36");
    provider = current ? PROVIDER : SYSTEM;
    plain =
        obs.settings().get(AiSettings.PLAIN_ATTRIBUTES)
            || obs.catalogue().naming().name().equals(NamingProfile.aiService().name());
  }

  /** Whether a call in that context has a span of its own. */
  boolean isOwn(Context parent, AiOperation operation) {
    return switch (mode) {
      case "off" -> false;
      case "on" -> true;
      default -> !isVendors(parent, operation);
    };
  }

  private static boolean isVendors(Context parent, AiOperation operation) {
    if (Boolean.TRUE.equals(parent.get(VENDOR))) {
      return true;
    }
    return Span.fromContext(parent) instanceof ReadableSpan span
        && !span.getInstrumentationScopeInfo().getName().equals(SCOPE)
        && operation.value().equals(span.getAttribute(OPERATION));
  }

  Span start(
      Context parent,
      String name,
      AiOperation operation,
      AiProvider by,
      @Nullable String model,
      boolean streaming) {
    SpanBuilder span =
        tracer
            .spanBuilder(name)
            .setParent(parent)
            .setSpanKind(operation.isModelCall() ? SpanKind.CLIENT : SpanKind.INTERNAL)
            .setAttribute(OPERATION, operation.value());
    if (!by.equals(AiProvider.UNKNOWN)) {
      span.setAttribute(provider, by.value());
    }
    if (model != null) {
      span.setAttribute(REQUEST_MODEL, model);
    }
    if (streaming && current) {
      span.setAttribute(STREAM, true);
    }
    if (plain) {
      span.setAttribute(PLAIN_MODEL, model == null ? "unknown" : model);
      span.setAttribute(PLAIN_PROVIDER, by.value());
    }
    return span.startSpan();
  }

  void answered(
      Span span, @Nullable String model, @Nullable String finish, @Nullable Double firstChunk) {
    if (model != null) {
      span.setAttribute(RESPONSE_MODEL, model);
    }
    if (finish != null) {
      span.setAttribute(FINISH, List.of(finish));
    }
    if (firstChunk != null && current) {
      span.setAttribute(FIRST_CHUNK, firstChunk);
    }
  }

  void usage(Span span, TokenUsage usage) {
    span.setAttribute(INPUT, usage.input());
    span.setAttribute(OUTPUT, usage.output());
    if (!current) {
      return;
    }
    if (usage.cacheRead() > 0) {
      span.setAttribute(CACHE_READ, usage.cacheRead());
    }
    if (usage.cacheWrite() > 0) {
      span.setAttribute(CACHE_WRITE, usage.cacheWrite());
    }
    if (usage.reasoning() > 0) {
      span.setAttribute(REASONING, usage.reasoning());
    }
  }

  void cost(Span span, BigDecimal usd, boolean reported) {
    span.setAttribute(COST, usd.doubleValue());
    span.setAttribute(COST_CURRENCY, "USD");
    span.setAttribute(COST_SOURCE, reported ? "provider" : "local");
  }

  // Neither the failure's message nor its trace: a message may quote the prompt.
  void failed(Span span, String type) {
    span.setAttribute(ERROR_TYPE, type);
    span.setStatus(StatusCode.ERROR);
  }

  private static AttributeKey<String> text(String name) {
    return AttributeKey.stringKey(name);
  }

  private static AttributeKey<Long> number(String name) {
    return AttributeKey.longKey(name);
  }
}
