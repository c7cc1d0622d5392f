// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with declarations: all of it, for one text. */
final class Problems {

  /** One of them: where, and what with what is allowed. */
  record Problem(String type, String component, String text) {

    @Override
    public String toString() {
      return type + (component.isEmpty() ? "" : "." + component) + ": " + text;
    }
  }

  private final List<Problem> all = new ArrayList<>();

  void add(String type, String component, String text) {
    all.add(new Problem(type, component, text));
  }

  void add(String type, String text) {
    add(type, "", text);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<Problem> all() {
    return List.copyOf(all);
  }

  /** For example {@code 2 problems in declarations of events:} and a line for each. */
  String report() {
    StringBuilder out = new StringBuilder();
    out.append(all.size())
        .append(all.size() == 1 ? " problem" : " problems")
        .append(" in declarations of events:");
    all.forEach(problem -> out.append("\n  ").append(problem));
    return out.toString();
  }

  /** The same as one line of a log. */
  String line() {
    return "an event cannot be recorded: "
        + all.stream().map(Problem::toString).collect(Collectors.joining("; "))
        + ". Events of that record are dropped; correct its declaration.";
  }
}
