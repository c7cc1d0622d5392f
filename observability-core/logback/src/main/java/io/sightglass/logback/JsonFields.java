// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Redactor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one line. A name is written once: the line's own fields win, and a field of the app
 * that has one of their names gets an underscore at its end; of two fields of the app the first
 * wins. Used again for the next line; one thread at a time.
 */
final class JsonFields {

  /** What stands in place of a value that cannot be written. */
  static final String UNSERIALISABLE = "!unserialisable";

  /** How many fields the app may add to one line. */
  static final int MAX_FIELDS = 64;

  private static final int MAX_DIGIT_BITS =
      3_300; // about 1,000 digits, Jackson's limit for readers

  static final long LEAST_SECRET = 100_000_000_000L;

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private final LineBytes out;
  private final JsonValues values;
  private final LinePlan plan;
  private final FieldName[] seen = new FieldName[MAX_FIELDS];
  private int count;
  private boolean truncated;
  private boolean categorised;

  JsonFields(LineBytes out, JsonValues values, LinePlan plan) {
    this.out = out;
    this.values = values;
    this.plan = plan;
  }

  /** Begins the next line. */
  void begin() {
    count = 0;
    truncated = false;
    categorised = false;
  }

  /** A field of the line itself; left out where there is no value or no name. */
  void own(Own own, @Nullable String value, int max) {
    byte[] lead = plan.lead(own);
    if (value != null && lead.length > 0) {
      out.raw(lead);
      truncated |= value.length() > max;
      out.text(Texts.cut(value, max));
    }
  }

  /** The same, with its secrets replaced. */
  void own(Own own, @Nullable String value, int max, Redactor redactor) {
    byte[] lead = plan.lead(own);
    if (value != null && lead.length > 0) {
      out.raw(lead);
      text(value, max, redactor);
    }
  }

  /** Something was left out of this line. */
  void cut() {
    truncated = true;
  }

  /** A field of the app. */
  void add(@Nullable String name, @Nullable Object value, Redactor redactor) {
    FieldName free = free(name);
    if (free != null) {
      out.raw(free.lead());
      if (free.category() && value instanceof String category) {
        categorised = true;
        text(plan.categoryPrefix + category, Texts.MAX_NAME, redactor);
      } else {
        value(free, value, redactor);
      }
    }
  }

  /** Each field of an object as a field of the app; a mark under {@code name} where it is null. */
  void addAll(String name, @Nullable JsonNode fields) {
    if (fields == null || !fields.isObject()) {
      add(name, UNSERIALISABLE, plan.arguments);
      return;
    }
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      FieldName free = free(field.getKey());
      if (free != null) {
        categorised |= free.category();
        out.raw(free.lead());
        node(field.getKey(), field.getValue());
      }
    }
  }

  /** What kind of line it is, where no field said so; and whether something was cut. */
  void end(String category) {
    if (!categorised) {
      own(Own.CATEGORY, plan.categoryPrefix + category, Texts.MAX_NAME);
    }
    if (truncated) {
      out.raw(plan.lead(Own.TRUNCATED));
      out.raw(TRUE);
    }
  }

  private @Nullable FieldName free(@Nullable String given) {
    if (given == null || given.isEmpty()) {
      return null;
    }
    FieldName name = plan.name(given, plan.arguments);
    for (int i = 0; i < count; i++) {
      if (seen[i].isSame(name)) {
        return null;
      }
    }
    if (count >= MAX_FIELDS) {
      truncated = true;
      return null;
    }
    seen[count++] = name;
    return name;
  }

  private void value(FieldName name, @Nullable Object value, Redactor redactor) {
    if (value == null) {
      out.raw(NULL);
    } else if (value instanceof Boolean bool) {
      out.raw(bool ? TRUE : FALSE);
    } else if (value instanceof Number number) {
      if (name.secretNumber()) {
        out.text(redactor.mark());
      } else {
        number(name, number);
      }
    } else if (name.secret()) {
      out.text(redactor.mark());
    } else if (value instanceof String string) {
      text(string, Texts.MAX_VALUE, redactor);
    } else if (value instanceof Throwable thrown) {
      text(Texts.of(thrown), Texts.MAX_VALUE, redactor);
    } else {
      object(name, value);
    }
  }

  private void number(FieldName name, Number value) {
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      whole(name, value.longValue());
    } else if (value instanceof Double number && Double.isFinite(number)) {
      out.ascii(number.toString());
    } else if (isTooLong(value)) {
      out.text(UNSERIALISABLE);
    } else if (isAmount(value)) {
      out.ascii(value.toString());
    } else {
      object(name, value);
    }
  }

  /** One that is long enough may be the number of a card or a person. */
  private void whole(FieldName name, long value) {
    if (value >= LEAST_SECRET) {
      String named = name.name() + ' ' + value;
      if (!plan.arguments.redact(named).equals(named)) {
        out.text(Redactor.MARK);
        return;
      }
    }
    out.number(value);
  }

  private static boolean isTooLong(Number value) {
    BigInteger digits =
        value instanceof BigInteger whole
            ? whole
            : value instanceof BigDecimal decimal ? decimal.unscaledValue() : BigInteger.ZERO;
    return digits.bitLength() > MAX_DIGIT_BITS;
  }

  // Not a tree for the numbers that money has; a far exponent would make a line of zeros.
  private static boolean isAmount(Object value) {
    return value.getClass() == BigDecimal.class && Math.abs(((BigDecimal) value).scale()) < 20;
  }

  private void object(FieldName name, Object value) {
    JsonNode tree = values.tree(value);
    if (tree == null) {
      out.text(UNSERIALISABLE);
    } else {
      node(name.name(), tree);
    }
  }

  private void node(String name, JsonNode node) {
    if (!node.isNull() && !node.isBoolean() && plan.arguments.isSecret(name)) {
      out.text(plan.arguments.mark());
    } else if (node.isObject()) {
      out.raw('{');
      boolean first = true;
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!first) {
          out.raw(',');
        }
        first = false;
        out.text(Texts.cut(field.getKey(), Texts.MAX_NAME));
        out.raw(':');
        node(field.getKey(), field.getValue());
      }
      out.raw('}');
    } else if (node.isArray()) {
      out.raw('[');
      for (int i = 0; i < node.size(); i++) {
        if (i > 0) {
          out.raw(',');
        }
        node("", node.get(i));
      }
      out.raw(']');
    } else if (node.isString()) {
      text(node.stringValue(), Texts.MAX_VALUE, plan.arguments);
    } else {
      scalar(node);
    }
  }

  // As JsonValues reads them: whole numbers of any size, decimals to the digit.
  private void scalar(JsonNode node) {
    if (node.isIntegralNumber()) {
      out.ascii(node.bigIntegerValue().toString());
    } else if (node.isNumber()) {
      out.ascii(node.decimalValue().toString());
    } else if (node.isBoolean()) {
      out.raw(node.booleanValue() ? TRUE : FALSE);
    } else {
      out.raw(NULL);
    }
  }

  private void text(String value, int max, Redactor redactor) {
    int length = value.length();
    if (length <= max) {
      String redacted = redactor.redact(value);
      out.text(Texts.cut(redacted, max));
    } else {
      truncated = true;
      out.text(Texts.cut(redactor.redact(Texts.cut(value, max + Texts.BEYOND)), max));
    }
  }
}
