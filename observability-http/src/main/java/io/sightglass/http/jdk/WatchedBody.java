// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import java.io.IOException;
import java.io.OutputStream;

/** Counts what goes into a response body and sees it closed. */
final class WatchedBody extends OutputStream {

  private final OutputStream out;
  // Held so that an exchange whose handler kept the stream alone does not count as abandoned.
  private final ResponseWatch watch;

  WatchedBody(OutputStream out, ResponseWatch watch) {
    this.out = out;
    this.watch = watch;
  }

  @Override
  public void write(int octet) throws IOException {
    out.write(octet);
    watch.wrote(1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    watch.wrote(length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      watch.complete();
    }
  }
}
