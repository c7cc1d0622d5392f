// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.nio.charset.StandardCharsets;

/** Times of lines, of which many have the second in common. Used by one thread at a time. */
final class LineTime {

  private static final int MILLIS_AT = 20;

  private long second = Long.MIN_VALUE;
  private byte[] text = new byte[0];

  /** UTC, ISO 8601, milliseconds, as ASCII; good until the next call. */
  byte[] of(long epochMillis) {
    long wanted = Math.floorDiv(epochMillis, 1_000L);
    if (wanted != second) {
      text = Texts.time(epochMillis).getBytes(StandardCharsets.US_ASCII);
      second = wanted;
    }
    int at = text.length - 2;
    if (at == MILLIS_AT + 2) {
      int millis = (int) Math.floorMod(epochMillis, 1_000L);
      text[at] = (byte) ('0' + millis % 10);
      text[at - 1] = (byte) ('0' + millis / 10 % 10);
      text[at - 2] = (byte) ('0' + millis / 100);
      return text;
    }
    return Texts.time(epochMillis).getBytes(StandardCharsets.US_ASCII); // a year of five digits
  }
}
