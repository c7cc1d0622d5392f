// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import io.sightglass.meter.Meters;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meters of AI calls. A model's name may come from outside: the first ones up to the limit are
 * told apart, in every meter the same ones, and all further ones share {@code _other}.
 */
final class AiMeters {

  static final String[] STATUSES = {"success", "error", "cancelled", "unknown"};
  static final String[] TOKEN_TYPES = {
    "input", "input_cache_read", "input_cache_write", "output", "output_reasoning"
  };

  private static final int MAX_PROVIDERS = 20;
  private static final int MAX_TOOLS = 50;
  private static final int MAX_NAME = 128;

  final Counter requests;
  final Histogram duration;
  final Counter errors;
  final Counter tokens;
  final Counter cost;
  final Counter unpriced;
  final Counter usageMissing;
  final Histogram firstChunk;
  final Histogram perToken;
  final Counter toolCalls;
  final Histogram toolDuration;
  final Histogram guardrails;
  final Counter retries;

  private final Meters meters;
  private final LabelSpec model;
  private final LabelSpec provider = LabelSpec.upTo("provider", MAX_PROVIDERS);
  private final LabelSpec tool = LabelSpec.upTo("tool", MAX_TOOLS);
  private final int maxModels;
  private final Set<String> models = ConcurrentHashMap.newKeySet();
  private final Map<AiProvider, ProviderSeries> providers = new ConcurrentHashMap<>();
  private final ProviderSeries otherProvider;

  /** The series of one provider. */
  private final class ProviderSeries {

    final Map<String, ModelSeries> models = new ConcurrentHashMap<>();
    final String provider;
    final ModelSeries other;

    ProviderSeries(String provider) {
      this.provider = provider;
      this.other = new ModelSeries(AiMeters.this, LabelSpec.OTHER, provider);
    }
  }

  AiMeters(Meters meters, int maxModels) {
    this.meters = meters;
    this.maxModels = maxModels;
    this.model = LabelSpec.upTo("model", maxModels);
    otherProvider = new ProviderSeries(LabelSpec.OTHER);
    requests = counter("ai_requests_total", "AI calls.", model, provider, status());
    duration =
        histogram("ai_request_duration_seconds", "How long AI calls took, whatever their end.")
            .buckets(0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 45, 60, 120, 300)
            .declare(model, provider);
    errors =
        counter(
            "ai_model_errors_total",
            "AI calls that failed.",
            model,
            provider,
            errorTypes("error_type"));
    tokens =
        counter(
            "ai_tokens_used_total",
            "Billable tokens of AI calls. The types do not overlap.",
            model,
            provider,
            LabelSpec.oneOf("token_type", TOKEN_TYPES));
    cost = counter("ai_api_cost_total", "Cost of AI calls in US dollars (USD).", model, provider);
    unpriced =
        counter(
            "ai_unpriced_requests_total",
            "AI calls that no price was found for; they add nothing to the cost.",
            model,
            provider);
    usageMissing =
        counter("ai_usage_missing_total", "AI calls whose answer told no tokens.", model, provider);
    firstChunk =
        histogram(
                "ai_time_to_first_chunk_seconds", "From the start to the first chunk of a stream.")
            .buckets(0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30)
            .declare(model, provider);
    perToken =
        histogram(
                "ai_time_per_output_token_seconds",
                "From one output token of a stream to the next, on average over the call.")
            .buckets(.005, .01, .025, .05, .075, .1, .15, .2, .3, .5, 1, 2.5)
            .declare(model, provider);
    toolCalls = counter("ai_tool_calls_total", "Calls of tools by models.", tool, status());
    toolDuration =
        histogram("ai_tool_duration_seconds", "How long tools took.")
            .buckets(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30)
            .declare(tool, status());
    guardrails =
        histogram("ai_guardrail_duration_seconds", "How long guardrails took, and what they found.")
            .buckets(0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
            .declare(
                LabelSpec.upTo("guardrail", 50),
                LabelSpec.oneOf("kind", "input", "output"),
                LabelSpec.oneOf("status", "success", "failure"));
    retries = counter("ai_retries_total", "AI calls sent again.", provider, errorTypes("reason"));
  }

  Gauge gauge(String name, String help, LabelSpec... labels) {
    MeterSpec.Builder spec = MeterSpec.gauge(name, help).fedBy("AI calls");
    Arrays.stream(labels).forEach(spec::label);
    return meters.gauge(spec.build());
  }

  /** The series of a model; those of {@code _other} where there are too many. */
  ModelSeries of(AiProvider provider, String model) {
    ProviderSeries at = providers.get(provider);
    if (at == null) {
      at = add(provider);
    }
    ModelSeries series = at.models.get(model);
    return series == null ? add(at, model) : series;
  }

  private ProviderSeries add(AiProvider provider) {
    if (providers.size() >= MAX_PROVIDERS) {
      return otherProvider;
    }
    return providers.computeIfAbsent(provider, any -> new ProviderSeries(any.value()));
  }

  private ModelSeries add(ProviderSeries at, String model) {
    if (!models.contains(model) && !learn(model)) {
      return at.other;
    }
    return at.models.computeIfAbsent(model, any -> new ModelSeries(this, any, at.provider));
  }

  private boolean learn(String model) {
    if (models.size() >= maxModels || model.length() > MAX_NAME) {
      return false;
    }
    synchronized (models) {
      return models.contains(model) || (models.size() < maxModels && models.add(model));
    }
  }

  private Counter counter(String name, String help, LabelSpec... labels) {
    MeterSpec.Builder spec = MeterSpec.counter(name, help).fedBy("AI calls");
    Arrays.stream(labels).forEach(spec::label);
    return meters.counter(spec.build());
  }

  private HistogramSpec histogram(String name, String help) {
    return new HistogramSpec(MeterSpec.histogram(name, help).fedBy("AI calls"));
  }

  private final class HistogramSpec {

    private final MeterSpec.Builder spec;

    HistogramSpec(MeterSpec.Builder spec) {
      this.spec = spec;
    }

    HistogramSpec buckets(double... bounds) {
      spec.buckets(bounds);
      return this;
    }

    Histogram declare(LabelSpec... labels) {
      Arrays.stream(labels).forEach(spec::label);
      return meters.histogram(spec.build());
    }
  }

  private static LabelSpec status() {
    return LabelSpec.oneOf("status", STATUSES);
  }

  private static LabelSpec errorTypes(String name) {
    return LabelSpec.oneOf(
        name, Arrays.stream(AiError.values()).map(AiError::label).toArray(String[]::new));
  }
}
