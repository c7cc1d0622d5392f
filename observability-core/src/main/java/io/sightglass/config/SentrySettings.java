// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Function;

/** The settings of Sentry, under the names that its own SDKs read. */
public final class SentrySettings {

  /** Where errors go; empty for nowhere. */
  public static final Setting<String> DSN =
      new Setting<>(
          "SENTRY_DSN",
          Group.ERRORS,
          dsn(),
          "",
          "Sentry's address of the project that errors go to. Unset: none go there.");

  /** The part of the traces whose first span here goes to Sentry as a transaction. */
  public static final Setting<Double> TRACES_SAMPLE_RATE =
      new Setting<>(
          "SENTRY_TRACES_SAMPLE_RATE",
          Group.ERRORS,
          Kinds.ratio(),
          0.0,
          "The part of the requests and outermost activities that go to Sentry as transactions.");

  /** The part of the transactions that should be profiled. */
  public static final Setting<Double> PROFILES_SAMPLE_RATE =
      new Setting<>(
          "SENTRY_PROFILES_SAMPLE_RATE",
          Group.ERRORS,
          Kinds.ratio(),
          0.0,
          "The part of the transactions that should be profiled. Read and not followed: Sentry's"
              + " profiler is a module that is not supported, and the report says so.");

  /** The release that errors are shown under. */
  public static final Setting<String> RELEASE =
      new Setting<>(
          "SENTRY_RELEASE",
          Group.ERRORS,
          Kinds.text(),
          "",
          "The release in Sentry. Unset: the service's name, `@` and `APP_VERSION`.");

  /** The environment that errors are shown under. */
  public static final Setting<String> ENVIRONMENT =
      new Setting<>(
          "SENTRY_ENVIRONMENT",
          Group.ERRORS,
          Kinds.text(),
          "",
          "The environment in Sentry. Unset: `APP_ENV`.");

  private SentrySettings() {}

  private static Kind<String> dsn() {
    return Kind.of(
            "DSN",
            "an address such as https://key@o1.ingest.sentry.io/42",
            text -> Kinds.checked(Kinds.plain(text, 1_000), SentrySettings::isDsn),
            Function.<String>identity())
        .asSecret();
  }

  private static boolean isDsn(String text) {
    try {
      URI uri = new URI(text);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getUserInfo() != null
          && uri.getHost() != null
          && uri.getPath() != null
          && uri.getPath().matches("/(\\S+/)?[0-9]+/?");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static List<Setting<?>> all() {
    return List.of(DSN, TRACES_SAMPLE_RATE, PROFILES_SAMPLE_RATE, RELEASE, ENVIRONMENT);
  }
}
