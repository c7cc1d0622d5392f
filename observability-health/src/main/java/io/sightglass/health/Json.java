// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.util.Locale;

/**
 * Writes the fixed shapes of health answers. Every name and every value is escaped; a lone
 * surrogate becomes U+FFFD.
 */
final class Json {

  private final StringBuilder out = new StringBuilder(256);
  private boolean first = true;

  Json open() {
    return begin('{');
  }

  Json open(String name) {
    return name(name).begin('{');
  }

  Json openList(String name) {
    return name(name).begin('[');
  }

  Json openItem() {
    comma();
    return begin('{');
  }

  Json close() {
    return end('}');
  }

  Json closeList() {
    return end(']');
  }

  Json field(String name, String value) {
    return name(name).quoted(value);
  }

  Json field(String name, boolean value) {
    name(name).out.append(value);
    return this;
  }

  /** A number with three decimals: milliseconds of seconds, microseconds of milliseconds. */
  Json field(String name, double value) {
    name(name).out.append(String.format(Locale.ROOT, "%.3f", value));
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private Json begin(char bracket) {
    out.append(bracket);
    first = true;
    return this;
  }

  private Json end(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  private Json name(String name) {
    comma();
    quoted(name);
    out.append(':');
    return this;
  }

  private void comma() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private Json quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append('\ufffd');
      }
    }
    out.append('"');
    return this;
  }
}
