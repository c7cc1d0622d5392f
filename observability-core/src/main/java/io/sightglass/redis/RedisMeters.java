// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.redis;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;

/** What commands to Redis are measured by. */
final class RedisMeters {

  static final MeterSpec DURATION =
      MeterSpec.histogram("redis_operation_duration_seconds", "How long commands to Redis took.")
          .label(LabelSpec.learned("operation"))
          .buckets(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5)
          .fedBy("LettuceRedis, JedisRedis")
          .build();
  static final MeterSpec ERRORS =
      MeterSpec.counter("redis_errors_total", "Commands to Redis that failed.")
          .label("error_type", RedisErrors.KINDS)
          .fedBy("LettuceRedis, JedisRedis")
          .build();

  private RedisMeters() {}
}
