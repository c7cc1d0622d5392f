// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.CompleteResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiLab;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of reading a stream that 1.20 added; no vendor's module has it yet. */
class PublisherTest {

  private static final ChatRequest REQUEST =
      ChatRequest.builder().messages(UserMessage.from("hi")).build();

  private AiLab lab;
  private LangChain4j observed;

  @BeforeEach
  void start() {
    lab = AiLab.open();
    observed = LangChain4j.of(AiCalls.of(lab.obs()));
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @Test
  void eachSubscriptionIsACall() {
    Flow.Publisher<ChatModelStreamingEvent> answers =
        observed.observe(new Model(null)).chat(REQUEST);
    assertThat(lab.spans()).isEmpty();
    Context before = Context.current();
    answers.subscribe(new Reader(Integer.MAX_VALUE));
    answers.subscribe(new Reader(Integer.MAX_VALUE));
    assertThat(Context.current()).isSameAs(before);
    await().until(() -> lab.spans().size() == 2);
    assertThat(lab.sum("ai_requests_total")).isEqualTo(2);
    assertThat(lab.sum("ai_time_to_first_chunk_seconds_count")).isEqualTo(2);
    assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(28);
  }

  @Test
  void aFailureIsAnErrorOfItsKind() {
    Reader reader = new Reader(Integer.MAX_VALUE);
    observed.observe(new Model(new RateLimitException("slow"))).chat(REQUEST).subscribe(reader);
    assertThat(reader.failure).isInstanceOf(RateLimitException.class);
    assertThat(lab.attribute("error.type")).isEqualTo("rate_limit");
    assertThat(lab.sum("ai_time_to_first_chunk_seconds_count")).isEqualTo(1);
  }

  @Test
  void aSubscriptionThatIsCancelledIsCancelled() {
    Reader reader = new Reader(1);
    observed.observe(new Model(null)).chat(REQUEST).subscribe(reader);
    assertThat(reader.events).hasSize(1);
    assertThat(lab.series("ai_requests_total"))
        .anyMatch(line -> line.contains("status=\"cancelled\"") && line.endsWith(" 1.0"));
    assertThat(lab.spans()).hasSize(1);
  }

  @Test
  void decoratorAndListenerTogetherRecordOnce() {
    Model model = new Model(null);
    model.listeners = List.of(observed.chatListener());
    observed.observe(model).chat(REQUEST).subscribe(new Reader(Integer.MAX_VALUE));
    assertThat(lab.spans()).hasSize(1);
    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
  }

  @Test
  void aCallThatAReaderMakesIsRecordedByTheListenerAgain() {
    Model other = new Model(null);
    other.listeners = List.of(observed.chatListener());
    Reader nested = new Reader(Integer.MAX_VALUE);
    Reader reader = new Reader(Integer.MAX_VALUE);
    reader.atEnd = () -> other.chat(REQUEST).subscribe(nested);
    observed.observe(new Model(null)).chat(REQUEST).subscribe(reader);
    assertThat(nested.events).hasSize(3);
    assertThat(lab.spans()).hasSize(2);
  }

  @Test
  void theReaderRunsInTheCallsContext() {
    Reader reader = new Reader(Integer.MAX_VALUE);
    observed.observe(new Model(null)).chat(REQUEST).subscribe(reader);
    assertThat(reader.spans).hasSize(3).containsOnly(lab.span().getSpanId());
  }

  /** Two chunks and the answer, handed out one for each that is asked for, or a failure. */
  private static final class Model implements StreamingChatModel {

    private final RuntimeException failure;
    private List<ChatModelListener> listeners = List.of();

    Model(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public List<ChatModelListener> listeners() {
      return listeners;
    }

    @Override
    public Flow.Publisher<ChatModelStreamingEvent> doChat(ChatRequest request) {
      return reader -> reader.onSubscribe(new Answers(reader, failure));
    }
  }

  private static final class Answers implements Flow.Subscription {

    private final Flow.Subscriber<? super ChatModelStreamingEvent> reader;
    private final RuntimeException failure;
    private final Iterator<ChatModelStreamingEvent> events =
        List.of(
                new PartialResponse("one"),
                new PartialResponse("two"),
                new CompleteResponse(new FakeResponse().build()))
            .iterator();
    private boolean over;

    Answers(Flow.Subscriber<? super ChatModelStreamingEvent> reader, RuntimeException failure) {
      this.reader = reader;
      this.failure = failure;
    }

    @Override
    public void request(long count) {
      if (over) {
        return;
      }
      ChatModelStreamingEvent next = events.next();
      boolean last = !events.hasNext();
      if (last && failure != null) {
        over = true;
        reader.onError(failure);
        return;
      }
      over = last;
      reader.onNext(next);
      if (last) {
        reader.onComplete();
      }
    }

    @Override
    public void cancel() {
      over = true;
    }
  }

  private static final class Reader implements Flow.Subscriber<ChatModelStreamingEvent> {

    private final int cancelAfter;
    private final List<ChatModelStreamingEvent> events = new ArrayList<>();
    private final List<String> spans = new ArrayList<>();
    private Throwable failure;
    private Runnable atEnd = () -> {};
    private Flow.Subscription subscription;

    Reader(int cancelAfter) {
      this.cancelAfter = cancelAfter;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      subscription.request(1);
    }

    @Override
    public void onNext(ChatModelStreamingEvent event) {
      events.add(event);
      spans.add(Span.current().getSpanContext().getSpanId());
      if (events.size() == cancelAfter) {
        subscription.cancel();
      } else {
        subscription.request(1);
      }
    }

    @Override
    public void onError(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public void onComplete() {
      atEnd.run();
    }
  }
}
