// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.sightglass.Activity;
import io.sightglass.Errors;
import io.sightglass.Instrumented;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service over HTTP: finds the operation, reads and writes JSON, turns failures to statuses.
 */
final class BillingApi implements HttpHandler {

  /** The routes, as templates. */
  static final String[] ROUTES = {
    "/invoices", "/invoices/{id}", "/invoices/{id}/payments", "/invoices/{id}/reminder", "/leads"
  };

  private static final int MAX_BODY = 65_536;
  private static final int DEFAULT_LIMIT = 20;

  private final BillingService service;
  private final Errors errors;
  private final JsonMapper json = JsonMapper.builder().build();

  private record Reply(int status, Object body) {}

  BillingApi(BillingService service, Errors errors) {
    this.service = service;
    this.errors = errors;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Reply reply;
    try {
      reply = route(exchange);
    } catch (Refusal refusal) {
      reply = error(refusal.status(), refusal.reason());
    } catch (JacksonException e) {
      reply = error(400, "the body is not the JSON that is expected here");
    } catch (RuntimeException e) {
      Activity.current().fail(e);
      errors.report("http", e);
      reply = error(500, "internal error");
    }
    byte[] body = render(reply.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  // Private, and called by the class itself: the build weaves it all the same.
  @Instrumented("reply.render")
  private byte[] render(Object body) {
    return json.writeValueAsBytes(body);
  }

  private Reply route(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    if (path.length == 2 && path[1].equals("leads")) {
      allow(exchange, "POST");
      return new Reply(201, service.lead(read(exchange, BillingService.NewLead.class)));
    }
    if (path.length < 2 || !path[1].equals("invoices")) {
      return error(404, "no such path");
    }
    if (path.length == 2) {
      if (allow(exchange, "GET", "POST").equals("GET")) {
        return new Reply(200, service.newest(limit(exchange)));
      }
      return new Reply(201, service.create(read(exchange, BillingService.NewInvoice.class)));
    }
    if (path.length == 3) {
      allow(exchange, "GET");
      return new Reply(200, service.find(path[2]));
    }
    if (path.length == 4 && path[3].equals("payments")) {
      allow(exchange, "POST");
      return new Reply(201, service.pay(path[2], read(exchange, BillingService.NewPayment.class)));
    }
    if (path.length == 4 && path[3].equals("reminder")) {
      allow(exchange, "POST");
      return new Reply(
          201, service.remind(path[2], read(exchange, BillingService.NewReminder.class)));
    }
    return error(404, "no such path");
  }

  private static String allow(HttpExchange exchange, String... methods) {
    String method = exchange.getRequestMethod();
    for (String allowed : methods) {
      if (allowed.equals(method)) {
        return method;
      }
    }
    exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
    throw new Refusal(405, "method not allowed");
  }

  private static int limit(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    if (query == null) {
      return DEFAULT_LIMIT;
    }
    if (!query.matches("limit=[0-9]{1,4}")) {
      throw new Refusal(400, "the query may be limit=1 to 100");
    }
    return Integer.parseInt(query.substring("limit=".length()));
  }

  private <T> T read(HttpExchange exchange, Class<T> type) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        throw new Refusal(413, "the body is larger than " + MAX_BODY + " bytes");
      }
      T value = json.readValue(body, type);
      if (value == null) {
        throw new Refusal(400, "the body is empty");
      }
      return value;
    }
  }

  private static Reply error(int status, String message) {
    return new Reply(status, Map.of("error", message));
  }
}
