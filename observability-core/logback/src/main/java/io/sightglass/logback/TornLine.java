// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The end of a file whose writer was killed, or had no more space, in the middle of a line. */
final class TornLine {

  // No line of ours is longer.
  private static final int LONGEST = 2 * 1024 * 1024;

  private TornLine() {}

  /**
   * Takes half a line of JSON away, which no reader could read.
   *
   * @return the size of the file now, or -1 where its end is not ours to take away and the next
   *     write has to begin on a fresh line
   */
  static long mend(Path path, FileChannel append, long size) throws IOException {
    try (FileChannel read = FileChannel.open(path, StandardOpenOption.READ)) {
      if (at(read, size - 1) == '\n') {
        return size;
      }
      long begin = begin(read, size);
      if (begin < 0 || at(read, begin) != '{' || append.size() != size) {
        return -1;
      }
      append.truncate(begin);
      return begin;
    }
  }

  /** Where the last line begins; -1 if it is longer than any of ours. */
  private static long begin(FileChannel read, long size) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(8 * 1024);
    long end = size;
    while (end > 0 && size - end < LONGEST) {
      long from = Math.max(0, end - part.capacity());
      part.clear().limit((int) (end - from));
      int got = read.read(part, from);
      for (int i = got - 1; i >= 0; i--) {
        if (part.get(i) == '\n') {
          return from + i + 1;
        }
      }
      end = from;
    }
    return end == 0 ? 0 : -1;
  }

  private static int at(FileChannel read, long position) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    return read.read(one, position) == 1 ? one.get(0) : -1;
  }
}
