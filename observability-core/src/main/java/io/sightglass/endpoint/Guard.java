// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;

/**
 * Judges what a caller brings in {@code Authorization}. A token is compared in constant time, five
 * wrong ones in a second from one address stop further comparisons for that address, and none is
 * kept, logged or taken from anywhere else in a request.
 */
final class Guard {

  /** What a caller turned out to be. */
  enum Caller {
    /** Brought no token. */
    UNKNOWN,
    /** Brought the token. */
    KNOWN,
    /** Brought another one. */
    REFUSED,
    /** Brought too many others; this one was not looked at. */
    THROTTLED
  }

  private final byte[] token;
  private final Diagnostics diagnostics;
  private final Throttle throttle;

  /** Lets in whoever brings {@code token}; nobody, if that is empty. */
  Guard(byte[] token, Diagnostics diagnostics) {
    this.token = token.clone();
    this.diagnostics = diagnostics;
    this.throttle = new Throttle(System::nanoTime);
  }

  Caller judge(OpsRequest request) {
    List<String> values = request.headers("Authorization");
    if (values.isEmpty()) {
      return Caller.UNKNOWN;
    }
    String peer = Objects.requireNonNullElse(request.peer(), "");
    if (!throttle.allows(peer)) {
      diagnostics.invalid("http", "token_throttled");
      return Caller.THROTTLED;
    }
    if (isRight(values)) {
      return Caller.KNOWN;
    }
    throttle.failed(peer);
    diagnostics.invalid("http", "token");
    diagnostics.warn(
        Code.TOKEN_REFUSED,
        "a caller of the operational endpoints brought a wrong token and was refused; five in a"
            + " second from one address are throttled. Give the scraper the token in force, or find"
            + " out who is trying.");
    return Caller.REFUSED;
  }

  /** Whether the caller brings the token; counts nothing. */
  boolean isKnown(OpsRequest request) {
    return isRight(request.headers("Authorization"));
  }

  private boolean isRight(List<String> values) {
    if (token.length == 0 || values.size() != 1) {
      return false;
    }
    String value = values.get(0);
    return value.regionMatches(true, 0, "Bearer ", 0, 7)
        && MessageDigest.isEqual(value.substring(7).getBytes(StandardCharsets.UTF_8), token);
  }
}
