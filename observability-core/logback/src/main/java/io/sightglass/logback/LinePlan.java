// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import io.sightglass.Redactor;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is the same in all lines, written once: names, levels, who they are from. Thread-safe. */
final class LinePlan {

  /** How many names of fields are kept; an app that makes up more pays for each anew. */
  private static final int MAX_NAMES = 2_048;

  private static final int MAX_KEPT_NAME = 64;

  final Redactor messages;
  final Redactor arguments;
  final Redactor contexts;
  final Redactor exceptions;
  final String categoryPrefix;

  private final FieldProfile profile;
  private final Map<Own, byte[]> leads = new EnumMap<>(Own.class);
  private final Map<Integer, byte[]> levels;
  private final byte[] otherLevel;
  private final byte[] who;
  private final Map<String, FieldName> names = new ConcurrentHashMap<>();
  private volatile boolean full;

  LinePlan(Identity identity) {
    profile = identity.style().profile();
    Redactor redactor = identity.style().redactor();
    messages = redactor.at(Redactor.Place.MESSAGE);
    arguments = redactor.at(Redactor.Place.ARGUMENT);
    contexts = redactor.at(Redactor.Place.CONTEXT);
    exceptions = redactor.at(Redactor.Place.EXCEPTION);
    categoryPrefix = profile.categoryPrefix(identity.service());
    for (Own own : Own.values()) {
      String name = profile.name(own);
      leads.put(own, name.isEmpty() ? new byte[0] : FieldName.lead(name));
    }
    otherLevel = level("info");
    levels =
        Map.of(
            Level.ERROR_INT, level("error"),
            Level.WARN_INT, level("warn"),
            Level.DEBUG_INT, level("debug"),
            Level.TRACE_INT, level("trace"));
    who = who(identity, redactor);
  }

  private byte[] level(String word) {
    LineBytes bytes = new LineBytes();
    bytes.raw(lead(Own.LEVEL));
    bytes.text(profile.level(word));
    return bytes.toBytes();
  }

  private byte[] who(Identity identity, Redactor redactor) {
    LineBytes bytes = new LineBytes();
    bytes.ascii(profile.version());
    constant(bytes, Own.SERVICE, redactor.redact(identity.service()));
    constant(bytes, Own.ENVIRONMENT, redactor.redact(identity.environment()));
    constant(bytes, Own.VERSION, redactor.redact(identity.version()));
    constant(bytes, Own.HOST, HostName.get());
    return bytes.toBytes();
  }

  private void constant(LineBytes bytes, Own own, String value) {
    byte[] lead = lead(own);
    if (lead.length > 0 && !value.isEmpty()) {
      bytes.raw(lead);
      bytes.text(Texts.cut(value, Texts.MAX_NAME));
    }
  }

  /** The comma, the name and the colon; empty where the profile leaves the field out. */
  byte[] lead(Own own) {
    byte[] lead = leads.get(own);
    return lead == null ? new byte[0] : lead;
  }

  byte[] who() {
    return who;
  }

  byte[] level(@Nullable Level level) {
    byte[] known = level == null ? null : levels.get(level.toInt());
    return known == null ? otherLevel : known;
  }

  /** The name of a field of the app's. */
  FieldName name(String given, Redactor redactor) {
    FieldName known = names.get(given);
    if (known != null) {
      return known;
    }
    FieldName made = FieldName.of(given, profile, redactor);
    if (!full && given.length() <= MAX_KEPT_NAME) {
      names.put(given, made);
      full = names.size() >= MAX_NAMES;
    }
    return made;
  }
}
