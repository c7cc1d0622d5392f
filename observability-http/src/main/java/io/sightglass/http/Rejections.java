// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import io.sightglass.Observability;
import io.sightglass.meter.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts what was not served, and says so once a minute. Used by the event loop, which must not
 * wait for a log: the line is written by a worker.
 */
final class Rejections {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Diagnostics diagnostics;
  private final Workers workers;
  private final Map<Rejection, Counter.Handle> counters = new EnumMap<>(Rejection.class);
  private long lastLine = System.nanoTime() - MINUTE;
  private long since;

  Rejections(Observability obs, Workers workers) {
    this.diagnostics = obs.diagnostics();
    this.workers = workers;
    Counter counter = obs.meters().counter(Rejection.METER);
    for (Rejection reason : Rejection.values()) {
      counters.put(reason, counter.handle(reason.label()));
    }
  }

  void count(Rejection reason) {
    Counter.Handle counter = counters.get(reason);
    if (counter != null) {
      counter.increment();
    }
    since++;
    long now = System.nanoTime();
    if (now - lastLine >= MINUTE) {
      String line =
          "The operational port refused "
              + since
              + (since == 1 ? " request" : " requests")
              + ", the last one for '"
              + reason.label()
              + "'. Other callers are served. See sightglass_http_rejected_total; if the callers"
              + " are not yours, bind the port to an address they cannot reach (METRICS_HOST).";
      if (workers.offer("warn", () -> diagnostics.warn(Code.REQUEST_REJECTED, line))) {
        lastLine = now;
        since = 0;
      }
    }
  }
}
