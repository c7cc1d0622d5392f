// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose trace context a server continues: everybody's, nobody's, or that of some networks. */
final class Trust {

  static final Trust ALL = new Trust("all", null);
  static final Trust NONE = new Trust("none", null);

  private final String text;
  private final @Nullable Networks networks;

  private Trust(String text, @Nullable Networks networks) {
    this.text = text;
    this.networks = networks;
  }

  /**
   * Parses {@code all}, {@code none} or a comma-separated list of networks.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Trust parse(String text) {
    String value = Objects.requireNonNull(text, "trust").strip().toLowerCase(Locale.ROOT);
    return switch (value) {
      case "all" -> ALL;
      case "none" -> NONE;
      default -> new Trust(value, networks(value));
    };
  }

  /** Whether the caller's trace is continued. */
  boolean continues(HttpServerRequest request) {
    return networks == null ? this == ALL : networks.contains(request.peerAddress());
  }

  /** Whether what a peer says about who called it is believed. */
  boolean isProxy(@Nullable String address) {
    return networks != null && networks.contains(address);
  }

  /** The address of the client: what a trusted proxy says it is, else the peer. */
  @Nullable String client(HttpServerRequest request) {
    String address = request.peerAddress();
    if (!isProxy(address)) {
      return address;
    }
    String forwarded = HeaderList.join(request.headers("X-Forwarded-For"), 64);
    String[] hops = forwarded == null ? new String[0] : forwarded.split(",", -1);
    // From the right: each hop was written by the proxy after it.
    for (int i = hops.length - 1; i >= 0 && isProxy(address); i--) {
      String hop = hops[i].strip();
      if (hop.length() > 64 || Networks.address(hop) == null) {
        break;
      }
      address = hop;
    }
    return address;
  }

  @Override
  public String toString() {
    return text;
  }

  private static Networks networks(String value) {
    try {
      return Networks.parse(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "trust must be 'all', 'none' or networks: " + e.getMessage(), e);
    }
  }
}
