// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.sightglass.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An encoder that writes each event as one line of JSON: {@code timestamp} (UTC, ISO 8601 with
 * milliseconds), {@code level} in lower case, {@code msg}, {@code logger}, {@code thread}, {@code
 * service}, {@code environment}, {@code version}, {@code host}, {@code trace_id}, {@code span_id},
 * {@code request_id}, then the fields of the call, of the context and of the MDC, {@code category},
 * and an exception as text and in parts. docs/logging.md has the whole table.
 *
 * <pre>{@code
 * <appender name="FILE" class="ch.qos.logback.core.FileAppender">
 *   <file>app.log</file>
 *   <encoder class="io.sightglass.logback.JsonLogEncoder"/>
 * </appender>
 * }</pre>
 *
 * <p>Thread-safe once started; never throws. Secrets are replaced, by key and by shape ({@link
 * io.sightglass.Redactor}). A message is cut at 16,384 characters, a stack trace at 8,192, and the
 * line then says {@code "truncated":true}. A value that cannot be written is {@code
 * "!unserialisable"}.
 */
public final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING_LEFT =
      ("{\"msg\":\"" + JsonFields.UNSERIALISABLE + "\"}\n").getBytes(StandardCharsets.UTF_8);

  private final JsonValues values = new JsonValues();
  // Used again, as its buffers are most of what a line allocates. One for all threads: who finds
  // it in use makes another.
  private final AtomicReference<@Nullable LineWriter> spare = new AtomicReference<>();
  private volatile @Nullable Identity identity;
  private volatile @Nullable LinePlan plan;
  private @Nullable FieldProfile profile;
  private boolean redacts = true;

  /** For Logback, which makes it by reflection. */
  public JsonLogEncoder() {}

  /**
   * Whose names the fields have, in place of what {@code sightglass.logs.fields} says: {@code
   * default} or {@code ecs}.
   */
  public void setFields(String fields) {
    Objects.requireNonNull(fields, "fields");
    if (!fields.equals("default") && !fields.equals("ecs")) {
      addError("<fields> is \"" + fields + "\"; allowed are default and ecs");
      return;
    }
    profile = FieldProfile.of(fields, "");
    plan = null;
  }

  /** Whether secrets are replaced; they are unless set, or switched off for the whole app. */
  public void setRedaction(boolean on) {
    redacts = on;
    plan = null;
  }

  /** Who the lines are from; otherwise read from the environment at start. */
  void identity(Identity who) {
    identity = Objects.requireNonNull(who, "who");
    plan = null;
  }

  private LinePlan plan() {
    LinePlan known = plan;
    if (known == null) {
      known = newPlan();
      plan = known;
    }
    return known;
  }

  private LinePlan newPlan() {
    Identity given = identity;
    Identity who = given == null ? LogSettings.fromEnvironment().identity() : given;
    FieldProfile names = profile == null ? who.style().profile() : profile;
    Redactor redactor = redacts ? who.style().redactor() : Redactor.none();
    return new LinePlan(
        new Identity(
            who.service(), who.environment(), who.version(), new LineStyle(names, redactor)));
  }

  @Override
  public void start() {
    UnreadableThrowables.guard(getContext());
    super.start();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    try {
      MdcReaders.look(getContext(), event);
      return line(event);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      addWarn("A line could not be written whole", e);
    }
    try {
      return remains(event);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      return NOTHING_LEFT.clone();
    }
  }

  private byte[] line(ILoggingEvent event) {
    LinePlan wanted = plan();
    LineWriter writer = spare.getAndSet(null);
    if (writer == null || !writer.isUsableFor(wanted)) {
      writer = new LineWriter(wanted, values);
    }
    // One that fails half-way is not used again.
    byte[] line = writer.line(event);
    if (writer.isUsableFor(wanted)) {
      spare.set(writer);
    }
    return line;
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
