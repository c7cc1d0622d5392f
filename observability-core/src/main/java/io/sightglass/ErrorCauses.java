// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads throwables, whose methods may be the app's own, may throw and may lead in a circle. */
final class ErrorCauses {

  /** How far causes are followed. */
  static final int MAX_CAUSES = 16;

  private static final int MAX_FRAMES = 250;
  private static final int MAX_TEXT = 4_096;

  private ErrorCauses() {}

  /** The throwable and its causes, each once. */
  static List<Throwable> chain(Throwable error) {
    List<Throwable> chain = new ArrayList<>(4);
    @Nullable Throwable link = error;
    while (link != null && chain.size() < MAX_CAUSES && !holds(chain, link)) {
      chain.add(link);
      link = causeOf(link);
    }
    return chain;
  }

  @SuppressWarnings("ReferenceEquality") // equals may be the app's
  private static boolean holds(List<Throwable> chain, Throwable link) {
    for (Throwable known : chain) {
      if (known == link) {
        return true;
      }
    }
    return false;
  }

  static @Nullable Throwable causeOf(Throwable error) {
    try {
      return error.getCause();
    } catch (RuntimeException | StackOverflowError hostile) {
      return null;
    }
  }

  /** What reporters are shown of it. */
  static List<ErrorReport.Cause> parts(Throwable error, Redactor redactor) {
    return chain(error).stream().map(link -> part(link, redactor)).toList();
  }

  private static ErrorReport.Cause part(Throwable link, Redactor redactor) {
    return new ErrorReport.Cause(link.getClass().getName(), message(link, redactor), stack(link));
  }

  private static @Nullable String message(Throwable link, Redactor redactor) {
    try {
      String message = link.getMessage();
      return message == null ? null : cut(redactor.redact(cut(message)));
    } catch (RuntimeException | StackOverflowError hostile) {
      return null;
    }
  }

  private static List<StackTraceElement> stack(Throwable link) {
    try {
      StackTraceElement[] frames = link.getStackTrace();
      return List.of(Arrays.copyOf(frames, Math.min(frames.length, MAX_FRAMES)));
    } catch (RuntimeException | StackOverflowError hostile) {
      return List.of();
    }
  }

  static String cut(String text) {
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
  }
}
