// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.time.Duration;

/**
 * What a {@link FaultyTcpProxy} does to connections. Immutable.
 *
 * <p>Bytes are counted per connection, in the answers alone: requests pass whole, so that the far
 * side has done its work when the near side sees the fault.
 */
public final class Fault {

  enum Kind {
    NONE,
    REFUSE,
    HANG,
    DELAY,
    THROTTLE,
    RESET,
    TRUNCATE,
    GARBAGE
  }

  private static final Fault NONE = new Fault(Kind.NONE, 0);

  private final Kind kind;
  private final long amount;

  private Fault(Kind kind, long amount) {
    this.kind = kind;
    this.amount = amount;
  }

  /** Everything passes. */
  public static Fault none() {
    return NONE;
  }

  /** Nothing listens: new connections are refused, and those that are open are reset. */
  public static Fault refuse() {
    return new Fault(Kind.REFUSE, 0);
  }

  /** Connections are accepted and never read or answered; open ones stop passing bytes. */
  public static Fault hang() {
    return new Fault(Kind.HANG, 0);
  }

  /** Each piece of an answer comes so much later. */
  public static Fault delay(Duration delay) {
    return new Fault(Kind.DELAY, positive(delay.toNanos(), "delay"));
  }

  /** Answers pass no faster than so many bytes a second. */
  public static Fault throttle(long bytesPerSecond) {
    return new Fault(Kind.THROTTLE, positive(bytesPerSecond, "bytesPerSecond"));
  }

  /** After so many bytes of answer the connection is reset. */
  public static Fault resetAfter(long bytes) {
    return new Fault(Kind.RESET, notNegative(bytes));
  }

  /** After so many bytes of answer the connection ends in good order, as if that were all. */
  public static Fault truncateAfter(long bytes) {
    return new Fault(Kind.TRUNCATE, notNegative(bytes));
  }

  /** Each byte of the answers is replaced by another one, the same at every run. */
  public static Fault garbage() {
    return new Fault(Kind.GARBAGE, 0);
  }

  Kind kind() {
    return kind;
  }

  long amount() {
    return amount;
  }

  @Override
  public String toString() {
    return amount == 0 ? kind.name() : kind + " " + amount;
  }

  private static long positive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
    return value;
  }

  private static long notNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative, was " + bytes);
    }
    return bytes;
  }
}
