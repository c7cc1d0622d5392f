// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.opentelemetry.context.Scope;
import io.sightglass.Observability;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Measures tools that models ask for. */
final class AiTools {

  private final Observability obs;
  private final AiRecorder recorder;

  AiTools(Observability obs, AiRecorder recorder) {
    this.obs = obs;
    this.recorder = recorder;
  }

  <T extends @Nullable Object, E extends Exception> T run(
      @Nullable String name, AiCalls.ToolBody<T, E> body) throws E {
    if (obs.isOff()) {
      return body.run();
    }
    String tool = named(name);
    RecordedCall call = recorder.openTool(tool);
    Scope scope = obs.enter(call.context());
    long start = System.nanoTime();
    try {
      return body.run();
    } catch (Throwable failure) {
      call.fail(failure);
      throw failure;
    } finally {
      scope.close();
      record(tool, call.status(), System.nanoTime() - start);
      call.close();
    }
  }

  void ran(@Nullable String name, @Nullable Duration took, boolean failed) {
    long nanos = nanos(took, "ai_tool_duration");
    record(named(name), failed ? ModelSeries.ERROR : ModelSeries.SUCCESS, nanos);
  }

  void guarded(@Nullable String name, boolean answer, @Nullable Duration took, boolean passed) {
    long nanos = nanos(took, "ai_guardrail_duration");
    if (nanos >= 0) {
      recorder
          .meters()
          .guardrails
          .handle(named(name), answer ? "output" : "input", passed ? "success" : "failure")
          .recordNanos(nanos);
    }
  }

  private long nanos(@Nullable Duration took, String what) {
    if (took == null) {
      return -1;
    }
    if (took.isNegative() || took.compareTo(Duration.ofDays(1)) > 0) {
      recorder.refused(what);
      return -1;
    }
    return took.toNanos();
  }

  private void record(String tool, int status, long nanos) {
    AiMeters meters = recorder.meters();
    String outcome = AiMeters.STATUSES[status];
    meters.toolCalls.handle(tool, outcome).increment();
    if (nanos >= 0) {
      meters.toolDuration.handle(tool, outcome).recordNanos(nanos);
    }
  }

  private static String named(@Nullable String name) {
    return name == null || name.isBlank() ? "unknown" : name;
  }
}
