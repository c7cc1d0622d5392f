// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How the fields of a line are called: the library's own names, those of the Elastic Common Schema,
 * and single renames over either. Immutable.
 */
final class FieldProfile {

  /** The library's own names. */
  static final FieldProfile PLAIN = new FieldProfile(false, Map.of());

  private static final String ECS_VERSION = "8.11.0";

  /** Fields of the context and of events that the schema has. */
  private static final Map<String, String> ECS_FIELDS =
      Map.of(
          "user_id", "user.id",
          "workspace_id", "organization.id",
          "client_address", "client.address",
          "event", "event.action");

  /** What the schema has objects for; a text or a number of that name is refused by an index. */
  private static final Set<String> ECS_OBJECTS =
      Set.of(
          "agent",
          "client",
          "cloud",
          "container",
          "data_stream",
          "destination",
          "device",
          "dll",
          "dns",
          "ecs",
          "email",
          "error",
          "event",
          "faas",
          "file",
          "group",
          "host",
          "http",
          "labels",
          "log",
          "network",
          "observer",
          "orchestrator",
          "organization",
          "package",
          "process",
          "registry",
          "related",
          "rule",
          "server",
          "service",
          "source",
          "span",
          "threat",
          "tls",
          "trace",
          "transaction",
          "url",
          "user",
          "user_agent",
          "vulnerability",
          "tags");

  private final boolean ecs;
  private final Map<String, String> renames;
  private final Map<Own, String> names = new EnumMap<>(Own.class);
  private final Set<String> taken = new HashSet<>();

  private FieldProfile(boolean ecs, Map<String, String> renames) {
    this.ecs = ecs;
    this.renames = renames;
    for (Own own : Own.values()) {
      String name = renames.getOrDefault(own.plain(), ecs ? own.ecs() : own.plain());
      if (!name.isEmpty() && !taken.add(name)) {
        throw new IllegalArgumentException("two fields of a line would be called \"" + name + "\"");
      }
      names.put(own, name);
    }
    if (ecs) {
      taken.add("ecs.version");
      taken.addAll(ECS_OBJECTS);
    }
  }

  /**
   * A profile of the settings.
   *
   * @param fields {@code default} or {@code ecs}
   * @param renames such as {@code msg=message,level=severity}, by the library's own names
   * @throws IllegalArgumentException if two fields would have one name
   */
  static FieldProfile of(String fields, String renames) {
    Map<String, String> byName = new HashMap<>();
    for (String rename : renames.split(",", -1)) {
      int equals = rename.indexOf('=');
      if (equals > 0) {
        byName.put(rename.substring(0, equals).strip(), rename.substring(equals + 1).strip());
      }
    }
    boolean ecs = fields.equals("ecs");
    return ecs || !byName.isEmpty() ? new FieldProfile(ecs, byName) : PLAIN;
  }

  /** The name of a field of the library's; empty where the profile leaves it out. */
  String name(Own own) {
    return names.getOrDefault(own, "");
  }

  /** The name of a field of the app's: never one of the library's. */
  String name(String given) {
    String name = renames.get(given);
    if (name == null) {
      name = ecs ? ECS_FIELDS.getOrDefault(given, given) : given;
    }
    return taken.contains(name) ? name + '_' : name;
  }

  /** What every line says first after the message; empty for nothing. */
  String version() {
    return ecs ? ",\"ecs.version\":\"" + ECS_VERSION + '"' : "";
  }

  /** What stands before a category. */
  String categoryPrefix(String service) {
    return ecs ? service + '.' : "";
  }

  /** The word of a level, as this profile spells it. */
  String level(String lower) {
    return ecs ? lower.toUpperCase(java.util.Locale.ROOT) : lower;
  }
}
