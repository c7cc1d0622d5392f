// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** The groups that an app names. */
final class CheckGroups {

  private static final int MAX_GROUPS = 20;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
  private static final Set<String> TAKEN = Set.of("live", "ready", "started", "detailed");

  private final List<CheckRunner> checks;
  private final Map<String, List<CheckRunner>> groups = new LinkedHashMap<>();
  private boolean closed;

  CheckGroups(List<CheckRunner> checks) {
    this.checks = checks;
  }

  synchronized void add(String group, String... names) {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(names, "checks");
    if (!NAME.matcher(group).matches() || TAKEN.contains(group)) {
      throw new IllegalArgumentException(
          "name of a health group '"
              + group
              + "': a lower-case letter, then at most 31 letters, digits, _ or -; not one of "
              + TAKEN.stream().sorted().toList());
    }
    if (names.length == 0) {
      throw new IllegalArgumentException("health group '" + group + "': at least one check");
    }
    List<CheckRunner> members = new ArrayList<>();
    for (String name : names) {
      members.add(check(group, Objects.requireNonNull(name, "a check of the group")));
    }
    if (closed) {
      throw new IllegalStateException(
          "health group '" + group + "': name groups before the endpoints are mounted");
    }
    if (groups.size() >= MAX_GROUPS) {
      throw new IllegalArgumentException("an app has at most " + MAX_GROUPS + " health groups");
    }
    if (groups.putIfAbsent(group, List.copyOf(members)) != null) {
      throw new IllegalArgumentException("there is a health group '" + group + "' already");
    }
  }

  private CheckRunner check(String group, String name) {
    return checks.stream()
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "health group '" + group + "': add the check '" + name + "' before"));
  }

  /** The groups; there will be no more. */
  synchronized Map<String, List<CheckRunner>> close() {
    closed = true;
    return new LinkedHashMap<>(groups);
  }
}
