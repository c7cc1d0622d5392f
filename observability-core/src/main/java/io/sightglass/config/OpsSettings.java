// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The settings of the operational endpoints: who may read them. */
public final class OpsSettings {

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{16,4096}");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

  /**
   * In force where one was given that cannot be used: too short to be a token, and no file, so that
   * nobody is let in.
   */
  private static final String REFUSED = "none";

  /** The bearer token that callers must bring; empty for none. */
  public static final Setting<String> TOKEN_VALUE =
      new Setting<>(
          "sightglass.ops.token",
          Group.METRICS,
          Kind.of(
                  "token",
                  "16 to 4096 visible ASCII characters",
                  text -> Kinds.checked(text, value -> TOKEN.matcher(value).matches()),
                  Function.<String>identity())
              .asSecret(),
          "",
          REFUSED,
          "The token that callers of the operational endpoints must bring as `Authorization:"
              + " Bearer …`.");

  /** A file that holds the token; empty for none. */
  public static final Setting<String> TOKEN_FILE =
      new Setting<>(
          "sightglass.ops.token-file",
          Group.METRICS,
          Kinds.path(),
          "",
          REFUSED,
          "A file that holds that token, read at the start. If it cannot be read, nobody is let in"
              + " (SG-3101).");

  /** Probes that ask for the token too; empty for none. */
  public static final Setting<String> TOKEN_PATHS =
      new Setting<>(
          "sightglass.ops.token-paths",
          Group.METRICS,
          Kind.of(
              "list",
              "paths separated by commas, such as /health, /ready",
              text -> Kinds.list(text, path -> PATH.matcher(path).matches()),
              Function.identity()),
          "",
          "Further paths that ask for the token. `/live`, `/ready`, `/started` and `/health`, which"
              + " say a status alone to callers without it, do not unless they are named here; all"
              + " others do.");

  private OpsSettings() {}

  static List<Setting<?>> all() {
    return List.of(TOKEN_VALUE, TOKEN_FILE, TOKEN_PATHS);
  }
}
