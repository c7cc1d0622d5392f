// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Compresses a body into chunks, without an array of the whole. */
final class Gzip {

  private static final int CHUNK = 16 * 1024;

  private Gzip() {}

  static OpsResponse compress(OpsResponse plain) {
    Chunks chunks = new Chunks();
    try (GZIPOutputStream out = new GZIPOutputStream(chunks, CHUNK)) {
      plain.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return plain.withBody(chunks.list()).withHeader("Content-Encoding", "gzip");
  }

  private static final class Chunks extends OutputStream {

    private final List<byte[]> full = new ArrayList<>();
    private byte[] open = new byte[CHUNK];
    private int used;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int count) {
      int at = from;
      int left = count;
      while (left > 0) {
        if (used == CHUNK) {
          full.add(open);
          open = new byte[CHUNK];
          used = 0;
        }
        int step = Math.min(left, CHUNK - used);
        System.arraycopy(source, at, open, used, step);
        used += step;
        at += step;
        left -= step;
      }
    }

    List<byte[]> list() {
      full.add(Arrays.copyOf(open, used));
      return full;
    }
  }
}
