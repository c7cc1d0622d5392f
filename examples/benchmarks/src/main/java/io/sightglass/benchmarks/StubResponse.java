// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.http.HttpServerResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/** An answer, used again for each call. */
final class StubResponse extends HttpServletResponseWrapper implements HttpServerResponse {

  private final long size;

  private int status;
  @Nullable String header;

  StubResponse() {
    this(-1);
  }

  /** An answer with a body of so many bytes. */
  StubResponse(long size) {
    super(Missing.of(HttpServletResponse.class));
    this.size = size;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void setStatus(int status) {
    this.status = status;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setHeader(String name, String value) {
    header = value;
  }

  @Override
  public void addHeader(String name, String value) {
    header = value;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return null;
  }

  @Override
  public boolean isCommitted() {
    return false;
  }
}
