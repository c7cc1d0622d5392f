// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.util.regex.Pattern;

/** Tells host names, addresses and networks by their text; the name service is never asked. */
final class Addresses {

  private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

  private Addresses() {}

  static boolean isHost(String text) {
    if (text.indexOf(':') >= 0) {
      return isBracketed(text) ? isIpv6(text.substring(1, text.length() - 1)) : isIpv6(text);
    }
    return looksNumeric(text) ? isIpv4(text) : isName(text);
  }

  /** A host, or {@code *.} and a name for all hosts below it. */
  static boolean isHostPattern(String text) {
    return text.startsWith("*.") ? isName(text.substring(2)) : isHost(text);
  }

  /** An address, or an address and the length of its prefix. */
  static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean four = isIpv4(address);
    if (!four && !isIpv6(address)) {
      return false;
    }
    if (slash < 0) {
      return true;
    }
    String bits = text.substring(slash + 1);
    return BITS.matcher(bits).matches() && Integer.parseInt(bits) <= (four ? 32 : 128);
  }

  private static boolean isBracketed(String text) {
    return text.startsWith("[") && text.endsWith("]");
  }

  private static boolean looksNumeric(String text) {
    return text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > 253) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!isLabel(label)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLabel(String label) {
    return !label.isEmpty()
        && label.length() <= 63
        && label.charAt(0) != '-'
        && label.charAt(label.length() - 1) != '-'
        && label
            .chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
  }

  private static boolean isIpv4(String text) {
    String[] octets = text.split("\\.", -1);
    if (octets.length != 4) {
      return false;
    }
    for (String octet : octets) {
      if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text) == 8;
    }
    int before = gap == 0 ? 0 : groups(text.substring(0, gap));
    String rest = text.substring(gap + 2);
    int after = rest.isEmpty() ? 0 : groups(rest);
    return before >= 0 && after >= 0 && before + after <= 7;
  }

  /** How many groups of 16 bits the text has; -1 where it is no such text. */
  private static int groups(String text) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (GROUP.matcher(parts[i]).matches()) {
        count++;
      } else if (i == parts.length - 1 && isIpv4(parts[i])) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }
}
