// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import org.jspecify.annotations.Nullable;

/** A Host header, taken apart. */
record HostPort(String host, int port) {

  private static final int MAX_LENGTH = 255;

  /** The parts of {@code example.org:8080} or {@code [::1]:80}; null if it is none. */
  static @Nullable HostPort parse(@Nullable String header, String scheme) {
    if (header == null || header.isEmpty() || header.length() > MAX_LENGTH) {
      return null;
    }
    int colon = header.lastIndexOf(':');
    if (colon >= 0 && header.indexOf(']', colon) >= 0) {
      colon = -1;
    }
    String host = colon < 0 ? header : header.substring(0, colon);
    int port = colon < 0 ? standard(scheme) : number(header, colon + 1);
    return port < 0 || !isName(host) ? null : new HostPort(host, port);
  }

  private static int standard(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static int number(String text, int from) {
    int value = 0;
    if (text.length() - from < 1 || text.length() - from > 5) {
      return -1;
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value > 65_535 ? -1 : value;
  }

  private static boolean isName(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      if (!letter && !(c >= '0' && c <= '9') && ".-_[]:".indexOf(c) < 0) {
        return false;
      }
    }
    return !host.isEmpty();
  }
}
