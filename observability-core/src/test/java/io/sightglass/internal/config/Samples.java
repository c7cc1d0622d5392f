// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.config.Setting;
import java.util.List;
import java.util.Map;

/** A value that each setting takes. */
final class Samples {

  private Samples() {}

  static Map<String, String> oneForEachType() {
    return Map.ofEntries(
        Map.entry("true or false", "true"),
        Map.entry("number", "7"),
        Map.entry("ratio", "0.25"),
        Map.entry("size", "64MB"),
        Map.entry("token", "0123456789abcdef0123456789abcdef"),
        Map.entry("DSN", "http://key@localhost:9/1"),
        Map.entry("duration", "500ms"),
        Map.entry("text", "0.5"),
        Map.entry("path", "pom.xml"),
        Map.entry("host", "localhost"),
        Map.entry("networks", "10.0.0.0/8"),
        Map.entry("header", "X-Id"),
        Map.entry("URL", "http://localhost:4318"),
        Map.entry("headers", "a=b"),
        Map.entry("attributes", "a=b"),
        Map.entry("prefix", "billing"),
        Map.entry("renames", "old_total=new_total"));
  }

  private static final List<String> LISTS =
      List.of(
          "INR,EUR",
          "GET,PURGE",
          "api.example.com",
          "folio",
          "com.acme=warn",
          "com.acme=100",
          "/metrics");

  static String of(Setting<?> setting, Map<String, String> samples) {
    if (!setting.choices().isEmpty()) {
      return setting.choices().get(0);
    }
    List<String> tried =
        setting.type().equals("list") ? LISTS : List.of(samples.getOrDefault(setting.type(), ""));
    return tried.stream()
        .filter(sample -> isTaken(setting, sample))
        .findFirst()
        .orElseGet(setting::defaultText);
  }

  private static boolean isTaken(Setting<?> setting, String sample) {
    if (sample.isEmpty()) {
      throw new AssertionError("there is no sample of the type " + setting.type());
    }
    try {
      setting.parse(sample);
      return true;
    } catch (IllegalArgumentException outsideItsRange) {
      return false;
    }
  }

  /** What else must be given for a setting to be of use: a key needs its certificate. */
  static Map<String, String> needed(Setting<?> setting) {
    String name = setting.name();
    if (!name.contains("CLIENT_")) {
      return Map.of();
    }
    String other =
        name.endsWith("_KEY")
            ? name.replace("CLIENT_KEY", "CLIENT_CERTIFICATE")
            : name.replace("CLIENT_CERTIFICATE", "CLIENT_KEY");
    return Map.of(other, "pom.xml");
  }
}
