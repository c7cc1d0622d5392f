// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sightglass.Observability;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.endpoint.OpsResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** An app with health, whose answers, samples and log a test reads. */
final class TestApp implements AutoCloseable {

  final Observability obs;
  final Health health;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  TestApp() {
    this(Map.of());
  }

  TestApp(Map<String, String> settings) {
    obs = Observability.builder("test").environment(settings).build();
    health = Health.of(obs);
    log.start();
    logger().addAppender(log);
  }

  /** The answer to somebody on the operational port. */
  OpsResponse get(String path) {
    return get(path, true);
  }

  OpsResponse get(String path, boolean trusted) {
    return OpsEndpoints.of(obs, health).answer(new Request("GET", path, trusted));
  }

  int status(String path) {
    return get(path).status();
  }

  String body(String path) {
    return new String(get(path).bytes(), StandardCharsets.UTF_8);
  }

  /** The value of a series, as scraped; NaN where there is none. */
  double sample(String series) {
    return page()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  String page() {
    return new String(obs.scrape("text/plain").bytes(), StandardCharsets.UTF_8);
  }

  /** What the library logged at WARN and INFO. */
  List<String> log() {
    synchronized (log) {
      return List.copyOf(log.list).stream()
          .filter(event -> event.getLevel().toInt() >= ch.qos.logback.classic.Level.INFO_INT)
          .map(ILoggingEvent::getFormattedMessage)
          .toList();
    }
  }

  @Override
  public void close() {
    logger().detachAppender(log);
    obs.close();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("io.sightglass");
  }

  private record Request(String method, String path, boolean isTrusted) implements OpsRequest {

    @Override
    public String query() {
      return null;
    }

    @Override
    public List<String> headers(String name) {
      return List.of();
    }
  }
}
