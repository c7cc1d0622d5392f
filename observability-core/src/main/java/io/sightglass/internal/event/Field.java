// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.opentelemetry.api.common.AttributeKey;
import io.sightglass.Money;
import io.sightglass.Redactor;
import io.sightglass.catalogue.LabelSpec;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One component on its way to the span and the log line: its key and its value there. Money has two
 * values, the amount and the currency.
 */
final class Field {

  /** Longer texts are cut; a field is no place for a document. */
  static final int MAX_TEXT = 4_096;

  private final String key;
  private final @Nullable String currencyKey;
  private final ValueKind kind;
  private final boolean label;
  private final boolean sensitive;
  private final int closed;
  private final Redactor redactor;
  private final boolean secret;
  private final Accessor accessor;
  private final Faults faults;

  private Field(Builder builder, Accessor accessor, Redactor redactor, Faults faults) {
    key = builder.key;
    currencyKey = builder.currencyKey;
    kind = builder.kind;
    label = builder.label;
    sensitive = builder.sensitive;
    closed = builder.closed;
    this.redactor = redactor;
    secret = !label && redactor.isSecret(key);
    this.accessor = accessor;
    this.faults = faults;
  }

  /**
   * What a field is made of.
   *
   * @param closed the place of its label in a row; -1 for any other field
   */
  record Builder(
      String key,
      @Nullable String currencyKey,
      ValueKind kind,
      boolean label,
      boolean sensitive,
      int closed) {

    Field build(Accessor accessor, Redactor redactor, Faults faults) {
      return new Field(this, accessor, redactor, faults);
    }
  }

  /** How many values it has. */
  int size() {
    return currencyKey == null ? 1 : 2;
  }

  void keys(int at, String[] keys, AttributeKey<?>[] attributes) {
    keys[at] = key;
    attributes[at] = attribute();
    if (currencyKey != null) {
      keys[at + 1] = currencyKey;
      attributes[at + 1] = AttributeKey.stringKey(currencyKey);
    }
  }

  private AttributeKey<?> attribute() {
    if (label || sensitive) {
      return AttributeKey.stringKey(key);
    }
    return switch (kind) {
      case MONEY, DURATION, NUMBER -> AttributeKey.doubleKey(key);
      case WHOLE_NUMBER -> AttributeKey.longKey(key);
      case BOOLEAN -> AttributeKey.booleanKey(key);
      default -> AttributeKey.stringKey(key);
    };
  }

  /** Puts the value at its place; nothing where it is missing or could not be read. */
  void put(int at, @Nullable Object[] values, Row row, Record event) {
    if (closed >= 0 && kind != ValueKind.TEXT) {
      values[at] = row.text(closed);
      return;
    }
    if (label) {
      String text = accessor.readText(event);
      values[at] = text == null ? LabelSpec.NONE : text(text);
      return;
    }
    Object value = accessor.read(event);
    if (value == null) {
      return;
    }
    if (sensitive) {
      values[at] = redactor.mark();
    } else if (value instanceof Money money && currencyKey != null) {
      values[at] = plain(money.amount());
      values[at + 1] = money.currency().getCurrencyCode();
    } else {
      values[at] = simple(value);
    }
  }

  // A scale below zero would be written as 1E+4, which not everything reads as a number.
  private static BigDecimal plain(BigDecimal amount) {
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }

  private @Nullable Object simple(Object value) {
    return switch (kind) {
      case DURATION -> value instanceof Duration time ? AmountPart.seconds(time) : null;
      case WHOLE_NUMBER -> value instanceof Number number ? number.longValue() : null;
      case NUMBER -> number(value);
      case BOOLEAN -> value;
      case ENUM -> value instanceof Enum<?> constant ? ClassReader.textOf(constant) : null;
      default -> text(value);
    };
  }

  private static @Nullable Object number(Object value) {
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    return value;
  }

  private @Nullable String text(Object value) {
    if (secret) {
      return redactor.mark();
    }
    String text;
    try {
      text = value.toString();
    } catch (Throwable failure) {
      faults.unreadable(accessor.where(), failure);
      return null;
    }
    if (text == null) {
      return null;
    }
    String cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    return redactor.redact(cut);
  }
}
