// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import io.sightglass.catalogue.NamingProfile;
import java.util.function.Function;

/** The settings of names. */
final class NamingSettings {

  private static final int LONGEST = 8192;

  private NamingSettings() {}

  static Setting<String> profile() {
    return new Setting<>(
        "sightglass.naming.profile",
        Group.METRICS,
        Kinds.oneOf("default", "voice", "messaging", "analytics", "ai-service", "leads", "otel"),
        "default",
        "Whose names the meters have on `/metrics` and over OTLP: see"
            + " [naming profiles](naming.md).");
  }

  static Setting<String> prefix() {
    return new Setting<>(
        "sightglass.naming.prefix",
        Group.METRICS,
        Kind.of(
            "prefix",
            "letters, digits and _, beginning with a letter, such as billing",
            text -> NamingProfile.prefixed(Kinds.plain(text, 64)).prefix(),
            Function.identity()),
        "",
        "What stands before the names of the app's meters: `billing` makes"
            + " `billing_http_requests_total`. Not before those of the JVM, the process and the"
            + " library.");
  }

  static Setting<String> rename() {
    return new Setting<>(
        "sightglass.naming.rename",
        Group.METRICS,
        Kind.of(
            "renames",
            "renames separated by commas, such as old_total=new_total, meter{label=key},"
                + " {label=key}",
            NamingSettings::checked,
            Function.identity()),
        "",
        "Single renames over the profile, by the names that meters are declared under: a meter"
            + " `ai_requests_total=ai_calls_total`, labels of it"
            + " `http_requests_total{route=path,status_code=status}`, a label of every meter"
            + " `{route=path}`.");
  }

  private static String checked(String text) {
    NamingProfile.standard().renames(Kinds.plain(text, LONGEST));
    return text;
  }
}
