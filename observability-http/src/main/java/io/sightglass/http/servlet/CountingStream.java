// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Counts bytes on their way into the container's stream. */
final class CountingStream extends ServletOutputStream {

  private final ServletOutputStream out;
  private final CountingResponse response;

  CountingStream(ServletOutputStream out, CountingResponse response) {
    this.out = out;
    this.response = response;
  }

  @Override
  public void write(int octet) throws IOException {
    out.write(octet);
    response.wrote(1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    response.wrote(length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }
}
