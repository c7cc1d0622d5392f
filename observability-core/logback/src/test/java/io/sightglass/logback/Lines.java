// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.MDC;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Logback of its own whose lines are kept, and a strict reader for them. */
final class Lines {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

  private Lines(Encoder<ILoggingEvent> encoder) {
    context.setMDCAdapter(MDC.getMDCAdapter());
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    root().setLevel(Level.TRACE);
  }

  static Lines json() {
    return with(jsonEncoder());
  }

  private static JsonLogEncoder jsonEncoder() {
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.identity(new Identity("billing", "test", "1.2.3"));
    return encoder;
  }

  static Lines text() {
    return with(new TextLogEncoder());
  }

  static Lines with(Encoder<ILoggingEvent> encoder) {
    Lines lines = new Lines(encoder);
    lines.root().addAppender(lines.appender);
    return lines;
  }

  /** Lines that pass through {@code between} first. */
  static Lines jsonBehind(ch.qos.logback.classic.AsyncAppender between) {
    Lines lines = new Lines(jsonEncoder());
    between.setContext(lines.context);
    between.addAppender(lines.appender);
    between.start();
    Appender<ILoggingEvent> first = between;
    lines.root().addAppender(first);
    return lines;
  }

  private Logger root() {
    return context.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  Logger logger() {
    return context.getLogger("io.example.Invoices");
  }

  String all() {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("the lines are not UTF-8", e);
    }
  }

  /** Every line, parsed; a line that is not one JSON object with distinct names fails. */
  List<JsonNode> parsed() {
    return all().lines().map(Lines::parse).toList();
  }

  JsonNode last() {
    List<JsonNode> parsed = parsed();
    return parsed.get(parsed.size() - 1);
  }

  static JsonNode parse(String line) {
    JsonNode node = MAPPER.readTree(line);
    if (!node.isObject()) {
      throw new AssertionError("not an object: " + line);
    }
    return node;
  }
}
