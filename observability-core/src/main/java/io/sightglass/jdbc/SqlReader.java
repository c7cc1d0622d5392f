// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the words of a statement what it does and to which table. It knows no grammar: it
 * looks for the verb, and for the name that follows it or its {@code from}. Not thread-safe.
 */
final class SqlReader {

  private static final Map<String, String> VERBS =
      Map.ofEntries(
          Map.entry("select", "select"),
          Map.entry("insert", "insert"),
          Map.entry("replace", "insert"),
          Map.entry("upsert", "insert"),
          Map.entry("update", "update"),
          Map.entry("delete", "delete"),
          Map.entry("merge", "merge"),
          Map.entry("call", "call"),
          Map.entry("exec", "call"),
          Map.entry("execute", "call"),
          Map.entry("create", "ddl"),
          Map.entry("alter", "ddl"),
          Map.entry("drop", "ddl"),
          Map.entry("truncate", "ddl"),
          Map.entry("grant", "ddl"),
          Map.entry("revoke", "ddl"),
          Map.entry("begin", SqlShape.OTHER),
          Map.entry("start", SqlShape.OTHER),
          Map.entry("commit", SqlShape.OTHER),
          Map.entry("rollback", SqlShape.OTHER),
          Map.entry("savepoint", SqlShape.OTHER),
          Map.entry("release", SqlShape.OTHER),
          Map.entry("set", SqlShape.OTHER),
          Map.entry("show", SqlShape.OTHER),
          Map.entry("explain", SqlShape.OTHER),
          Map.entry("values", SqlShape.OTHER),
          Map.entry("lock", SqlShape.OTHER),
          Map.entry("vacuum", SqlShape.OTHER),
          Map.entry("analyze", SqlShape.OTHER),
          Map.entry("copy", SqlShape.OTHER),
          Map.entry("use", SqlShape.OTHER));

  /** What may stand between the verb and the table. */
  private static final Set<String> BETWEEN =
      Set.of(
          "into",
          "from",
          "only",
          "lateral",
          "ignore",
          "low_priority",
          "high_priority",
          "delayed",
          "quick",
          "overwrite",
          "or",
          "replace",
          "abort",
          "fail",
          "rollback",
          "table");

  private static final Set<String> OF_WITH =
      Set.of("with", "recursive", "as", "materialized", "not");
  private static final int MAX_NAME = 100;
  private static final int MAX_WITH = 32;

  private final Set<String> withNames = new HashSet<>();
  private @Nullable String verb;
  private @Nullable String name;
  private @Nullable String withSource;
  private boolean unknown;
  private boolean with;
  private boolean expecting;
  private boolean expectingWithSource;
  private boolean afterName;
  private boolean afterDot;
  private boolean afterDistinct;
  private int depth;
  private int verbDepth;

  void word(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (verb == null && !unknown) {
      first(word);
    } else if (expecting) {
      if (!BETWEEN.contains(word)) {
        name(word);
      }
    } else if (afterDot) {
      part(word);
    } else {
      afterName = false;
      expecting = name == null && "select".equals(verb) && isFrom(word);
    }
    afterDistinct = word.equals("distinct");
  }

  // Not that of "a is distinct from b".
  private boolean isFrom(String word) {
    return depth == verbDepth && word.equals("from") && !afterDistinct;
  }

  private void first(String word) {
    if (with && depth > 0) {
      inWith(word);
      return;
    }
    if (with || word.equals("with")) {
      with = true;
      if (!VERBS.containsKey(word)) {
        if (!OF_WITH.contains(word) && withNames.size() < MAX_WITH) {
          withNames.add(word);
        }
        return;
      }
    }
    if (!VERBS.containsKey(word)) {
      unknown = true;
      return;
    }
    verb = word;
    verbDepth = depth;
    expecting = Set.of("insert", "update", "delete", "merge", "call").contains(type());
  }

  private void inWith(String word) {
    if (expectingWithSource && !BETWEEN.contains(word)) {
      expectingWithSource = false;
      if (withSource == null && !withNames.contains(word)) {
        withSource = word;
      }
    } else {
      expectingWithSource = word.equals("from");
    }
  }

  /** A name in quotes. */
  void quoted(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (verb == null && with && depth == 0) {
      withNames.add(plain);
    } else if (expecting) {
      name(plain);
    } else if (afterDot) {
      part(plain);
    } else {
      afterName = false;
    }
  }

  void literal() {
    expecting = false;
    afterName = false;
    afterDot = false;
    expectingWithSource = false;
  }

  void sign(char c) {
    boolean follows = afterName;
    afterName = false;
    if (c == '(') {
      open(follows);
    } else if (c == ')') {
      depth--;
      expecting = false;
      expectingWithSource = false;
    } else if (c == '.' && follows) {
      afterDot = true;
    } else {
      expecting = false;
    }
  }

  private void open(boolean follows) {
    depth++;
    if (follows && "select".equals(verb)) {
      // A function that makes rows.
      name = null;
      verbDepth = -1;
    } else if (expecting && "select".equals(verb)) {
      verbDepth = depth;
      expecting = false;
    }
  }

  private void name(String word) {
    expecting = false;
    name = word;
    afterName = true;
  }

  private void part(String word) {
    afterDot = false;
    name = name + "." + word;
    afterName = true;
  }

  private String type() {
    return verb == null ? SqlShape.OTHER : VERBS.getOrDefault(verb, SqlShape.OTHER);
  }

  SqlShape shape(String text) {
    String type = type();
    String target = name;
    if (target != null && type.equals("select") && withNames.contains(target)) {
      target = withSource;
    }
    if (target != null && target.length() > MAX_NAME) {
      target = null;
    }
    String summary = verb == null ? null : verb.toUpperCase(Locale.ROOT);
    if (summary != null && target != null) {
      summary = summary + " " + target;
    }
    return new SqlShape(type, type.equals("call") ? null : target, summary, text);
  }
}
