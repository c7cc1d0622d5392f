// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The log line of one AI call: DEBUG, or WARN where it failed. The sums of all calls are in the
 * line of the outermost activity. Never a prompt, an answer or a failure's message.
 */
final class AiLog {

  /** The logger's name, to set its level. */
  static final String LOGGER = "io.sightglass.ai";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private AiLog() {}

  static boolean isEnabled(RecordedCall call, int status) {
    return LOG.isEnabledForLevel(level(call, status));
  }

  // Where a line of an activity is to come, the call is in its sums.
  private static Level level(RecordedCall call, int status) {
    if (status == ModelSeries.ERROR) {
      return Level.WARN;
    }
    return call.tally.isOpen() ? Level.DEBUG : Level.INFO;
  }

  static void write(RecordedCall call, int status, long nanos, @Nullable BigDecimal usd) {
    boolean isTool = call.operation() == AiOperation.EXECUTE_TOOL;
    LoggingEventBuilder line =
        LOG.atLevel(level(call, status))
            .setMessage(message(isTool, status))
            .addKeyValue("category", "business")
            .addKeyValue("ai.operation", call.operation().value())
            .addKeyValue(isTool ? "ai.tool" : "ai.model", call.model())
            .addKeyValue("ai.status", AiMeters.STATUSES[status])
            .addKeyValue("duration_ms", millis(nanos));
    line = add(line, "ai.provider", isTool ? null : call.provider().value());
    line = add(line, "ai.response_model", call.responseModel);
    line = add(line, "ai.finish_reason", call.finishReason);
    line = add(line, "ai.use_case", call.useCase);
    line = add(line, "ai.conversation_id", call.conversation);
    if (status == ModelSeries.ERROR) {
      line = line.addKeyValue("ai.error_type", call.errorKind().label());
      line = add(line, "ai.error_class", call.errorClass);
    }
    if (call.firstChunkNanos() > 0) {
      line = line.addKeyValue("ai.ttfc_ms", millis(call.firstChunkNanos()));
    }
    TokenUsage usage = call.usage;
    if (usage != null && usage.isUsable()) {
      line =
          line.addKeyValue("ai.input_tokens", usage.input())
              .addKeyValue("ai.output_tokens", usage.output());
    }
    if (usd != null) {
      line =
          line.addKeyValue("ai.cost_usd", usd)
              .addKeyValue("ai.cost_source", call.reportedCost == null ? "local" : "provider");
    }
    line.log();
  }

  private static String message(boolean isTool, int status) {
    if (isTool) {
      return status == ModelSeries.ERROR ? "AI tool failed" : "AI tool";
    }
    return status == ModelSeries.ERROR ? "AI call failed" : "AI call";
  }

  private static LoggingEventBuilder add(
      LoggingEventBuilder line, String key, @Nullable String value) {
    return value == null ? line : line.addKeyValue(key, value);
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1e3) / 1e3;
  }
}
