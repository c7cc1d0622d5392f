// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.endpoint.OpsResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.List;

/** An answer on its way out. The chunks of the body are shared, not copied. Used by one thread. */
final class Outgoing {

  // The JDK copies what one write is given into direct memory that it keeps: keep that small.
  private static final int WINDOW = 64 * 1024;
  private static final int MOST_BUFFERS = 16;
  private static final int TURN = 1024 * 1024;

  private final ByteBuffer[] buffers;
  private final boolean close;
  private int at;

  private Outgoing(ByteBuffer[] buffers, boolean close) {
    this.buffers = buffers;
    this.close = close;
  }

  static Outgoing of(OpsResponse answer, boolean close) {
    List<byte[]> chunks = answer.chunks();
    ByteBuffer[] buffers = new ByteBuffer[chunks.size() + 1];
    buffers[0] = ByteBuffer.wrap(ResponseHead.encode(answer, close));
    for (int i = 0; i < chunks.size(); i++) {
      buffers[i + 1] = ByteBuffer.wrap(chunks.get(i));
    }
    return new Outgoing(buffers, close);
  }

  /** Whether the connection ends with this answer. */
  boolean closes() {
    return close;
  }

  /** Whether everything is written. */
  boolean isDone() {
    while (at < buffers.length && !buffers[at].hasRemaining()) {
      at++;
    }
    return at == buffers.length;
  }

  /** Writes what the reader takes now, up to a megabyte, and returns how many bytes that was. */
  long writeTo(GatheringByteChannel channel) throws IOException {
    long written = 0;
    while (!isDone() && written < TURN) {
      long step = writeWindow(channel);
      if (step == 0) {
        break;
      }
      written += step;
    }
    return written;
  }

  private long writeWindow(GatheringByteChannel channel) throws IOException {
    int end = at;
    int room = WINDOW;
    while (end < buffers.length && end - at < MOST_BUFFERS && buffers[end].remaining() <= room) {
      room -= buffers[end].remaining();
      end++;
    }
    if (end > at) {
      return channel.write(buffers, at, end - at);
    }
    ByteBuffer large = buffers[at];
    int limit = large.limit();
    large.limit(large.position() + WINDOW);
    try {
      return channel.write(large);
    } finally {
      large.limit(limit);
    }
  }
}
