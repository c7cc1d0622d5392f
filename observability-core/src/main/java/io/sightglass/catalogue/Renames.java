// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames as text: {@code ai_requests_total=ai_calls_total, http_requests_total{route=path},
 * {status_code=status}}. Braces may hold several labels, and a new name may follow them.
 */
final class Renames {

  private static final String METER = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*";
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?<meter>"
              + METER
              + ")?\\s*(?:\\{(?<labels>[^{}]*)})?\\s*(?:=\\s*(?<name>"
              + METER
              + "))?");
  private static final Pattern PAIR =
      Pattern.compile("\\s*(?<label>" + LABEL + ")\\s*=\\s*(?<key>" + LABEL + ")\\s*");

  private Renames() {}

  static NamingProfile addTo(NamingProfile profile, String list) {
    NamingProfile changed = profile;
    for (String entry : entries(list)) {
      if (!entry.isBlank()) {
        changed = add(changed, entry.strip());
      }
    }
    return changed;
  }

  private static NamingProfile add(NamingProfile profile, String entry) {
    Matcher parts = ENTRY.matcher(entry);
    if (!parts.matches()) {
      throw refused(entry);
    }
    String meter = parts.group("meter");
    String labels = parts.group("labels");
    String name = parts.group("name");
    if ((meter == null && (labels == null || name != null)) || (labels == null && name == null)) {
      throw refused(entry);
    }
    NamingProfile changed = profile;
    if (labels != null) {
      for (String pair : labels.split(",", -1)) {
        Matcher keys = PAIR.matcher(pair);
        if (!keys.matches()) {
          throw refused(entry);
        }
        String label = keys.group("label");
        String key = LabelSpec.oneOf(keys.group("key"), "any").name();
        changed = meter == null ? changed.relabel(label, key) : changed.relabel(meter, label, key);
      }
    }
    return meter == null || name == null ? changed : changed.rename(meter, name);
  }

  // Commas within braces do not separate.
  private static List<String> entries(String list) {
    List<String> entries = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ',' && depth <= 0) {
        entries.add(list.substring(start, i));
        start = i + 1;
      }
    }
    entries.add(list.substring(start));
    return entries;
  }

  private static IllegalArgumentException refused(String entry) {
    return new IllegalArgumentException(
        "rename '" + entry + "': old=new, meter{label=key} or {label=key}");
  }
}
