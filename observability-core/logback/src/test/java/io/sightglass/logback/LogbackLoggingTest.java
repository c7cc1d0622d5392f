// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.BasicConfigurator;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.status.Status;
import io.sightglass.Observability;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

@ResourceLock(Resources.SYSTEM_OUT)
class LogbackLoggingTest {

  private final LoggerContext context = new LoggerContext();
  private final PrintStream realOut = System.out;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir Path folder;

  @BeforeEach
  void giveItAnMdc() {
    context.setMDCAdapter(MDC.getMDCAdapter());
  }

  @AfterEach
  void stop() {
    System.setOut(realOut);
    context.stop();
  }

  @Test
  void installs_over_logbacks_default_and_only_there() {
    configureByDefault();
    assertThat(install(Map.of("LOG_LEVEL", "warn"))).isTrue();

    assertThat(appenders()).singleElement().isInstanceOf(SightglassAppender.class);
    assertThat(root().getLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void installs_where_nothing_is_configured() {
    assertThat(install(Map.of())).isTrue();
    assertThat(appenders()).singleElement().isInstanceOf(SightglassAppender.class);
    assertThat(root().getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void a_configuration_of_the_app_is_left_alone_unless_it_is_to_be_replaced() {
    ListAppender<ILoggingEvent> own = new ListAppender<>();
    own.start();
    root().addAppender(own);
    root().setLevel(Level.ERROR);

    assertThat(install(Map.of())).isFalse();
    assertThat(appenders()).containsExactly(own);
    assertThat(root().getLevel()).isEqualTo(Level.ERROR);

    try (Observability obs = app(Map.of())) {
      assertThat(LogbackLogging.install(obs, context, true)).isTrue();
    }
    assertThat(appenders()).singleElement().isInstanceOf(SightglassAppender.class);
    assertThat(own.isStarted()).isFalse();
  }

  @Test
  void installing_twice_writes_each_line_once() {
    captureOut();
    install(Map.of());
    install(Map.of());
    install(Map.of());
    context.getLogger("a").info("once");

    assertThat(appenders()).hasSize(1);
    assertThat(printed()).hasSize(1);
  }

  @Test
  void lines_go_to_standard_output_and_to_the_file_at_once() throws IOException {
    captureOut();
    Path file = folder.resolve("logs/deep/app.log");
    install(Map.of("LOG_FILE_PATH", file.toString()));
    context.getLogger("a").info("Invoice created");
    context.getLogger("a").debug("not this");

    flush();
    assertThat(Files.readAllLines(file)).isEqualTo(printed()).hasSize(1);
    assertThat(Lines.parse(printed().get(0)).get("service").stringValue()).isEqualTo("billing");
  }

  @Test
  void readable_lines_on_the_console_leave_json_in_the_file() throws IOException {
    captureOut();
    Path file = folder.resolve("app.log");
    install(Map.of("LOG_FILE_PATH", file.toString(), "APP_ENV", "development"));
    context.getLogger("a").info("Invoice created");

    assertThat(printed())
        .singleElement()
        .asString()
        .contains("Invoice created")
        .doesNotContain("{");
    assertThat(Files.readAllLines(file)).hasSize(1).allMatch(line -> Lines.parse(line).has("msg"));
  }

  @Test
  void a_file_that_cannot_be_opened_is_reported_and_lines_go_on() throws IOException {
    Path blocker = Files.writeString(folder.resolve("file"), "not a folder");
    ListAppender<ILoggingEvent> warnings = new ListAppender<>();
    warnings.start();
    Logger own = (Logger) LoggerFactory.getLogger("io.sightglass");
    own.addAppender(warnings);
    try (Observability obs = app(Map.of("LOG_FILE_PATH", blocker.resolve("app.log").toString()))) {
      assertThat(LogbackLogging.install(obs, context, true)).isTrue();
      await().until(() -> warnings.list.size() == 1);
      assertThat(obs.diagnostics().impairments()).isEqualTo(Map.of("logs", "file_failed"));
      assertThat(obs.report()).contains("logs: json to standard output, file failed");
    } finally {
      own.detachAppender(warnings);
    }
    captureOut();
    context.getLogger("a").info("still here");

    assertThat(warnings.list.stream().map(ILoggingEvent::getFormattedMessage))
        .filteredOn(line -> line.startsWith("SG-4002 [logs] "))
        .hasSize(1);
    assertThat(printed()).hasSize(1).allMatch(line -> Lines.parse(line).has("msg"));
  }

  @Test
  void base_xml_works_without_an_app_and_learns_its_name_later() {
    captureOut();
    configure(
        "<configuration>"
            + "<include resource=\"io/sightglass/logback/base.xml\"/>"
            + "<logger name=\"noisy\" level=\"error\"/>"
            + "</configuration>");
    assertThat(root().getLevel()).isEqualTo(Level.INFO);
    context.getLogger("a").info("before");
    context.getLogger("noisy").info("not this");
    flush();

    assertThat(install(Map.of())).isTrue();
    context.getLogger("a").info("after");

    assertThat(appenders()).hasSize(1);
    assertThat(printed().stream().map(Lines::parse).map(line -> line.get("service").stringValue()))
        .containsExactly("unknown_service:java", "billing");
    assertThat(context.getLogger("noisy").getLevel()).isEqualTo(Level.ERROR);
  }

  @Test
  void the_encoder_serves_an_appender_of_the_apps_own() throws IOException {
    Path file = folder.resolve("own.log");
    configure(
        "<configuration><appender name=\"F\" class=\"ch.qos.logback.core.FileAppender\"><file>"
            + file
            + "</file><encoder class=\"io.sightglass.logback.JsonLogEncoder\"/></appender>"
            + "<root level=\"info\"><appender-ref ref=\"F\"/></root></configuration>");
    context.getLogger("a").warn("own");

    assertThat(Files.readAllLines(file))
        .singleElement()
        .satisfies(line -> assertThat(Lines.parse(line).get("msg").stringValue()).isEqualTo("own"));
  }

  @Test
  void other_settings_apply_to_lines_from_then_on() throws IOException {
    captureOut();
    Path first = folder.resolve("first.log");
    Path second = folder.resolve("second.log");
    install(Map.of("LOG_FILE_PATH", first.toString()));
    context.getLogger("a").info("one");
    install(Map.of("LOG_FILE_PATH", second.toString()));
    context.getLogger("a").info("two");
    install(Map.of());
    context.getLogger("a").info("three");
    flush();

    assertThat(Files.readAllLines(first)).hasSize(1);
    assertThat(Files.readAllLines(second)).hasSize(1);
    assertThat(printed()).hasSize(3);
  }

  @Test
  void an_app_is_needed() {
    assertThatNullPointerException()
        .isThrownBy(() -> LogbackLogging.replace(null))
        .withMessage("obs");
  }

  private boolean install(Map<String, String> settings) {
    try (Observability obs = app(settings)) {
      return LogbackLogging.install(obs, context, LogbackLogging.isDefault(context));
    }
  }

  private static Observability app(Map<String, String> settings) {
    return Observability.builder("billing").environment(settings).build();
  }

  private void configureByDefault() {
    BasicConfigurator configurator = new BasicConfigurator();
    configurator.setContext(context);
    configurator.configure(context);
  }

  private void configure(String xml) {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (ch.qos.logback.core.joran.spi.JoranException e) {
      throw new AssertionError(e);
    }
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .filteredOn(status -> status.getEffectiveLevel() >= Status.WARN)
        .isEmpty();
  }

  private void captureOut() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private void flush() {
    for (Appender<ILoggingEvent> appender : appenders()) {
      if (appender instanceof SightglassAppender ours) {
        ours.flush(Duration.ofSeconds(5));
      }
    }
  }

  private List<String> printed() {
    flush();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private Logger root() {
    return context.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private List<Appender<ILoggingEvent>> appenders() {
    List<Appender<ILoggingEvent>> all = new ArrayList<>();
    root().iteratorForAppenders().forEachRemaining(all::add);
    return all;
  }
}
