// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stack trace into a line of JSON. Frames come again and again, so those of late are kept
 * as the bytes that they are. Used by one thread at a time.
 */
final class JsonStack implements StackSink {

  /** Frames that are kept: about 60 kB. */
  private static final int KEPT = 512;

  private static final int WAYS = 4;

  private final LineBytes out;
  private final @Nullable StackTraceElement[] frames = new StackTraceElement[KEPT];
  private final byte[][] written = new byte[KEPT][];
  private final StringBuilder frameText = new StringBuilder(120);
  private final LineBytes scratch = new LineBytes();
  private int next;
  private int start;

  JsonStack(LineBytes out) {
    this.out = out;
  }

  /** What follows is a stack trace. */
  void begin() {
    start = out.size();
  }

  @Override
  public int length() {
    return out.size() - start;
  }

  @Override
  public void clear() {
    out.backTo(start);
  }

  @Override
  public void text(String text) {
    out.part(text);
  }

  @Override
  public void frame(StackTraceElement frame) {
    int hash =
        (frame.getClassName().hashCode() * 31 + frame.getMethodName().hashCode()) * 31
            + frame.getLineNumber();
    int slot = (hash ^ hash >>> 16) & KEPT - 1;
    for (int way = 0; way < WAYS; way++) {
      if (isSame(frames[slot ^ way], frame)) {
        out.raw(written[slot ^ way]);
        return;
      }
    }
    // The way changes with each, so that frames of one slot do not drive each other out in turn.
    next = (next + 1) % WAYS;
    slot ^= next;
    written[slot] = bytes(frame);
    frames[slot] = frame;
    out.raw(written[slot]);
  }

  private byte[] bytes(StackTraceElement frame) {
    frameText.setLength(0);
    StackText.frame(frameText, frame);
    scratch.clear();
    scratch.part(frameText.toString());
    return scratch.toBytes();
  }

  private static boolean isSame(@Nullable StackTraceElement one, StackTraceElement other) {
    return one != null
        && one.getLineNumber() == other.getLineNumber()
        && one.getMethodName().equals(other.getMethodName())
        && one.getClassName().equals(other.getClassName())
        && Objects.equals(one.getFileName(), other.getFileName())
        && Objects.equals(one.getModuleName(), other.getModuleName());
  }
}
