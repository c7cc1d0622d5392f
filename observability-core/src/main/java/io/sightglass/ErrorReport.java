// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One error with what surrounded it, as a reporter has it. Texts are redacted; only {@link #error}
 * is as it was thrown.
 *
 * <p>Immutable and thread-safe. Nothing here throws.
 */
public final class ErrorReport {

  /** How many fields it has at most. */
  public static final int MAX_FIELDS = 100;

  private final Redactor redactor;
  private final ErrorSeen seen;
  private final Map<String, String> fields;
  private final List<Cause> causes;
  private final List<Step> trail;

  /**
   * The throwable itself or one of its causes.
   *
   * @param type the class's name
   * @param message its message, redacted; null for none, or one that cannot be read
   * @param stack where it was made, the innermost frame first; at most 250 frames
   */
  public record Cause(String type, @Nullable String message, List<StackTraceElement> stack) {}

  /**
   * A line of the log.
   *
   * @param message redacted; at most 500 characters
   */
  public record Step(Instant time, String level, String logger, String message) {}

  private ErrorReport(
      ErrorSeen seen,
      Map<String, String> fields,
      List<Cause> causes,
      List<Step> trail,
      Redactor redactor) {
    this.redactor = redactor;
    this.seen = seen;
    this.fields = fields;
    this.causes = causes;
    this.trail = trail;
  }

  static ErrorReport of(ErrorSeen seen, ErrorTrail trail, Redactor redactor) {
    Map<String, String> fields = new LinkedHashMap<>();
    seen.fields().own().forEach((key, value) -> fields.put(key, redactor.redact(key, value)));
    return new ErrorReport(
        seen,
        Collections.unmodifiableMap(fields),
        ErrorCauses.parts(seen.error(), redactor),
        trail.before(seen, redactor),
        redactor);
  }

  /** The area it was reported under. */
  public String area() {
    return seen.area();
  }

  /** The class as in {@code errors_total}: without its package, a generated one as its parent. */
  public String type() {
    return seen.type();
  }

  /** What was thrown, as it is: its message may hold secrets. */
  public Throwable error() {
    return seen.error();
  }

  /** It and its causes, the outermost first; at most 16. */
  public List<Cause> causes() {
    return causes;
  }

  /** The lines of the log that led to it in its trace or request, the oldest first; at most 50. */
  public List<Step> trail() {
    return trail;
  }

  /** When it was reported. */
  public Instant time() {
    return seen.time();
  }

  /** Whether the app caught it and reported it itself. */
  public boolean isHandled() {
    return seen.handled();
  }

  /** The unit of work or the activity it came from; null for none. */
  public @Nullable String work() {
    return seen.work();
  }

  /** The request's id; null outside a request. */
  public @Nullable String requestId() {
    return seen.fields().requestId();
  }

  /** The span it was reported in; not valid outside any. */
  public SpanContext spanContext() {
    return seen.span();
  }

  /** The app's own fields, such as {@code user_id} and {@code workspace_id}. */
  public Map<String, String> fields() {
    return fields;
  }

  /**
   * A copy with one more field or another value of it, redacted; the same for a null in either, and
   * beyond {@value #MAX_FIELDS} fields.
   */
  public ErrorReport with(@Nullable String key, @Nullable String value) {
    if (key == null || value == null || (fields.size() >= MAX_FIELDS && !fields.containsKey(key))) {
      return this;
    }
    Map<String, String> copy = new LinkedHashMap<>(fields);
    copy.put(key, redactor.redact(key, ErrorCauses.cut(value)));
    return new ErrorReport(seen, Collections.unmodifiableMap(copy), causes, trail, redactor);
  }

  /** A copy without a field. */
  public ErrorReport without(@Nullable String key) {
    if (key == null || !fields.containsKey(key)) {
      return this;
    }
    Map<String, String> copy = new LinkedHashMap<>(fields);
    copy.remove(key);
    return new ErrorReport(seen, Collections.unmodifiableMap(copy), causes, trail, redactor);
  }

  /** For a person: area, type and work. */
  @Override
  public String toString() {
    return area() + " " + type() + (work() == null ? "" : " in " + work());
  }
}
