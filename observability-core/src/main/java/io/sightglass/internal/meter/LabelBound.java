// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.Code;
import io.sightglass.catalogue.LabelSpec;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The values one label of one meter may have: decided before a series exists, so that what comes
 * from outside cannot grow anything. Reading is lock-free; a value beyond the limit leaves no trace
 * but a count.
 */
final class LabelBound {

  /** Longer values are not worth a series; OpenTelemetry's and Prometheus' own are far shorter. */
  static final int MAX_LENGTH = 128;

  private final LabelSpec spec;
  private final int limit;
  private final Overflow overflow;
  private final Reports reports;
  private final String meter;
  private final ConcurrentHashMap<String, String> known = new ConcurrentHashMap<>();

  LabelBound(String meter, LabelSpec spec, int defaultLimit, Overflow overflow, Reports reports) {
    this.meter = meter;
    this.spec = spec;
    this.limit = spec.limit() == 0 ? defaultLimit : spec.limit();
    this.overflow = overflow;
    this.reports = reports;
    for (String value : spec.values()) {
      known.put(value, value);
    }
  }

  /** Takes further values into a closed set. */
  void widen(LabelSpec wider) {
    if (spec.isClosed()) {
      wider.values().forEach(value -> known.putIfAbsent(value, value));
    }
  }

  /** The value that is counted for {@code value}: itself, or {@code _other}. */
  String bound(@Nullable String value) {
    if (value == null) {
      return refuse("label_null", "is null");
    }
    if (value.length() > MAX_LENGTH) {
      return refuse("label_too_long", "is longer than " + MAX_LENGTH + " characters");
    }
    String kept = known.get(value);
    if (kept != null) {
      return kept;
    }
    if (value.equals(LabelSpec.OTHER)) {
      return LabelSpec.OTHER;
    }
    if (value.equals(LabelSpec.NONE)) {
      return LabelSpec.NONE;
    }
    if (spec.isClosed() || known.size() >= limit) {
      overflow.count();
      return LabelSpec.OTHER;
    }
    return learn(value);
  }

  private String learn(String value) {
    if (!isPlain(value)) {
      return refuse("label_characters", "has control characters or broken Unicode");
    }
    if (PersonalData.isLike(value)) {
      reports.invalid("pii_like");
      reports.warn(
          Code.PERSONAL_LABEL,
          "a value of label '"
              + spec.name()
              + "' of '"
              + meter
              + "' looks like an e-mail address, a phone or card number or a UUID; it is counted as "
              + spec.name()
              + "=\"_other\". Use a field of the span or the log line for it.");
      return LabelSpec.OTHER;
    }
    synchronized (known) {
      if (known.size() < limit || known.containsKey(value)) {
        String before = known.putIfAbsent(value, value);
        return before == null ? value : before;
      }
    }
    overflow.count();
    return LabelSpec.OTHER;
  }

  private String refuse(String kind, String what) {
    reports.invalid(kind);
    reports.warn(
        Code.BAD_ARGUMENT,
        "a value of label '"
            + spec.name()
            + "' of '"
            + meter
            + "' "
            + what
            + "; it is counted as "
            + spec.name()
            + "=\"_other\". Pass a short, fixed text.");
    return LabelSpec.OTHER;
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c) || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == value.length() || !Character.isLowSurrogate(value.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
