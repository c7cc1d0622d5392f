// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import io.sightglass.Redactor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of what a log line says, and of what is kept out of it and out of spans. */
public final class LogLineSettings {

  private static final Pattern RENAMED =
      Pattern.compile("([A-Za-z_][\\w.-]{0,63})=([A-Za-z_@][\\w.@-]{0,63})");

  /** Whose names the fields of a line have: {@code default} or {@code ecs}. */
  public static final Setting<String> FIELDS =
      new Setting<>(
          "sightglass.logs.fields",
          Group.LOGS,
          Kinds.oneOf("default", "ecs"),
          "default",
          "Whose names the fields of a JSON line have: the library's, or those of the Elastic Common"
              + " Schema.");

  /** Single renames over that. */
  public static final Setting<String> RENAME =
      new Setting<>(
          "sightglass.logs.rename",
          Group.LOGS,
          Kind.of(
              "renames",
              "renames separated by commas, such as msg=message, level=severity",
              LogLineSettings::renames,
              Function.identity()),
          "",
          "Single renames over that, by the library's own names: `msg=message,level=severity`.");

  /** Whether lines within a request say who called. */
  public static final Setting<Boolean> CLIENT_ADDRESS =
      new Setting<>(
          "sightglass.logs.client-address",
          Group.LOGS,
          Kinds.flag(),
          false,
          "Whether lines within a request carry `client_address`: the peer, or what proxies in the"
              + " networks of `sightglass.http.trust` say. An address is personal data in many"
              + " countries.");

  /** Whether secrets are replaced: {@code on} or {@code off}. */
  public static final Setting<String> REDACTION =
      new Setting<>(
          "sightglass.redaction",
          Group.LOGS,
          Kinds.oneOf("on", "off")
              .alias("true", "on")
              .alias("yes", "on")
              .alias("1", "on")
              .alias("false", "off")
              .alias("no", "off")
              .alias("0", "off"),
          "on",
          "Whether secrets in log lines, spans, health answers and error reports are replaced by"
              + " `[redacted]`: see [redaction](redaction.md). The library's own messages and the"
              + " printed settings never show any.");

  /** The app's own words for keys whose values are secret. */
  public static final Setting<String> REDACTED_KEYS =
      new Setting<>(
          "sightglass.redaction.keys",
          Group.LOGS,
          Kind.of(
              "list",
              "words of 3 to 64 ASCII letters, digits, _ and -, separated by commas",
              LogLineSettings::keys,
              Function.identity()),
          "",
          "More words that make a value secret where a key has them: `loan_account,folio`.");

  private LogLineSettings() {}

  static List<Setting<?>> all() {
    return List.of(FIELDS, RENAME, CLIENT_ADDRESS, REDACTION, REDACTED_KEYS);
  }

  private static String renames(String text) {
    Set<String> from = new HashSet<>();
    Set<String> to = new HashSet<>();
    return Kinds.list(
        text,
        entry -> {
          Matcher parts = RENAMED.matcher(entry);
          return parts.matches() && from.add(parts.group(1)) && to.add(parts.group(2));
        });
  }

  private static String keys(String text) {
    String list = Kinds.list(text, entry -> true);
    redactor(list);
    return list;
  }

  /**
   * The redactor with those keys beside the default ones.
   *
   * @throws IllegalArgumentException if one of them is no word
   */
  public static Redactor redactor(String keys) {
    if (keys.isEmpty()) {
      return Redactor.standard();
    }
    Redactor.Builder redactor = Redactor.builder();
    for (String key : keys.split(",", -1)) {
      redactor.key(key);
    }
    return redactor.build();
  }
}
