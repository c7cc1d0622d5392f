// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of IP networks such as {@code 10.0.0.0/8, fd00::/8}. Addresses are parsed by hand: the
 * JDK's parser would ask the name service about anything that is not a literal.
 */
final class Networks {

  private static final class Network {

    private final byte[] address;
    private final int bits;

    Network(byte[] address, int bits) {
      this.address = address;
      this.bits = bits;
    }

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      int whole = bits / 8;
      if (!Arrays.equals(address, 0, whole, other, 0, whole)) {
        return false;
      }
      int mask = 0xff00 >> (bits % 8) & 0xff;
      return bits % 8 == 0 || (address[whole] & mask) == (other[whole] & mask);
    }
  }

  private final List<Network> networks;

  private Networks(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Parses a comma-separated list.
   *
   * @throws IllegalArgumentException naming the entry that is not a network
   */
  static Networks parse(String list) {
    List<Network> networks = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      if (!entry.isBlank()) {
        networks.add(network(entry.strip()));
      }
    }
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("no network in '" + list + "'");
    }
    return new Networks(List.copyOf(networks));
  }

  boolean contains(@Nullable String literal) {
    byte[] address = literal == null ? null : address(literal);
    if (address == null) {
      return false;
    }
    for (Network network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static Network network(String entry) {
    int slash = entry.indexOf('/');
    byte[] address = address(slash < 0 ? entry : entry.substring(0, slash));
    int bits = address == null ? -1 : address.length * 8;
    if (slash >= 0) {
      int given = number(entry.substring(slash + 1));
      bits = given > bits ? -1 : given;
    }
    if (address == null || bits < 0) {
      throw new IllegalArgumentException(
          "'" + entry + "' is not a network; write it as 10.0.0.0/8 or fd00::/8");
    }
    return new Network(address, bits);
  }

  /** 4 or 16 bytes, or null if it is not a literal; a mapped IPv4 address is an IPv4 address. */
  static byte @Nullable [] address(String literal) {
    String text = literal;
    int zone = text.indexOf('%');
    if (zone >= 0) {
      text = text.substring(0, zone);
    }
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1);
    }
    if (text.length() > 45) {
      return null;
    }
    return text.indexOf(':') < 0 ? v4(text) : unmapped(v6(text));
  }

  private static byte @Nullable [] v4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] address = new byte[4];
    for (int i = 0; i < 4; i++) {
      int octet = number(parts[i]);
      if (octet < 0 || octet > 255) {
        return null;
      }
      address[i] = (byte) octet;
    }
    return address;
  }

  private static byte @Nullable [] v6(String text) {
    int gap = text.indexOf("::");
    byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
    byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2));
    if (head == null || tail == null) {
      return null;
    }
    int length = head.length + tail.length;
    if (gap < 0 ? length != 16 : length > 14) {
      return null;
    }
    byte[] address = Arrays.copyOf(head, 16);
    System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
    return address;
  }

  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[parts.length * 2 + 2];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      byte[] group = last && parts[i].indexOf('.') >= 0 ? v4(parts[i]) : group(parts[i]);
      if (group == null) {
        return null;
      }
      System.arraycopy(group, 0, bytes, length, group.length);
      length += group.length;
    }
    return Arrays.copyOf(bytes, length);
  }

  private static byte @Nullable [] group(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return null;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return null;
      }
      value = value * 16 + digit;
    }
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static byte @Nullable [] unmapped(byte @Nullable [] address) {
    if (address == null) {
      return null;
    }
    for (int i = 0; i < 12; i++) {
      if (address[i] != (byte) (i < 10 ? 0 : 0xff)) {
        return address;
      }
    }
    return Arrays.copyOfRange(address, 12, 16);
  }

  /** A number of one to three digits, else -1. */
  private static int number(String text) {
    if (text.isEmpty() || text.length() > 3) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }
}
