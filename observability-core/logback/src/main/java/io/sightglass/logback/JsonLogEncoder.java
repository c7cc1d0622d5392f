// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

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
  private final JsonFactory json = JsonFactory.builder().rootValueSeparator("").build();
  private final LineWriter lines = new LineWriter();
  // Used again, as its buffers are most of what a line allocates. One for all threads: who finds
  // it in use makes another.
  private final AtomicReference<@Nullable Page> spare = new AtomicReference<>();
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
    Page page = spare.getAndSet(null);
    if (page == null) {
      page = new Page(json);
    }
    // One that fails half-way is not used again.
    byte[] line = page.write(lines, event, identity());
    if (line.length <= Page.MAX_KEPT) {
      spare.set(page);
    }
    return line;
  }

  /** A generator and the bytes it writes. Used by one thread at a time. */
  private static final class Page {

    static final int MAX_KEPT = 64 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LINE);
    private final JsonGenerator generator;

    Page(JsonFactory json) {
      generator = json.createGenerator(ObjectWriteContext.empty(), bytes);
    }

    byte[] write(LineWriter lines, ILoggingEvent event, Identity who) {
      bytes.reset();
      lines.write(generator, event, who);
      generator.writeRaw('\n');
      generator.flush();
      return bytes.toByteArray();
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
