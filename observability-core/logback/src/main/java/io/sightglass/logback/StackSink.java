// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

/** Where a stack trace is written to. */
interface StackSink {

  /** How much was written, in characters; a sink that escapes may count what it made of them. */
  int length();

  /** Forgets what was written. */
  void clear();

  /** Writes a text. */
  void text(String text);

  /** Writes a frame, after {@code at}. */
  void frame(StackTraceElement frame);

  /** For a line that people read. */
  record Plain(StringBuilder out) implements StackSink {

    @Override
    public int length() {
      return out.length();
    }

    @Override
    public void clear() {
      out.setLength(0);
    }

    @Override
    public void text(String text) {
      out.append(text);
    }

    @Override
    public void frame(StackTraceElement frame) {
      StackText.frame(out, frame);
    }
  }
}
