// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what must not leave the process by {@value #MARK}: values of keys whose name says that
 * they are secret, and credentials inside URLs.
 *
 * <p>Immutable and thread-safe; linear in the length of the text.
 */
public final class Redactor {

  /** What stands in place of a secret. */
  public static final String MARK = "[redacted]";

  private static final List<String> SECRET_WORDS =
      List.of(
          "password",
          "passwd",
          "pwd",
          "secret",
          "token",
          "apikey",
          "api_key",
          "api-key",
          "authorization",
          "credential",
          "private_key",
          "privatekey",
          "dsn",
          "cookie",
          "headers");
  private static final String TOKENS = "tokens";
  private static final Pattern URL_CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s]{1,256}@");

  private static final Redactor DEFAULT = new Redactor();

  private Redactor() {}

  /** The redactor with the default rules. */
  public static Redactor standard() {
    return DEFAULT;
  }

  /** Whether a key of that name holds a secret. */
  public boolean isSecret(String key) {
    return hasSecretWord(key.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether that value under a key of that name is one. A number under a name such as {@code
   * ai.input_tokens} says how many there were.
   */
  public boolean isSecret(String key, @Nullable Object value) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (value instanceof Number && lower.endsWith(TOKENS)) {
      return hasSecretWord(lower.substring(0, lower.length() - TOKENS.length()));
    }
    return hasSecretWord(lower);
  }

  private static boolean hasSecretWord(String lower) {
    for (String word : SECRET_WORDS) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** The value as it may be printed beside its key. */
  public String redact(String key, String value) {
    return isSecret(key) ? MARK : redact(value);
  }

  /** The text without credentials in URLs. */
  public String redact(String text) {
    Objects.requireNonNull(text, "text");
    return text.contains("://") ? URL_CREDENTIALS.matcher(text).replaceAll(MARK + "@") : text;
  }
}
