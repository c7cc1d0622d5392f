// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.util.function.Consumer;

/**
 * Sends over gRPC and tells the attempt what came of it; the exporter hears of successes alone,
 * because it writes lines about failures.
 */
record GrpcAttempts(Late<GrpcSender> sender) implements GrpcSender {

  @Override
  public void send(
      MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
    Attempt attempt = Attempt.current();
    if (attempt == null) {
      GrpcSender made = sender.get(onError);
      if (made != null) {
        made.send(message, onResponse, onError);
      }
      return;
    }
    GrpcSender made = sender.get(failure -> attempt.complete(Outcome.failed(failure)));
    if (made != null) {
      made.send(
          message,
          response -> {
            Outcome outcome = of(response);
            attempt.complete(outcome);
            if (outcome.kind() == Outcome.Kind.ACKNOWLEDGED) {
              onResponse.accept(response);
            }
          },
          failure -> attempt.complete(Failures.of(failure)));
    }
  }

  private static Outcome of(GrpcResponse response) {
    GrpcStatusCode code = response.getStatusCode();
    return switch (code) {
      case OK -> Outcome.acknowledged(PartialSuccess.rejected(response.getResponseMessage()));
      // With RESOURCE_EXHAUSTED a receiver that wants a retry says when, in a place that the
      // sender does not show: it is taken for one that does.
      case UNAVAILABLE, RESOURCE_EXHAUSTED, ABORTED, OUT_OF_RANGE, CANCELLED ->
          Outcome.busy("gRPC " + code, 0);
      case DEADLINE_EXCEEDED, DATA_LOSS -> Outcome.noAnswer("gRPC " + code);
      default -> Outcome.refused("gRPC " + code);
    };
  }

  @Override
  public CompletableResultCode shutdown() {
    GrpcSender made = sender.close();
    return made == null ? CompletableResultCode.ofSuccess() : made.shutdown();
  }
}
