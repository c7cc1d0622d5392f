// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

/** Reads how many a receiver rejected out of its answer, which is the same for all signals. */
final class PartialSuccess {

  private final byte[] bytes;
  private int at;

  private PartialSuccess(byte[] bytes) {
    this.bytes = bytes;
  }

  /** How many; 0 where the answer does not say or cannot be read. */
  static long rejected(byte[] answer) {
    PartialSuccess reader = new PartialSuccess(answer);
    try {
      return Math.max(0, reader.number(answer.length, true));
    } catch (IndexOutOfBoundsException malformed) {
      return 0;
    }
  }

  // message { PartialSuccess partial_success = 1; }   message PartialSuccess { int64 rejected = 1;
  // }
  private long number(int end, boolean outside) {
    while (at < end) {
      long tag = varint();
      int type = (int) tag & 7;
      boolean first = tag >>> 3 == 1;
      if (first && outside && type == 2) {
        int length = (int) varint();
        return number(at + length, false);
      }
      if (first && !outside && type == 0) {
        return varint();
      }
      skip(type);
    }
    return 0;
  }

  private void skip(int type) {
    switch (type) {
      case 0 -> varint();
      case 1 -> move(8);
      case 2 -> move(varint());
      case 5 -> move(4);
      default -> throw new IndexOutOfBoundsException("wire type " + type);
    }
  }

  private void move(long count) {
    if (count < 0 || count > bytes.length - at) {
      throw new IndexOutOfBoundsException("field of " + count);
    }
    at += (int) count;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a number of more than ten bytes");
  }
}
