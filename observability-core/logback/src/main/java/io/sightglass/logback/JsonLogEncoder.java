// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * An encoder that writes each event as one line of JSON: {@code timestamp} (UTC, ISO 8601 with
 * milliseconds), {@code level} in lower case, {@code logger}, {@code thread}, {@code msg}, {@code
 * service}, {@code environment}, {@code version}, {@code trace_id}, {@code span_id}, {@code
 * request_id}, then the fields of the call, of the context and of the MDC, and {@code exception}
 * with {@code stack_trace}.
 *
 * <pre>{@code
 * <appender name="FILE" class="ch.qos.logback.core.FileAppender">
 *   <file>app.log</file>
 *   <encoder class="io.sightglass.logback.JsonLogEncoder"/>
 * </appender>
 * }</pre>
 *
 * <p>Thread-safe once started; never throws. Values of keys that say they are secret are redacted.
 * A message is cut at 16,384 characters, a stack trace at 8,192, and the line then says {@code
 * "truncated":true}. A value that cannot be written is {@code "!unserialisable"}.
 */
public final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING_LEFT =
      ("{\"msg\":\"" + JsonFields.UNSERIALISABLE + "\"}\n").getBytes(StandardCharsets.UTF_8);

  private static final int USUAL_LINE = 768;

  // Not a mapper, nor the encoder of logstash-logback-encoder, which has one: loading its classes
  // takes longer than everything else in here.
  private final JsonFactory json = new JsonFactory();
  private final LineWriter lines = new LineWriter();
  private volatile @Nullable Identity identity;

  /** For Logback, which makes it by reflection. */
  public JsonLogEncoder() {}

  /** Who the lines are from; otherwise read from the environment at start. */
  void identity(Identity identity) {
    this.identity = Objects.requireNonNull(identity, "identity");
  }

  private Identity identity() {
    Identity known = identity;
    if (known == null) {
      known = LogSettings.fromEnvironment().identity();
      identity = known;
    }
    return known;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    try {
      MdcReaders.look(getContext(), event);
      return line(event);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      addWarn("A line could not be written whole", e);
    }
    try {
      return remains(event);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return NOTHING_LEFT.clone();
    }
  }

  private byte[] line(ILoggingEvent event) {
    // The generator's own buffer is recycled; this takes what comes out of it, once.
    try (ByteArrayBuilder line = new ByteArrayBuilder(null, USUAL_LINE)) {
      try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), line)) {
        lines.write(generator, event, identity());
      }
      line.append('\n');
      return line.toByteArray();
    }
  }

  /** What is left to say where even the encoder failed: a line that is not there is worse. */
  private static byte[] remains(ILoggingEvent event) {
    String line =
        "{\"timestamp\":\""
            + Texts.time(event.getTimeStamp())
            + "\",\"level\":\""
            + LineWriter.level(event.getLevel())
            + "\",\"msg\":\""
            + JsonFields.UNSERIALISABLE
            + "\"}\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
