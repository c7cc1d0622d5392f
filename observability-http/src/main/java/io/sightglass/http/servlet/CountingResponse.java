// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** A response that counts the bytes of its body, whichever way they are written. */
final class CountingResponse extends HttpServletResponseWrapper {

  // Written by whoever writes the body, which is one thread at a time.
  private volatile long written;
  private @Nullable CountingStream stream;
  private @Nullable CountingWriter writer;

  CountingResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public synchronized ServletOutputStream getOutputStream() throws IOException {
    CountingStream counting = stream;
    if (counting == null) {
      counting = new CountingStream(super.getOutputStream(), this);
      stream = counting;
    }
    return counting;
  }

  @Override
  public synchronized PrintWriter getWriter() throws IOException {
    CountingWriter counting = writer;
    if (counting == null) {
      PrintWriter plain = super.getWriter();
      boolean utf8 = "utf-8".equalsIgnoreCase(getCharacterEncoding());
      counting = new CountingWriter(plain, utf8, this);
      writer = counting;
    }
    return counting;
  }

  void wrote(long bytes) {
    long sum = written + bytes;
    written = sum;
  }

  /** What was written, else what was announced; -1 where the container writes the body itself. */
  long size() {
    if (written > 0) {
      return written;
    }
    String announced = getHeader("Content-Length");
    if (announced != null) {
      try {
        return Long.parseLong(announced);
      } catch (NumberFormatException e) {
        return -1;
      }
    }
    return getStatus() >= 400 ? -1 : 0;
  }
}
