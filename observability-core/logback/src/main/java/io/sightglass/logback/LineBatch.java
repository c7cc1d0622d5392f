// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.logback.LineQueue.Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are written together. What could not be written stays for the next attempt. Used by
 * one thread.
 */
final class LineBatch {

  private static final int MOST = 512;

  private final @Nullable Line[] lines = new Line[MOST];
  private final int[] ends = new int[MOST];
  private final ByteBuffer own;
  private int count;

  LineBatch(int bytes) {
    own = ByteBuffer.allocate(bytes);
  }

  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  /** Puts a line before all others. */
  void first(Line line) {
    if (count == MOST) {
      return;
    }
    System.arraycopy(lines, 0, lines, 1, count);
    lines[0] = line;
    count++;
  }

  /** Takes lines from the queue until there are enough. */
  void fill(LineQueue queue) {
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += at(i).bytes().length;
    }
    // One place stays free for a notice.
    while (count < MOST - 1 && bytes < own.capacity()) {
      Line line = queue.poll();
      if (line == null) {
        return;
      }
      bytes += line.bytes().length;
      lines[count++] = line;
    }
  }

  private Line at(int index) {
    return Objects.requireNonNull(lines[index]);
  }

  /**
   * Writes as many of the lines as there is room for.
   *
   * @param written is told the lines that were, also where the rest was not
   */
  void write(LineSink sink, Written written) throws IOException {
    ByteBuffer bytes = own;
    bytes.clear();
    int some = 0;
    while (some < count && at(some).bytes().length <= bytes.remaining()) {
      bytes.put(at(some).bytes());
      ends[some++] = bytes.position();
    }
    if (some == 0) {
      // One that is longer than the buffer.
      bytes = ByteBuffer.wrap(at(0).bytes());
      ends[0] = bytes.limit();
      some = 1;
    } else {
      bytes.flip();
    }
    int whole = some;
    try {
      sink.write(bytes);
    } catch (IOException | RuntimeException | Error e) {
      whole = 0;
      while (whole < some && ends[whole] <= bytes.position()) {
        whole++;
      }
      sink.tear(bytes.position() - (whole == 0 ? 0 : ends[whole - 1]));
      throw e;
    } finally {
      forget(whole, written);
    }
  }

  /** Forgets all lines; counts them by level, notices aside. */
  int giveUp(int[] byLevel) {
    int lost = 0;
    for (int i = 0; i < count; i++) {
      if (at(i).level() >= 0) {
        byLevel[at(i).level()]++;
        lost++;
      }
      lines[i] = null;
    }
    count = 0;
    return lost;
  }

  private void forget(int whole, Written written) {
    int counted = 0;
    long bytes = 0;
    for (int i = 0; i < whole; i++) {
      Line line = at(i);
      if (line.level() >= 0) {
        counted++;
        bytes += line.bytes().length;
      }
    }
    System.arraycopy(lines, whole, lines, 0, count - whole);
    for (int i = count - whole; i < count; i++) {
      lines[i] = null;
    }
    count -= whole;
    if (counted > 0) {
      written.lines(counted, bytes);
    }
  }

  /** Who wants to know how many lines, notices aside, were written, and how long they were. */
  interface Written {

    /** That many were written. */
    void lines(int count, long bytes);
  }
}
