// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSamplerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * Makes {@link RateLimitedSampler} known to {@code OTEL_TRACES_SAMPLER} as {@code
 * sightglass_rate_limited}; {@code OTEL_TRACES_SAMPLER_ARG} is its rate. Found by the service
 * loader, which is why it is public.
 */
public final class RateLimitedSamplerProvider implements ConfigurableSamplerProvider {

  /** For the service loader. */
  public RateLimitedSamplerProvider() {}

  @Override
  public Sampler createSampler(ConfigProperties config) {
    return RateLimitedSampler.of(
        config.getDouble("otel.traces.sampler.arg", RateLimitedSampler.DEFAULT_RATE));
  }

  @Override
  public String getName() {
    return "sightglass_rate_limited";
  }
}
