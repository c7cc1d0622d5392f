// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The series of one model at one provider. Each is resolved when it is first needed, so that a
 * model that never failed has no series of errors. Resolving twice gives the same series.
 */
final class ModelSeries {

  /** Indices of {@link AiMeters#STATUSES}. */
  static final int SUCCESS = 0;

  static final int ERROR = 1;
  static final int CANCELLED = 2;
  static final int UNKNOWN = 3;

  private final AiMeters meters;
  private final String model;
  private final String provider;
  private final Counter.@Nullable Handle[] requests =
      new Counter.@Nullable Handle[AiMeters.STATUSES.length];
  private final Counter.@Nullable Handle[] tokens =
      new Counter.@Nullable Handle[AiMeters.TOKEN_TYPES.length];
  private Histogram.@Nullable Handle duration;
  private Counter.@Nullable Handle cost;
  private Histogram.@Nullable Handle firstChunk;
  private Histogram.@Nullable Handle perToken;
  private final @Nullable String[] spanNames = new @Nullable String[AiOperation.values().length];

  /** What the price of this model was found to be; see {@link Pricing}. */
  Pricing.@Nullable Found price;

  ModelSeries(AiMeters meters, String model, String provider) {
    this.meters = meters;
    this.model = model;
    this.provider = provider;
  }

  private boolean isOther() {
    return model.equals(LabelSpec.OTHER) || provider.equals(LabelSpec.OTHER);
  }

  Histogram.Handle duration() {
    Histogram.Handle known = duration;
    if (known == null) {
      known = meters.duration.handle(model, provider);
      duration = known;
    }
    return known;
  }

  Counter.Handle requests(int status, String rawModel, AiProvider rawProvider) {
    if (isOther()) {
      // By their own names, so that the overflow of the label is counted.
      return meters.requests.handle(rawModel, rawProvider.value(), AiMeters.STATUSES[status]);
    }
    Counter.Handle known = requests[status];
    if (known == null) {
      known = meters.requests.handle(model, provider, AiMeters.STATUSES[status]);
      requests[status] = known;
    }
    return known;
  }

  Counter.Handle tokens(int type) {
    Counter.Handle known = tokens[type];
    if (known == null) {
      known = meters.tokens.handle(model, provider, AiMeters.TOKEN_TYPES[type]);
      tokens[type] = known;
    }
    return known;
  }

  Counter.Handle cost() {
    Counter.Handle known = cost;
    if (known == null) {
      known = meters.cost.handle(model, provider);
      cost = known;
    }
    return known;
  }

  Histogram.Handle firstChunk() {
    Histogram.Handle known = firstChunk;
    if (known == null) {
      known = meters.firstChunk.handle(model, provider);
      firstChunk = known;
    }
    return known;
  }

  Histogram.Handle perToken() {
    Histogram.Handle known = perToken;
    if (known == null) {
      known = meters.perToken.handle(model, provider);
      perToken = known;
    }
    return known;
  }

  Counter.Handle errors(AiError kind) {
    return meters.errors.handle(model, provider, kind.label());
  }

  Counter.Handle unpriced() {
    return meters.unpriced.handle(model, provider);
  }

  Counter.Handle usageMissing() {
    return meters.usageMissing.handle(model, provider);
  }

  @SuppressWarnings("EnumOrdinal") // an index into this object's array, never kept elsewhere
  String spanName(AiOperation operation, String rawModel) {
    if (isOther()) {
      return operation.value() + " " + rawModel;
    }
    String known = spanNames[operation.ordinal()];
    if (known == null) {
      known = operation.value() + " " + model;
      spanNames[operation.ordinal()] = known;
    }
    return known;
  }
}
