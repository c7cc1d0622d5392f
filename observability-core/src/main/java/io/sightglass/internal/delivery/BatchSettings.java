// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.time.Duration;

/**
 * OpenTelemetry's settings of a batch processor, with the meaning they have there.
 *
 * @param delayNanos how long things are gathered before a batch is sent
 * @param queue how many may wait
 * @param batch how many a batch has at most
 * @param timeoutNanos how long handing over a batch may take, retries included
 * @param retries whether an attempt that failed may be repeated
 */
record BatchSettings(long delayNanos, int queue, int batch, long timeoutNanos, boolean retries) {

  static BatchSettings of(ConfigProperties config, String processor, long delayMillis) {
    String prefix = "otel." + processor + ".";
    int queue = config.getInt(prefix + "max.queue.size", 2048);
    return new BatchSettings(
        config.getDuration(prefix + "schedule.delay", Duration.ofMillis(delayMillis)).toNanos(),
        queue,
        Math.min(queue, config.getInt(prefix + "max.export.batch.size", 512)),
        config.getDuration(prefix + "export.timeout", Duration.ofSeconds(30)).toNanos(),
        !config.getBoolean("otel.java.exporter.otlp.retry.disabled", false));
  }

  /** The same, gathering for that long. */
  BatchSettings withDelay(long nanos) {
    return new BatchSettings(nanos, queue, batch, timeoutNanos, retries);
  }

  /** How many may wait or be on their way at once. */
  int capacity() {
    return queue + batch;
  }
}
