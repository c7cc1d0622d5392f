// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Standard output: {@link System#out}, whatever the app made of it, until that reports trouble. It
 * never says so again, nor that all is well, so from then on the lines go to the file descriptor.
 */
final class ConsoleSink implements LineSink {

  // Less than a pipe takes, so that a slow reader is told apart from one that stands still.
  private static final int BATCH = 8 * 1024;

  private @Nullable FileChannel direct;
  private boolean torn;

  @Override
  public int batchBytes() {
    return BATCH;
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    FileChannel channel = direct;
    if (channel == null) {
      print(lines);
      return;
    }
    if (torn) {
      fully(channel, ByteBuffer.wrap(new byte[] {'\n'}));
      torn = false;
    }
    fully(channel, lines);
  }

  private void print(ByteBuffer lines) throws IOException {
    PrintStream out = System.out;
    out.write(lines.array(), lines.arrayOffset() + lines.position(), lines.remaining());
    out.flush();
    // One of another class leads elsewhere, perhaps.
    if (out.checkError() && out.getClass() == PrintStream.class) {
      direct = new FileOutputStream(FileDescriptor.out).getChannel();
      torn = true;
      throw new IOException("standard output reports an error");
    }
    lines.position(lines.limit());
  }

  /** Writes all of it, to one that does not block as well. */
  static void fully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
  }

  @Override
  public void tear(int bytes) {
    torn |= bytes > 0;
  }

  @Override
  public void close() {
    // Not ours to close.
  }
}
