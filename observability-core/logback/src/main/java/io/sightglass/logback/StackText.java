// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.function.UnaryOperator;

/** A throwable as text, bounded in length and depth. */
final class StackText {

  /** The longest text, in characters. */
  static final int MAX = 8 * 1024;

  private static final int MAX_DEPTH = 50;

  private final StringBuilder out = new StringBuilder(1024);
  private final UnaryOperator<String> message;

  private StackText(UnaryOperator<String> message) {
    this.message = message;
  }

  /** Class and message, on the first line of the stack trace. */
  static String head(IThrowableProxy thrown) {
    String text = thrown.getMessage();
    return text == null ? thrown.getClassName() : thrown.getClassName() + ": " + text;
  }

  /**
   * The stack trace with its causes.
   *
   * @param message applied to each first line, to escape it where lines count
   */
  static String of(IThrowableProxy thrown, UnaryOperator<String> message) {
    StackText text = new StackText(message);
    text.add("", "", thrown, 0);
    return text.out.length() > MAX ? text.out.substring(0, MAX) : text.out.toString();
  }

  private void add(String indent, String label, IThrowableProxy thrown, int depth) {
    if (depth > MAX_DEPTH || out.length() > MAX) {
      return;
    }
    out.append(indent).append(label).append(message.apply(head(thrown))).append('\n');
    if (thrown.isCyclic()) {
      out.append(indent).append("\t(seen before)\n");
      return;
    }
    addFrames(indent, thrown);
    IThrowableProxy[] suppressed = thrown.getSuppressed();
    for (int i = 0; suppressed != null && i < suppressed.length; i++) {
      add(indent + '\t', "Suppressed: ", suppressed[i], depth + 1);
    }
    IThrowableProxy cause = thrown.getCause();
    if (cause != null) {
      add(indent, "Caused by: ", cause, depth + 1);
    }
  }

  private void addFrames(String indent, IThrowableProxy thrown) {
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    if (frames == null) {
      return;
    }
    int shown = frames.length - thrown.getCommonFrames();
    for (int i = 0; i < shown && out.length() <= MAX; i++) {
      out.append(indent).append('\t').append(frames[i].getSTEAsString()).append('\n');
    }
    if (thrown.getCommonFrames() > 0) {
      out.append(indent).append("\t... ").append(thrown.getCommonFrames()).append(" more\n");
    }
  }
}
