// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/** An answer, used again for each call. */
final class StubResponse extends HttpServletResponseWrapper {

  private int status;
  @Nullable String header;

  StubResponse() {
    super(Missing.of(HttpServletResponse.class));
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
