// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The same chain with nobody looking. */
@State(Scope.Benchmark)
public class FloorHttp {

  private static final FilterChain CHAIN =
      (request, response) -> ((HttpServletResponse) response).setStatus(200);

  private final StubRequest request = new StubRequest(false);
  private final StubResponse response = new StubResponse();

  int call() throws ServletException, IOException {
    CHAIN.doFilter(request.recycle(), response);
    return response.getStatus();
  }
}
