// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.sightglass.ContextFields;
import io.sightglass.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * An encoder for people: local time, level, logger, message, then the fields of the call and the
 * ids as {@code key=value}. Control characters are escaped, so no value can make a second line or
 * move the cursor.
 *
 * <p>Thread-safe once started; never throws.
 */
public final class TextLogEncoder extends EncoderBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final String RESET = "\u001b[0m";
  private static final String DIM = "\u001b[2m";

  private volatile boolean colour;
  private volatile Redactor redactor = Redactor.standard();

  /** For Logback, which makes it by reflection. */
  public TextLogEncoder() {}

  /** Whether to colour levels and fields; not unless set. */
  public void setColour(boolean colour) {
    this.colour = colour;
  }

  /** What keeps secrets out of the lines. */
  void redactor(Redactor rules) {
    redactor = rules;
  }

  @Override
  public void start() {
    UnreadableThrowables.guard(getContext());
    super.start();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String line;
    try {
      MdcReaders.look(getContext(), event);
      line = line(event);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      addWarn("A line could not be written", e);
      line = JsonFields.UNSERIALISABLE + "\n";
    }
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private String line(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp()))).append(' ');
    String level = String.format(Locale.ROOT, "%-5s", event.getLevel());
    painted(line, paint(event.getLevel()), level);
    line.append(' ');
    painted(line, DIM, "[" + printable(event.getThreadName()) + "] " + shortName(event));
    line.append(' ').append(printable(LineWriter.message(event)));
    StringBuilder fields = new StringBuilder();
    fields(fields, event);
    if (!fields.isEmpty()) {
      painted(line, DIM, fields.toString());
    }
    line.append('\n');
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      StringBuilder stack = new StringBuilder();
      StackText.write(new StackSink.Plain(stack), thrown, this::printable);
      line.append(stack);
      if (line.charAt(line.length() - 1) != '\n') {
        line.append('\n');
      }
    }
    return line.toString();
  }

  private String shortName(ILoggingEvent event) {
    String name = printable(event.getLoggerName());
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private void fields(StringBuilder out, ILoggingEvent event) {
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        field(out, pair.key, pair.value == null ? "null" : pair.value);
      }
    }
    ContextFields context = ContextFields.current();
    context.own().forEach((key, value) -> field(out, key, value));
    field(out, ContextFields.REQUEST_ID, context.requestId());
    SpanContext span = Span.current().getSpanContext();
    field(out, "trace_id", span.isValid() ? span.getTraceId() : null);
  }

  private void field(StringBuilder out, @Nullable String key, @Nullable Object value) {
    if (key != null && value != null) {
      boolean secret = redactor.isSecret(key, value);
      String shown = secret ? redactor.mark() : printable(Texts.of(value));
      out.append(' ').append(printable(key)).append('=').append(shown);
    }
  }

  private String printable(@Nullable String text) {
    return text == null ? "" : Texts.printable(Texts.value(text, Texts.MAX_VALUE, redactor));
  }

  private void painted(StringBuilder out, String paint, String text) {
    if (colour) {
      out.append(paint).append(text).append(RESET);
    } else {
      out.append(text);
    }
  }

  private static String paint(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> "\u001b[31m";
      case Level.WARN_INT -> "\u001b[33m";
      case Level.INFO_INT -> "\u001b[32m";
      default -> "\u001b[36m";
    };
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
