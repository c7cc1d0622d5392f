// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The kinds of values that OpenTelemetry's variables have. What its set-up would refuse by an
 * exception is refused here first, so that the app starts.
 */
final class OtelKinds {

  private static final int LONGEST = 8192;
  private static final Pattern HAS_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

  private OtelKinds() {}

  /** A URL; one without a scheme is read as {@code http://}. */
  static Kind<String> endpoint() {
    return Kind.of(
        "URL",
        "a URL such as http://collector:4318, without a query",
        OtelKinds::url,
        Function.identity());
  }

  static Kind<String> headers() {
    return Kind.of(
            "headers",
            "name=value pairs separated by commas, values percent-encoded",
            text -> pairs(text, true),
            Function.<String>identity())
        .asSecret();
  }

  static Kind<String> attributes() {
    return Kind.of(
        "attributes",
        "key=value pairs separated by commas, values percent-encoded",
        text -> pairs(text, false),
        Function.identity());
  }

  static Kind<String> file() {
    return Kind.of(
        "path",
        "the path of a file that can be read",
        text -> Kinds.checked(Kinds.plain(text, LONGEST), OtelKinds::isReadable),
        Function.identity());
  }

  /** One of the names, or one that is found on the class path. */
  static Kind<String> oneOf(String builtIn, Supplier<Set<String>> names) {
    return new Kind<>(
        "choice",
        "one of " + builtIn + ", or one on the class path",
        List.of(builtIn.split(", ", -1)),
        false,
        text -> Kinds.checked(text.toLowerCase(Locale.ROOT), name -> names.get().contains(name)),
        Function.identity());
  }

  /** {@code none}, or a list of the names, or of what is found on the class path. */
  static Kind<String> listOf(String builtIn, Supplier<Set<String>> names) {
    return new Kind<>(
        "list",
        "none, or a list of " + builtIn + ", or of others on the class path",
        List.of(builtIn.split(", ", -1)),
        false,
        text -> {
          String list =
              Kinds.list(text.toLowerCase(Locale.ROOT), name -> names.get().contains(name));
          List<String> entries = List.of(list.split(",", -1));
          return Kinds.checked(list, all -> entries.size() == 1 || !entries.contains("none"));
        },
        Function.identity());
  }

  private static String url(String text) {
    String full = HAS_SCHEME.matcher(text).matches() ? text : "http://" + text;
    try {
      URI uri = new URI(Kinds.plain(full, LONGEST));
      boolean usable =
          ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getPort() != 0
              && uri.getPort() <= 65_535
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return Kinds.checked(full, ignored -> usable);
    } catch (URISyntaxException e) {
      throw Kinds.refused();
    }
  }

  private static String pairs(String text, boolean header) {
    return Kinds.list(
        text,
        pair -> {
          int equals = pair.indexOf('=');
          return equals > 0
              && (!header || isHeader(pair.substring(0, equals), pair.substring(equals + 1)));
        });
  }

  private static boolean isHeader(String name, String value) {
    try {
      String decoded = URLDecoder.decode(value, StandardCharsets.UTF_8);
      return name.chars().allMatch(c -> c > ' ' && c < 0x7f)
          && decoded.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isReadable(String text) {
    try {
      Path file = Path.of(text);
      return Files.isRegularFile(file) && Files.isReadable(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
