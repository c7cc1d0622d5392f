// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of one head, and what they mean together (RFC 9112). Used by one thread. */
final class RequestHead {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern TARGET = Pattern.compile("[\\x21-\\x7e&&[^#]]+");
  private static final Pattern VERSION = Pattern.compile("HTTP/([0-9])\\.([0-9])");
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://[^/?]*");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private final Limits limits;
  private final String method;
  private final String path;
  private final @Nullable String query;
  private final boolean old;
  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private int count;

  private RequestHead(Limits limits, String method, String target, boolean old) {
    this.limits = limits;
    this.method = method;
    this.old = old;
    int mark = target.indexOf('?');
    path = mark < 0 ? target : target.substring(0, mark);
    query = mark < 0 ? null : target.substring(mark + 1);
  }

  /** The head that begins with that request line. */
  static RequestHead of(String line, Limits limits) throws Refused {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !TOKEN.matcher(parts[0]).matches()) {
      throw Refused.malformed();
    }
    if (parts[1].length() > limits.url()) {
      throw new Refused(414, Rejection.URL_TOO_LONG);
    }
    boolean old = isOld(parts[2]);
    return new RequestHead(limits, parts[0], originForm(parts[1]), old);
  }

  private static boolean isOld(String version) throws Refused {
    if (!VERSION.matcher(version).matches()) {
      throw Refused.malformed();
    }
    if (version.charAt(5) != '1') {
      throw new Refused(505, Rejection.VERSION);
    }
    return version.charAt(7) == '0';
  }

  // A server must take the absolute form too (RFC 9112, 3.2.2).
  private static String originForm(String target) throws Refused {
    if (!TARGET.matcher(target).matches()) {
      throw Refused.malformed();
    }
    if (target.startsWith("/")) {
      return target;
    }
    String rest = ABSOLUTE.matcher(target).replaceFirst("");
    if (rest.length() == target.length()) {
      throw Refused.malformed();
    }
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /** Takes one field line. */
  void field(String line) throws Refused {
    if (++count > limits.fields()) {
      throw new Refused(431, Rejection.HEADER_TOO_LARGE);
    }
    int colon = line.indexOf(':');
    // A folded line begins with a blank, which no token has.
    if (colon < 0 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
      throw Refused.malformed();
    }
    fields
        .computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>(1))
        .add(line.substring(colon + 1).strip());
  }

  /** The request, once the empty line has come. */
  Received complete() throws Refused {
    checkHost();
    int body = bodyLength();
    boolean close =
        values("connection").stream()
            .flatMap(value -> List.of(value.split(",", -1)).stream())
            .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
    return new Received(method, path, query, fields, !old && !close, body, null);
  }

  private void checkHost() throws Refused {
    List<String> hosts = values("host");
    if (hosts.size() > 1
        || (hosts.isEmpty() && !old)
        || hosts.stream().anyMatch(host -> !HOST.matcher(host).matches())) {
      throw Refused.malformed();
    }
  }

  private int bodyLength() throws Refused {
    List<String> lengths = values("content-length");
    if (!values("transfer-encoding").isEmpty()) {
      // Both together is how requests are smuggled; one alone is a body of unknown length.
      throw lengths.isEmpty() ? new Refused(411, Rejection.BODY) : Refused.malformed();
    }
    if (!values("expect").isEmpty()) {
      throw new Refused(417, Rejection.BODY);
    }
    if (lengths.isEmpty()) {
      return 0;
    }
    String first = lengths.get(0);
    if (!DIGITS.matcher(first).matches() || lengths.stream().anyMatch(l -> !l.equals(first))) {
      throw Refused.malformed();
    }
    long length = Long.parseLong(first);
    if (length > limits.body()) {
      throw new Refused(413, Rejection.BODY);
    }
    return (int) length;
  }

  private List<String> values(String name) {
    return fields.getOrDefault(name, List.of());
  }
}
