// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static io.sightglass.business.ai.AiProvider.ANTHROPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AiStreamTest {

  private static final TokenUsage USAGE = TokenUsage.anthropic(10, 0, 0, 5);
  private static final String LABELS = "{model=\"sonata\",provider=\"anthropic\"";
  private static final String TTFC = "ai_time_to_first_chunk_seconds_count" + LABELS + "}";
  private static final String TPOT = "ai_time_per_output_token_seconds_count" + LABELS + "}";

  private final AiLab lab = AiLab.open();
  private final AiCalls ai = AiCalls.of(lab.obs());

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void theFirstChunkIsTimedOnceAndTheTokensAfterItOnAverage() {
    try (AiStream stream = ai.stream(ANTHROPIC, "sonata")) {
      for (int i = 0; i < 100; i++) {
        stream.chunk();
      }
      stream.usage(USAGE).finish("end_turn");
    }

    assertThat(status("success")).isEqualTo(1);
    assertThat(lab.value(TTFC)).isEqualTo(1);
    assertThat(lab.value(TPOT)).isEqualTo(1);
    assertThat(lab.attribute("gen_ai.request.stream")).isEqualTo("true");
    double firstChunk = lab.value("ai_time_to_first_chunk_seconds_sum" + LABELS + "}");
    assertThat(Double.parseDouble(lab.attribute("gen_ai.response.time_to_first_chunk")))
        .isEqualTo(firstChunk)
        .isPositive()
        .isLessThanOrEqualTo(lab.value("ai_request_duration_seconds_sum" + LABELS + "}"));
    assertThat(lab.attribute("gen_ai.response.finish_reasons")).isEqualTo("[end_turn]");
    assertThat(AiLab.fields(lab.lines().get(0))).containsKey("ai.ttfc_ms");
  }

  @Test
  void chunksOfManyThreadsAreOneFirstChunk() throws Exception {
    AiStream stream = ai.stream(ANTHROPIC, "sonata");
    ExecutorService pool = Executors.newFixedThreadPool(4);
    CountDownLatch all = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      pool.execute(
          () -> {
            stream.chunk();
            all.countDown();
          });
    }
    all.await();
    pool.shutdownNow();
    stream.finish("stop").close();

    assertThat(lab.value(TTFC)).isEqualTo(1);
  }

  @Test
  void aStreamWithoutAnswerToHowItEndedIsUnknown() {
    ai.stream(ANTHROPIC, "sonata").chunk().close();

    assertThat(status("unknown")).isEqualTo(1);
    assertThat(lab.value(TTFC)).isEqualTo(1);
    assertThat(lab.value(TPOT)).isEqualTo(-1);
    // It was answered, and nobody said how much.
    assertThat(lab.sum("ai_usage_missing_total")).isEqualTo(1);
  }

  @Test
  void aCancelledStreamIsNeitherSuccessNorError() {
    ai.stream(ANTHROPIC, "sonata").chunk().cancel().close();
    ai.stream(ANTHROPIC, "sonata").cancel().close();

    assertThat(status("cancelled")).isEqualTo(2);
    assertThat(lab.series("ai_model_errors_total")).isEmpty();
    assertThat(lab.sum("ai_usage_missing_total")).isEqualTo(1);
  }

  @Test
  void anErrorAfterTheFirstChunkIsAnErrorWithAFirstChunk() {
    ai.stream(ANTHROPIC, "sonata").chunk().fail(new IOException("gone")).close();

    assertThat(status("error")).isEqualTo(1);
    assertThat(lab.value(TTFC)).isEqualTo(1);
    assertThat(lab.value(TPOT)).isEqualTo(-1);
    assertThat(lab.sum("ai_model_errors_total")).isEqualTo(1);
  }

  @Test
  void anErrorBeforeTheFirstChunkHasNone() {
    ai.stream(ANTHROPIC, "sonata").fail(AiError.SERVER_ERROR, null).close();

    assertThat(lab.value(TTFC)).isEqualTo(-1);
    assertThat(lab.series("ai_usage_missing_total")).isEmpty();
  }

  @Test
  void whatComesAfterTheEndIsIgnored() {
    AiStream stream = ai.stream(ANTHROPIC, "sonata").finish("stop");
    stream.close();
    stream.chunk().usage(USAGE).fail(new IOException()).cancel().close();

    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
    assertThat(status("success")).isEqualTo(1);
    assertThat(lab.series("ai_tokens_used_total")).isEmpty();
    assertThat(lab.value(TTFC)).isEqualTo(-1);
  }

  @Test
  void oneTokenHasNoTimeToTheNext() {
    ai.stream(ANTHROPIC, "sonata")
        .chunk()
        .usage(TokenUsage.anthropic(10, 0, 0, 1))
        .finish("end_turn")
        .close();

    assertThat(lab.value(TPOT)).isEqualTo(-1);
  }

  @Test
  void itIsCurrentOnNoThread() throws Exception {
    Context before = Context.current();
    AiStream stream = ai.stream(ANTHROPIC, "sonata");
    assertThat(Context.current()).isSameAs(before);
    Thread reader =
        new Thread(
            () -> {
              stream.chunk().finish("stop").close();
              assertThat(Span.current().getSpanContext().isValid()).isFalse();
            });
    reader.start();
    reader.join();

    assertThat(Context.current()).isSameAs(before);
    assertThat(lab.spans()).hasSize(1);
  }

  @Test
  void oneThatIsNeverClosedIsHeldByNothing() {
    WeakReference<AiStream> lost = lose();

    await()
        .until(
            () -> {
              System.gc();
              return lost.get() == null;
            });
    assertThat(lab.series("ai_requests_total")).isEmpty();
  }

  private WeakReference<AiStream> lose() {
    AiStream stream = ai.stream(ANTHROPIC, "sonata");
    stream.chunk();
    return new WeakReference<>(stream);
  }

  private double status(String status) {
    return lab.value("ai_requests_total" + LABELS + ",status=\"" + status + "\"}");
  }
}
