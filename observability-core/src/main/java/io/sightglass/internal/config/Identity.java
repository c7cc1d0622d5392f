// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.config.Setting;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Brings the service's name, version and environment to one value for every signal. */
final class Identity {

  private static final String ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";
  private static final String NAME = "service.name";
  private static final String VERSION = "service.version";
  private static final String ENVIRONMENT = "deployment.environment.name";
  private static final String OLD_ENVIRONMENT = "deployment.environment";

  private final Draft draft;
  private final Map<String, String> attributes = new LinkedHashMap<>();

  Identity(Draft draft) {
    this.draft = draft;
    for (String pair : draft.text(ATTRIBUTES).split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        attributes.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
  }

  /** Completes the resource attributes; returns the service's name. */
  String complete(String codeName) {
    String name = draft.text("OTEL_SERVICE_NAME");
    if (name.isEmpty()) {
      String given = attribute(NAME);
      name = given == null ? codeName : given;
    }
    draft.otel.put("otel.service.name", name);
    String old = attribute(OLD_ENVIRONMENT);
    if (old != null) {
      attributes.putIfAbsent(ENVIRONMENT, encode(old));
    }
    agree(Setting.APP_VERSION, VERSION);
    agree(Setting.APP_ENV, ENVIRONMENT);
    StringJoiner pairs = new StringJoiner(",");
    for (Map.Entry<String, String> pair : attributes.entrySet()) {
      pairs.add(pair.getKey() + "=" + pair.getValue());
    }
    draft.otel.put("otel.resource.attributes", pairs.toString());
    return name;
  }

  private void agree(Setting<String> setting, String attribute) {
    Draft.InForce own = draft.inForce(setting);
    String given = attribute(attribute);
    if (given == null) {
      attributes.put(attribute, encode(own.text()));
      return;
    }
    Given variable = own.given();
    if (variable != null && !own.text().equals(given)) {
      draft.advise(
          variable,
          setting.name(),
          "differs from " + attribute + " in " + ATTRIBUTES + ", which is used",
          "Remove one of the two.");
    }
    draft.derive(setting, given);
  }

  /** The decoded value; null where there is none that can be used. */
  private @Nullable String attribute(String key) {
    String encoded = attributes.get(key);
    if (encoded == null) {
      return null;
    }
    try {
      // As the SDK reads it: a plus sign is itself.
      String plain = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8).strip();
      return plain.isEmpty() ? unusable(key) : Setting.APP_VERSION.parse(plain);
    } catch (IllegalArgumentException e) {
      return unusable(key);
    }
  }

  private @Nullable String unusable(String key) {
    attributes.remove(key);
    Given given = draft.given(ATTRIBUTES);
    if (given != null) {
      draft.refuse(given, ATTRIBUTES, "has an unusable " + key + "; that pair is ignored", "");
    }
    return null;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
