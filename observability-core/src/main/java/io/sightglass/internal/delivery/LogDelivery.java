// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;

/** Puts log records into a queue. */
record LogDelivery(DeliveryQueue<ReadWriteLogRecord, LogRecordData> queue)
    implements LogRecordProcessor {

  @Override
  public void onEmit(Context context, ReadWriteLogRecord record) {
    queue.offer(record);
  }

  @Override
  public CompletableResultCode forceFlush() {
    return queue.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return queue.stop();
  }
}
