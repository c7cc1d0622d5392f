// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.metrics.servlet.InstrumentedFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A request through Dropwizard's filter: a timer, meters by status, one in-flight counter. */
@State(Scope.Benchmark)
public class DropwizardHttp {

  private static final FilterChain CHAIN =
      (request, response) -> ((HttpServletResponse) response).setStatus(200);

  private final InstrumentedFilter filter = new InstrumentedFilter();
  private final MetricRegistry registry = new MetricRegistry();
  private final StubRequest request = new StubRequest(false);
  private final StubResponse response = new StubResponse();

  /** Gives the filter its registry. */
  @Setup
  public void start() throws ServletException {
    ServletContext context =
        answering(
            ServletContext.class, "getAttribute", InstrumentedFilter.REGISTRY_ATTRIBUTE, registry);
    filter.init(answering(FilterConfig.class, "getServletContext", null, context));
  }

  int call() throws ServletException, IOException {
    filter.doFilter(request.recycle(), response, CHAIN);
    return response.getStatus();
  }

  /** How many requests were counted. */
  long counted() {
    return registry.timer(InstrumentedFilter.class.getName() + ".requests").getCount();
  }

  private static <T> T answering(
      Class<T> type, String question, @Nullable String argument, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals(question)
                        && (argument == null || argument.equals(arguments[0]))
                    ? answer
                    : null));
  }
}
