// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.redis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Failures of Redis by kind. */
final class RedisErrors {

  static final String CONNECTION = "connection";
  static final String TIMEOUT = "timeout";
  static final String CANCELLED = "cancelled";
  static final String COMMAND = "command";
  static final String DENIED = "denied";
  static final String UNAVAILABLE = "unavailable";
  static final String MEMORY = "memory";
  static final String OTHER = "other";

  static final String[] KINDS = {
    CONNECTION, TIMEOUT, CANCELLED, COMMAND, DENIED, UNAVAILABLE, MEMORY, OTHER
  };

  // An answer that is an error begins with a word for it.
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("NOAUTH", DENIED),
          Map.entry("WRONGPASS", DENIED),
          Map.entry("NOPERM", DENIED),
          Map.entry("LOADING", UNAVAILABLE),
          Map.entry("BUSY", UNAVAILABLE),
          Map.entry("READONLY", UNAVAILABLE),
          Map.entry("MASTERDOWN", UNAVAILABLE),
          Map.entry("CLUSTERDOWN", UNAVAILABLE),
          Map.entry("TRYAGAIN", UNAVAILABLE),
          Map.entry("NOREPLICAS", UNAVAILABLE),
          Map.entry("OOM", MEMORY),
          Map.entry("ERR", COMMAND),
          Map.entry("WRONGTYPE", COMMAND),
          Map.entry("NOSCRIPT", COMMAND),
          Map.entry("EXECABORT", COMMAND));

  private RedisErrors() {}

  /** Of an answer that is an error. */
  static String ofAnswer(@Nullable String word) {
    return word == null ? COMMAND : WORDS.getOrDefault(word, COMMAND);
  }

  /** The word an answer begins with, if it is one of Redis' own; its text may quote a value. */
  static @Nullable String word(Throwable answer) {
    String message;
    try {
      message = answer.getMessage();
    } catch (RuntimeException hostile) {
      return null;
    }
    if (message == null) {
      return null;
    }
    int end = message.indexOf(' ');
    String word = end < 0 ? message : message.substring(0, end);
    return WORDS.containsKey(word) ? word : null;
  }
}
