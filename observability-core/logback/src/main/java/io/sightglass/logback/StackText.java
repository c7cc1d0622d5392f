// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A throwable as text, bounded in length and depth. */
final class StackText {

  /** The longest text, in characters. */
  static final int MAX = 8 * 1024;

  private static final String AT = "\tat ";
  private static final int MAX_DEPTH = 50;
  private static final int MAX_INDENT = 64;

  /** Frames of one throwable: the most that lets the causes, which tell more, still fit. */
  private static final int[] FRAMES = {60, 20, 8};

  /** What is left for the frame that comes last; a longer one is cut. */
  private static final int MAX_FRAME = 512;

  private final StackSink out;
  private final UnaryOperator<String> message;
  private final int frames;
  private boolean cut;

  private StackText(StackSink out, UnaryOperator<String> message, int frames) {
    this.out = out;
    this.message = message;
    this.frames = frames;
  }

  /** Class and message, on the first line of the stack trace. */
  static String head(IThrowableProxy thrown) {
    String text = message(thrown);
    return text == null ? thrown.getClassName() : thrown.getClassName() + ": " + text;
  }

  /** The message, not much longer than anything shows. */
  static @Nullable String message(IThrowableProxy thrown) {
    String text = thrown.getMessage();
    return text == null ? null : Texts.cut(text, MAX + Texts.BEYOND);
  }

  /**
   * Writes the stack trace with its causes.
   *
   * @param message applied to each first line, for what must not be in it
   * @return whether something was cut
   */
  static boolean write(StackSink out, IThrowableProxy thrown, UnaryOperator<String> message) {
    boolean cut = false;
    for (int frames : FRAMES) {
      out.clear();
      StackText attempt = new StackText(out, message, frames);
      attempt.add("", "", thrown, 0);
      cut = attempt.cut;
      if (!cut) {
        break;
      }
    }
    return cut;
  }

  /** Where it was thrown; null where nothing tells. */
  static @Nullable String thrownAt(IThrowableProxy thrown) {
    StackTraceElementProxy[] trace = thrown.getStackTraceElementProxyArray();
    if (trace == null || trace.length == 0) {
      return null;
    }
    StringBuilder at = new StringBuilder(80);
    frame(at, trace[0].getStackTraceElement());
    return at.toString();
  }

  private void add(String indent, String label, IThrowableProxy thrown, int depth) {
    if (depth > MAX_DEPTH) {
      cut = true;
      return;
    }
    append(indent);
    append(label);
    append(message.apply(head(thrown)));
    append("\n");
    if (thrown.isCyclic()) {
      append(indent);
      append("\t(seen before)\n");
      return;
    }
    addFrames(indent, thrown);
    IThrowableProxy[] suppressed = thrown.getSuppressed();
    for (int i = 0; suppressed != null && i < suppressed.length && !cut; i++) {
      add(indent + '\t', "Suppressed: ", suppressed[i], depth + 1);
    }
    IThrowableProxy cause = thrown.getCause();
    if (cause != null && !cut) {
      add(indent, "Caused by: ", cause, depth + 1);
    }
  }

  private void append(String text) {
    int left = cut ? 0 : MAX - out.length();
    if (text.length() > left) {
      cut = true;
    }
    if (left > 0) {
      out.text(Texts.cut(text, left));
    }
  }

  private void addFrames(String indent, IThrowableProxy thrown) {
    StackTraceElementProxy[] trace = thrown.getStackTraceElementProxyArray();
    if (trace == null) {
      return;
    }
    int shown = Math.min(trace.length - thrown.getCommonFrames(), frames);
    for (int i = 0; i < shown && !cut; i++) {
      if (out.length() > MAX - MAX_FRAME) {
        cut = true;
        return;
      }
      out.text(indent.isEmpty() ? AT : indent + AT);
      out.frame(trace[i].getStackTraceElement());
      out.text("\n");
    }
    if (shown < trace.length) {
      append(indent + "\t... " + (trace.length - shown) + " more\n");
    }
  }

  // As the JVM writes it, without names of class loaders and versions of modules: no text is made
  // that is not written.
  static void frame(StringBuilder out, StackTraceElement frame) {
    int start = out.length();
    String module = frame.getModuleName();
    if (module != null && !module.isEmpty()) {
      out.append(module).append('/');
    }
    out.append(frame.getClassName()).append('.').append(frame.getMethodName()).append('(');
    String file = frame.getFileName();
    if (frame.isNativeMethod()) {
      out.append("Native Method");
    } else if (file == null) {
      out.append("Unknown Source");
    } else {
      out.append(file);
      if (frame.getLineNumber() >= 0) {
        out.append(':').append(frame.getLineNumber());
      }
    }
    out.append(')');
    if (out.length() - start > MAX_FRAME - MAX_INDENT) {
      out.setLength(start + MAX_FRAME - MAX_INDENT);
    }
  }
}
