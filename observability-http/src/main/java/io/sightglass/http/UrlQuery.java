// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.Redactor;
import java.util.Set;

/**
 * Queries as they may leave the process: values of secret keys replaced, and what is secret by its
 * shape.
 */
final class UrlQuery {

  private static final String MARK = "REDACTED";

  // Keys that carry signatures: OpenTelemetry's url conventions and the object stores' own docs.
  private static final Set<String> SIGNATURES =
      Set.of(
          "AWSAccessKeyId",
          "Signature",
          "sig",
          "X-Goog-Signature",
          "X-Amz-Signature",
          "X-Amz-Credential",
          "X-Amz-Security-Token");

  private UrlQuery() {}

  static String redacted(String query, Redactor rules) {
    StringBuilder safe = new StringBuilder(query.length());
    for (int from = 0; from <= query.length(); ) {
      int ampersand = query.indexOf('&', from);
      int to = ampersand < 0 ? query.length() : ampersand;
      int equals = query.indexOf('=', from);
      safe.append(from == 0 ? "" : "&");
      if (equals < 0 || equals >= to) {
        safe.append(query, from, to);
      } else {
        String key = query.substring(from, equals);
        safe.append(key).append('=');
        safe.append(
            isSecret(key, rules) ? mark(rules) : rules.redact(query.substring(equals + 1, to)));
      }
      from = to + 1;
    }
    return safe.toString();
  }

  // OpenTelemetry's own word, counted with the rest.
  private static String mark(Redactor rules) {
    rules.mark();
    return MARK;
  }

  private static boolean isSecret(String key, Redactor rules) {
    // An encoded key could hide its name; nobody encodes an honest one.
    return key.indexOf('%') >= 0
        || SIGNATURES.contains(key)
        || Redactor.standard().isSecret(key)
        || rules.isSecret(key)
        || SIGNATURES.stream().anyMatch(key::equalsIgnoreCase);
  }
}
