// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the declared template of a whole path. A tree by segments: a literal beats a variable, a
 * variable beats the rest ({@code *} or {@code {name...}}, at the end only, which also matches
 * nothing). One trailing slash does not matter; a variable needs at least one character.
 *
 * <p>Each node is visited once at most, so the time is bounded by the templates, not by the path.
 * Matching allocates nothing. Immutable and thread-safe.
 */
final class RouteTable {

  static final int UNMATCHED = -1;

  private final List<String> templates;
  private final Node root = new Node("");

  RouteTable(List<String> templates) {
    this.templates = List.copyOf(templates);
    for (int i = 0; i < this.templates.size(); i++) {
      add(this.templates.get(i), i);
    }
  }

  List<String> templates() {
    return templates;
  }

  /** The index of the template that matches, or {@link #UNMATCHED}. */
  int match(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return UNMATCHED;
    }
    int end = path.length();
    if (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return find(root, path, 1, end);
  }

  private static int find(Node node, String path, int from, int end) {
    if (from >= end) {
      return node.route != UNMATCHED ? node.route : node.rest;
    }
    int slash = path.indexOf('/', from);
    int to = slash < 0 || slash > end ? end : slash;
    Node literal = node.literal(path, from, to);
    int found = literal == null ? UNMATCHED : find(literal, path, to + 1, end);
    if (found == UNMATCHED && node.variable != null && to > from) {
      found = find(node.variable, path, to + 1, end);
    }
    return found == UNMATCHED ? node.rest : found;
  }

  private void add(String template, int index) {
    Objects.requireNonNull(template, "route");
    if (!template.startsWith("/")) {
      throw bad(template, "must begin with '/'");
    }
    Node node = root;
    List<String> segments = segments(template);
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isRest(segment)) {
        if (i < segments.size() - 1) {
          throw bad(template, "may have '" + segment + "' at its end only");
        }
        node.rest = node.rest == UNMATCHED ? index : taken(template, node.rest);
        return;
      }
      node = isVariable(template, segment) ? node.variable() : node.child(segment);
    }
    node.route = node.route == UNMATCHED ? index : taken(template, node.route);
  }

  private int taken(String template, int other) {
    throw bad(template, "matches the same paths as '" + templates.get(other) + "'");
  }

  private static List<String> segments(String template) {
    List<String> segments = new ArrayList<>();
    for (int from = 1; from < template.length(); ) {
      int slash = template.indexOf('/', from);
      int to = slash < 0 ? template.length() : slash;
      segments.add(template.substring(from, to));
      from = to + 1;
    }
    return segments;
  }

  private static boolean isRest(String segment) {
    return segment.equals("*")
        || segment.equals("**")
        || (segment.startsWith("{") && segment.endsWith("...}"));
  }

  private static boolean isVariable(String template, String segment) {
    boolean variable = segment.length() > 2 && segment.startsWith("{") && segment.endsWith("}");
    if (!variable && (segment.isEmpty() || segment.matches(".*[{}*].*"))) {
      throw bad(template, "has the segment '" + segment + "': allowed are text, {name}, *");
    }
    return variable;
  }

  private static IllegalArgumentException bad(String template, String what) {
    return new IllegalArgumentException("route '" + template + "' " + what);
  }

  /** What may follow at one place. */
  private static final class Node {

    private final String segment;
    private final List<Node> children = new ArrayList<>();
    private @Nullable Node variable;
    private int route = UNMATCHED;
    private int rest = UNMATCHED;

    Node(String segment) {
      this.segment = segment;
    }

    Node variable() {
      Node next = variable == null ? new Node("") : variable;
      variable = next;
      return next;
    }

    Node child(String literal) {
      for (Node child : children) {
        if (child.segment.equals(literal)) {
          return child;
        }
      }
      Node child = new Node(literal);
      children.add(child);
      return child;
    }

    @Nullable Node literal(String path, int from, int to) {
      for (int i = 0; i < children.size(); i++) {
        Node child = children.get(i);
        if (PathSegment.equals(child.segment, path, from, to)) {
          return child;
        }
      }
      return null;
    }
  }
}
