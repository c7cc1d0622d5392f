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

  /** Frames of one throwable: the most that lets the causes, which tell more, still fit. */
  private static final int[] FRAMES = {60, 20, 8};

  private final StringBuilder out = new StringBuilder(1024);
  private final UnaryOperator<String> message;
  private final int frames;

  private StackText(UnaryOperator<String> message, int frames) {
    this.message = message;
    this.frames = frames;
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
    StringBuilder text = new StringBuilder();
    for (int frames : FRAMES) {
      StackText attempt = new StackText(message, frames);
      attempt.add("", "", thrown, 0);
      text = attempt.out;
      if (text.length() <= MAX) {
        break;
      }
    }
    // One more than allowed, so that who writes it sees that it was cut.
    return Texts.cut(text.toString(), MAX + 1);
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
    StackTraceElementProxy[] trace = thrown.getStackTraceElementProxyArray();
    if (trace == null) {
      return;
    }
    int shown = Math.min(trace.length - thrown.getCommonFrames(), frames);
    for (int i = 0; i < shown && out.length() <= MAX; i++) {
      out.append(indent).append('\t').append(trace[i].getSTEAsString()).append('\n');
    }
    if (shown < trace.length) {
      out.append(indent).append("\t... ").append(trace.length - shown).append(" more\n");
    }
  }
}
