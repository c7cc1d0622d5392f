// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Scope;
import io.sightglass.ContextFields;
import io.sightglass.ErrorReport;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.http.HostileIds;
import io.sightglass.http.Lab;
import io.sightglass.http.Outcomes;
import io.sightglass.http.RawHttp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservabilityFilterTest {

  private final Lab lab = Lab.open();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AtomicReference<Throwable> seen = new AtomicReference<>();
  private Server server;

  @BeforeEach
  void start() throws Exception {
    server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/app");
    ServletHolder holder = new ServletHolder("paths", new Paths());
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/");
    ServletHolder mapped = new ServletHolder("mapped", new Paths());
    context.addServlet(mapped, "/mapped/*");
    context.addServlet(
        new ServletHolder("ops", OpsServlet.of(OpsEndpoints.of(lab.obs()))), "/observability/*");
    context.addServletContainerInitializer(
        (classes, servletContext) ->
            ObservabilityFilter.addTo(
                servletContext, lab.obs(), "/app/{what}", "/app/{what}/{id}"));
    context.addFilter(
        (request, response, chain) -> {
          try {
            chain.doFilter(request, response);
          } catch (Throwable e) {
            seen.set(e);
            throw e;
          }
        },
        "/*",
        java.util.EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    threads.shutdownNow();
    lab.close();
  }

  @Test
  void whoIsKnownInsideIsOnTheLineAndInTheReportOfTheFailure() {
    List<ErrorReport> reports = new CopyOnWriteArrayList<>();
    lab.obs().errors().sendTo("list", reports::add);
    RawHttp.get(port(), "/app/user", "");

    lab.awaitRequests(1);
    assertThat(lab.fieldsOfLines()).containsExactly(Map.of("user_id", "u-7"));
    await().until(() -> !reports.isEmpty());
    assertThat(reports.get(0).fields()).containsEntry("user_id", "u-7");
  }

  @ParameterizedTest
  @CsvSource({
    "/app/ok, 200, 200, 5",
    "/app/writer, 200, 200, 10",
    "/app/notfound, 404, 404, -1",
    "/app/throws, 500, 500, -1",
    "/app/forward, 200, 200, 5",
    "/app/include, 200, 200, 10",
    "/app/async, 202, 202, 5",
    "/app/async-done, 202, 202, 5",
    "/app/async-dispatch, 200, 200, 5",
    "/app/async-twice, 200, 200, 5",
    "/app/async-timeout, 500, 500, -1",
    "/app/async-error, 500, 500, -1",
    "/app/empty, 204, 204, 0"
  })
  void everyWayToAnswerIsCountedOnce(String path, int status, String label, int size) {
    String answer = RawHttp.get(port(), path, "");

    assertThat(RawHttp.status(answer)).as(answer).isEqualTo(status);
    lab.awaitRequests(1);
    assertThat(lab.sum("http_requests_total")).isEqualTo(1);
    assertThat(
            lab.value(
                "http_requests_total{method=\"GET\",route=\"/app/{what}\",status_code=\""
                    + label
                    + "\"}"))
        .as(lab.scrape())
        .isEqualTo(1);
    assertThat(lab.spans()).hasSize(1);
    assertThat(lab.lines()).hasSize(1);
    assertThat(lab.obs().lifecycle().inFlight()).isZero();
    if (size >= 0) {
      assertThat(lab.value("http_response_size_bytes_sum{method=\"GET\",route=\"/app/{what}\"}"))
          .isEqualTo(size);
    }
  }

  @Test
  void theRouteIsTheFrameworksElseTheTemplateElseTheMapping() {
    RawHttp.get(port(), "/app/framework", "");
    RawHttp.get(port(), "/app/ok;v=1/7", "");
    RawHttp.get(port(), "/app/mapped/a/b/c", "");
    RawHttp.get(port(), "/app/x/y/z/nobody", "");

    lab.awaitRequests(4);
    assertThat(lab.scrape())
        .contains("route=\"/shop/{id}\"")
        .contains("route=\"/app/{what}/{id}\"")
        .contains("route=\"/app/mapped/*\"")
        .contains("route=\"_unmatched\"");
  }

  @Test
  void theLibrarysOwnEndpointsAreNotObserved() {
    String answer = RawHttp.get(port(), "/app/observability/metrics", "");

    assertThat(answer).startsWith("HTTP/1.1 200").contains("http_requests_in_progress 0");
    assertThat(lab.sum("http_requests_total")).isZero();
    assertThat(lab.spans()).isEmpty();
  }

  @Test
  void theContextIsCurrentInEveryDispatch() {
    String answer = RawHttp.get(port(), "/app/id-async", "X-Request-Id: order-7\r\n");

    assertThat(answer).containsIgnoringCase("X-Request-Id: order-7\r\n").endsWith("order-7order-7");
  }

  @Test
  void aClientThatGoesAwayIsOneRequest() throws Exception {
    try (var socket = new java.net.Socket("127.0.0.1", port())) {
      socket.setSoLinger(true, 0);
      socket
          .getOutputStream()
          .write(
              "GET /app/endless HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    lab.awaitRequests(1);
    assertThat(lab.sum("http_requests_total")).isEqualTo(1);
    assertThat(lab.spans()).hasSize(1);
  }

  @Test
  void whatTheAppThrowsGoesOnAsItIs() {
    for (Throwable thrown : Outcomes.all()) {
      Paths.toThrow.set(thrown);
      seen.set(null);
      int suppressed = thrown.getSuppressed().length;
      RawHttp.get(port(), "/app/throws-it", "");
      org.awaitility.Awaitility.await().until(() -> seen.get() != null);

      assertThat(seen.get()).isSameAs(thrown);
      assertThat(thrown.getSuppressed()).hasSize(suppressed);
    }
    lab.awaitRequests(Outcomes.all().size());
    assertThat(lab.sum("http_requests_total")).isEqualTo(Outcomes.all().size());
    System.out.printf(
        "row 8: %d failures through the servlet filter, each the same object%n",
        Outcomes.all().size());
  }

  @Test
  void nothingOfARefusedIdGetsAnywhere() {
    List<String> payloads = HostileIds.payloads();
    for (String payload : payloads) {
      String answer = RawHttp.get(port(), "/app/id", "X-Request-Id: " + payload + "\r\n");
      // Jetty itself refuses headers that are too long or not text, before any filter.
      assertThat(RawHttp.status(answer)).isIn(200, 400, 431);
      assertThat(answer).doesNotContain(HostileIds.MARK);
    }

    assertThat(lab.sum("http_requests_total")).isGreaterThan(150);
    assertThat(lab.spans().toString()).doesNotContain(HostileIds.MARK);
    assertThat(lab.lines().toString()).doesNotContain(HostileIds.MARK);
    assertThat(lab.scrape()).doesNotContain(HostileIds.MARK);
    System.out.printf(
        "row 21: %d payloads to a servlet, %.0f of them reached the filter, 0 found again%n",
        payloads.size(), lab.sum("http_requests_total"));
  }

  private int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** Answers by the last part of its path. */
  private final class Paths extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final AtomicReference<Throwable> toThrow = new AtomicReference<>();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      String path = request.getServletPath();
      switch (path.indexOf('/', 1) < 0 ? path : path.substring(0, path.indexOf('/', 1))) {
        case "/writer" -> {
          response.setCharacterEncoding("UTF-8");
          response.getWriter().print("h\u00e4ll\u00f6");
          response.getWriter().append('\u20ac');
        }
        case "/notfound" -> response.sendError(404);
        case "/empty" -> response.setStatus(204);
        case "/throws" -> throw new ServletException("boom");
        case "/throws-it" -> Outcomes.<RuntimeException>raise(toThrow.get());
        case "/forward" -> request.getRequestDispatcher("/ok").forward(request, response);
        case "/include" -> {
          // An included servlet sees the path of the one that includes it.
          if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            ok(response);
            return;
          }
          request.getRequestDispatcher("/ok").include(request, response);
          request.getRequestDispatcher("/ok").include(request, response);
        }
        case "/framework" -> request.setAttribute(ObservabilityFilter.ROUTE, "/shop/{id}");
        case "/id" -> response.getWriter().print(ContextFields.current().requestId());
        case "/user" -> {
          ContextFields fields = ContextFields.current().with("user_id", "u-7");
          try (Scope scope = fields.onLine().makeCurrent()) {
            throw new IllegalStateException("planted");
          }
        }
        case "/endless" -> endless(response);
        default -> async(path, request, response);
      }
    }

    private void async(String path, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
      switch (path) {
        case "/async" -> later(request.startAsync(request, response));
        case "/async-done" -> {
          AsyncContext async = request.startAsync(request, response);
          response.setStatus(202);
          response.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
          async.complete();
        }
        case "/async-dispatch" -> {
          if (again) {
            ok(response);
          } else {
            request.startAsync(request, response).dispatch();
          }
        }
        case "/async-twice" -> {
          int round = request.getAttribute("round") instanceof Integer n ? n : 0;
          request.setAttribute("round", round + 1);
          if (round < 3) {
            request.startAsync(request, response).dispatch();
          } else {
            ok(response);
          }
        }
        case "/async-timeout" -> request.startAsync(request, response).setTimeout(50);
        case "/async-error" -> {
          if (again) {
            throw new IllegalStateException("in the second dispatch");
          }
          request.startAsync(request, response).dispatch();
        }
        case "/id-async" -> {
          response.getOutputStream().print(ContextFields.current().requestId());
          if (!again) {
            request.startAsync(request, response).dispatch();
          }
        }
        default -> ok(response);
      }
    }

    private void ok(HttpServletResponse response) throws IOException {
      response.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
    }

    private void later(AsyncContext async) {
      threads.execute(
          () -> {
            try {
              HttpServletResponse response = (HttpServletResponse) async.getResponse();
              response.setStatus(202);
              ok(response);
            } catch (IOException e) {
              seen.set(e);
            } finally {
              async.complete();
            }
          });
    }

    private void endless(HttpServletResponse response) throws IOException {
      byte[] page = new byte[65_536];
      while (true) {
        response.getOutputStream().write(page);
        response.flushBuffer();
      }
    }
  }
}
