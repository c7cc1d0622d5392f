// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.MDCFilter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.ContextFields;
import io.sightglass.Observability;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.MDC;

/**
 * With {@code sightglass.logs.mdc=auto} the MDC is written for those who read it, and only then.
 */
@ResourceLock(Resources.SYSTEM_OUT)
class MdcReadersTest {

  private final LoggerContext context = new LoggerContext();
  private final Observability obs = app("auto");
  private final PrintStream realOut = System.out;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void prepare() {
    context.setMDCAdapter(MDC.getMDCAdapter());
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(realOut);
    obs.close();
    context.stop();
  }

  @Test
  void an_app_whose_lines_are_not_ours_finds_its_ids_in_the_mdc() {
    assertThat(isMirrored(obs)).isTrue();
    root().addAppender(new Watching());
    assertThat(LogbackLogging.install(obs, context, false)).isFalse();
    assertThat(isMirrored(obs)).isTrue();
  }

  @Test
  void our_own_lines_have_their_fields_without_the_mdc() {
    install();
    assertThat(isMirrored(obs)).isFalse();
    Scope scope = obs.enter(request());
    context.getLogger("a").info("hello");
    scope.close();
    ((SightglassAppender) root().getAppender("SIGHTGLASS")).flush(Duration.ofSeconds(5));
    assertThat(Lines.parse(out.toString(StandardCharsets.UTF_8)).get("request_id").stringValue())
        .isEqualTo("req-1");
  }

  @Test
  void our_encoder_in_an_appender_of_the_apps_own_needs_no_mdc_either() {
    root().addAppender(started(new JsonLogEncoder()));
    assertThat(LogbackLogging.install(obs, context, false)).isFalse();
    assertThat(isMirrored(obs)).isFalse();
  }

  @Test
  void an_encoder_that_is_not_ours_on_any_logger_gets_the_mdc() {
    context.getLogger("audit").addAppender(new Watching());
    install();
    assertThat(isMirrored(obs)).isTrue();
  }

  @Test
  void our_encoder_on_another_thread_gets_the_mdc() {
    install();
    AsyncAppender later = new AsyncAppender();
    later.setContext(context);
    later.addAppender(started(new JsonLogEncoder()));
    later.start();
    context.getLogger("slow").addAppender(later);
    secondLook();
    assertThat(isMirrored(obs)).isTrue();
    later.stop();
  }

  @Test
  void an_appender_attached_later_is_noticed_and_so_is_its_end() {
    install();
    Watching own = new Watching();
    own.setContext(context);
    own.start();
    root().addAppender(own);
    secondLook();
    Scope scope = obs.enter(request());
    context.getLogger("a").info("hello");
    scope.close();
    assertThat(own.requests).containsExactly("req-1");

    root().detachAppender(own);
    secondLook();
    secondLook();
    assertThat(isMirrored(obs)).isFalse();
  }

  @Test
  void a_filter_that_may_read_the_mdc_gets_it() {
    install();
    Appender<ILoggingEvent> ours = root().iteratorForAppenders().next();
    ours.addFilter(new ThresholdFilter());
    secondLook();
    assertThat(isMirrored(obs)).isFalse();
    ours.addFilter(
        new Filter<>() {
          @Override
          public FilterReply decide(ILoggingEvent event) {
            return FilterReply.NEUTRAL;
          }
        });
    secondLook();
    assertThat(isMirrored(obs)).isTrue();
  }

  @Test
  void a_turbo_filter_gets_the_mdc() {
    context.addTurboFilter(new MDCFilter());
    install();
    assertThat(isMirrored(obs)).isTrue();
  }

  @Test
  void another_configuration_starts_with_the_mdc_until_our_encoder_has_looked() {
    install();
    context.reset();
    assertThat(isMirrored(obs)).isTrue();
    root().addAppender(started(new JsonLogEncoder()));
    secondLook();
    assertThat(isMirrored(obs)).isFalse();
  }

  @Test
  void true_and_false_stay_what_they_are() {
    try (Observability always = app("true");
        Observability never = app("false")) {
      LogbackLogging.install(always, context, true);
      LogbackLogging.install(never, context, true);
      assertThat(isMirrored(always)).isTrue();
      assertThat(isMirrored(never)).isFalse();
      root().addAppender(new Watching());
      secondLook();
      assertThat(isMirrored(never)).isFalse();
    }
  }

  private void install() {
    assertThat(LogbackLogging.install(obs, context, true)).isTrue();
  }

  /** As a line does that comes more than a second after the last look. */
  private void secondLook() {
    LoggingEvent event = new LoggingEvent();
    event.setTimeStamp(System.currentTimeMillis() + looks++ * 5_000);
    MdcReaders.look(context, event);
  }

  private int looks = 1;

  private static boolean isMirrored(Observability app) {
    Scope scope = app.enter(request());
    try {
      return "req-1".equals(MDC.get("request_id"));
    } finally {
      scope.close();
    }
  }

  private static Context request() {
    return Context.root().with(ContextFields.empty().withRequestId("req-1"));
  }

  private Logger root() {
    return context.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private OutputStreamAppender<ILoggingEvent> started(Encoder<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(new ByteArrayOutputStream());
    appender.start();
    return appender;
  }

  private static Observability app(String mdc) {
    return Observability.builder("billing")
        .environment(Map.of())
        .set("sightglass.logs.mdc", mdc)
        .build();
  }

  /** An appender of somebody else's. */
  private static final class Watching extends AppenderBase<ILoggingEvent> {

    final List<String> requests = new ArrayList<>();
    private final PatternLayout layout = new PatternLayout();

    @Override
    public void start() {
      layout.setContext(getContext());
      layout.setPattern("%X{request_id}");
      layout.start();
      super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      requests.add(layout.doLayout(event));
    }
  }
}
