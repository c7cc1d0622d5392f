// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that every log line written in a context carries: the request id and the app's own,
 * such as {@code user_id}. It travels with the OpenTelemetry context, so it is wherever the trace
 * is.
 *
 * <pre>{@code
 * try (var scope = ContextFields.current().with("user_id", id).makeCurrent()) {
 *   log.info("Invoice created");   // carries request_id and user_id
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe. At most {@value #MAX_FIELDS} fields of at most {@value #MAX_LENGTH}
 * characters; further ones and longer parts are left out.
 */
public final class ContextFields implements ImplicitContextKeyed {

  /** The field of the request id. */
  public static final String REQUEST_ID = "request_id";

  /** How many fields a context carries at most. */
  public static final int MAX_FIELDS = 64;

  /** How long a value is at most, in characters. */
  public static final int MAX_LENGTH = 1024;

  static final ContextKey<ContextFields> KEY = ContextKey.named("sightglass-fields");
  private static final ContextFields EMPTY = new ContextFields(null, Map.of(), null);
  private static final ContextFields UNCOLLECTED = new ContextFields(null, Map.of(), Tally.none());

  private final @Nullable String requestId;
  private final Map<String, String> own;
  private final @Nullable Tally tally;

  private ContextFields(
      @Nullable String requestId, Map<String, String> own, @Nullable Tally tally) {
    this.requestId = requestId;
    this.own = own;
    this.tally = tally;
  }

  /** The fields of the current context; never null. */
  public static ContextFields current() {
    return from(Context.current());
  }

  /** The fields of that context; never null. */
  public static ContextFields from(@Nullable Context context) {
    try {
      ContextFields fields = context == null ? null : context.get(KEY);
      return fields == null ? EMPTY : fields;
    } catch (RuntimeException | LinkageError | StackOverflowError unreadable) {
      // A context of somebody's own making: as good as one without fields.
      return EMPTY;
    }
  }

  /** No fields. */
  public static ContextFields empty() {
    return EMPTY;
  }

  /** A copy with one more field, or with another value of it; the same for a null in either. */
  public ContextFields with(@Nullable String key, @Nullable String value) {
    if (key == null || value == null || key.length() > MAX_LENGTH) {
      return this;
    }
    if (key.equals(REQUEST_ID)) {
      return withRequestId(value);
    }
    if (own.size() >= MAX_FIELDS && !own.containsKey(key)) {
      return this;
    }
    Map<String, String> copy = new LinkedHashMap<>(own);
    copy.put(key, cut(value));
    return new ContextFields(requestId, Collections.unmodifiableMap(copy), tally);
  }

  /**
   * Gives the app's own fields to the line as well that the outermost activity around writes at its
   * end, such as the line of the request, and to the report of its failure. A filter that knows the
   * user says so once:
   *
   * <pre>{@code
   * try (var scope = ContextFields.current().with("user_id", id).onLine().makeCurrent()) {
   *   chain.doFilter(request, response);
   * }
   * }</pre>
   *
   * <p>Of one name the latest counts. Does nothing where no line is to come.
   *
   * @return this
   */
  public ContextFields onLine() {
    if (tally != null) {
      tally.note(own);
    }
    return this;
  }

  /** A copy with that request id; the same for null. */
  public ContextFields withRequestId(@Nullable String id) {
    return id == null ? this : new ContextFields(cut(id), own, tally);
  }

  /**
   * A copy in which that tally collects what happens; the same for null. For what opens an
   * outermost activity by itself.
   */
  public ContextFields withTally(@Nullable Tally collecting) {
    if (isEmpty() && collecting == Tally.none()) {
      return UNCOLLECTED;
    }
    return collecting == null ? this : new ContextFields(requestId, own, collecting);
  }

  private boolean isEmpty() {
    return requestId == null && own.isEmpty();
  }

  private static String cut(String value) {
    return value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) : value;
  }

  /** The request id, or null outside a request. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** The app's own fields, without the request id, in the order they were set. */
  public Map<String, String> own() {
    return own;
  }

  /** What the outermost activity collects, or null outside any. */
  @Nullable Tally tally() {
    return tally;
  }

  @Override
  public Context storeInContext(Context context) {
    return ContextLayer.USABLE ? ContextLayer.of(context, this) : context.with(KEY, this);
  }
}
