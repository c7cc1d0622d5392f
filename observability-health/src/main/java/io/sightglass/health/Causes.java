// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Redactor;
import io.sightglass.health.HealthResult.Cause;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns what a check threw into a cause that may be served, and into a line for the log. */
final class Causes {

  private static final int MAX_CHAIN = 16;
  private static final int MAX_TEXT = 1024;

  /** Read beyond the cut, so that a secret is seen whole that the cut goes through. */
  private static final int BEYOND = 256;

  private Causes() {}

  /** The cause for {@code failure}: the innermost one that is known. */
  static Cause of(Throwable failure) {
    try {
      Cause found = Cause.FAILED;
      Throwable link = failure;
      for (int i = 0; link != null && i < MAX_CHAIN; i++) {
        Cause known = known(link);
        if (known != null) {
          found = known;
        }
        link = link.getCause();
      }
      return found;
    } catch (RuntimeException | StackOverflowError e) {
      return Cause.FAILED; // An exception's own methods may throw.
    }
  }

  private static @Nullable Cause known(Throwable link) {
    if (link instanceof ConnectException) {
      return Cause.REFUSED;
    }
    if (link instanceof UnknownHostException || link instanceof NoRouteToHostException) {
      return Cause.UNREACHABLE;
    }
    if (link instanceof SocketTimeoutException
        || link instanceof TimeoutException
        || link instanceof SQLTimeoutException) {
      return Cause.TIMEOUT;
    }
    if (link instanceof SQLException sql) {
      return knownSql(sql);
    }
    return null;
  }

  private static @Nullable Cause knownSql(SQLException sql) {
    String state = sql.getSQLState();
    // SQL:2016 classes: 28 invalid authorisation, 08 connection exception.
    if (state != null && state.startsWith("28")) {
      return Cause.AUTH;
    }
    if (sql instanceof SQLTransientConnectionException) {
      return Cause.POOL_EXHAUSTED; // What pools throw when none of their connections came free.
    }
    return state != null && state.startsWith("08") ? Cause.REFUSED : null;
  }

  /** Class and message of the failure, for the log and not yet without credentials. */
  static String text(Throwable failure) {
    String text = failure.getClass().getName();
    try {
      String message = failure.getMessage();
      text = message == null ? text : text + ": " + message;
    } catch (RuntimeException | StackOverflowError e) {
      text += " (its message cannot be read)";
    }
    return cut(text, MAX_TEXT + BEYOND);
  }

  private static String cut(String text, int max) {
    return text.length() > max ? text.substring(0, max) : text;
  }

  /** The text as one line without what those rules find. */
  static String text(String text, Redactor rules) {
    String cut = cut(text, MAX_TEXT + BEYOND);
    StringBuilder line = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return cut(rules.redact(line.toString()), MAX_TEXT);
  }
}
