// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** OTLP over HTTP with protobuf bodies, gzipped or not. */
final class OtlpHttp {

  static final int MAX_BODY = 64 << 20;

  private final ScheduledExecutorService executor;
  private final HttpServer server;

  OtlpHttp(OtlpInbox inbox, ScheduledExecutorService executor, int port) throws IOException {
    this.executor = executor;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(executor);
    route(
        "/v1/traces",
        (body, from) -> inbox.traces(ExportTraceServiceRequest.parseFrom(body), from));
    route(
        "/v1/metrics",
        (body, from) -> inbox.metrics(ExportMetricsServiceRequest.parseFrom(body), from));
    route("/v1/logs", (body, from) -> inbox.logs(ExportLogsServiceRequest.parseFrom(body), from));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void close() {
    server.stop(0);
  }

  /** Decodes a body and keeps it. */
  private interface Intake {
    OtlpAnswer take(byte[] body, OtlpInbox.Source from) throws InvalidProtocolBufferException;
  }

  private void route(String path, Intake intake) {
    server.createContext(
        path,
        exchange -> {
          int refused = refusal(exchange, path);
          if (refused != 0) {
            reply(exchange, OtlpAnswer.status(refused));
            return;
          }
          OtlpInbox.Source from =
              new OtlpInbox.Source(
                  "http/protobuf", OtlpRequest.lowerCase(exchange.getRequestHeaders()));
          OtlpAnswer answer;
          try {
            answer = intake.take(body(exchange), from);
          } catch (InvalidProtocolBufferException e) {
            answer = OtlpAnswer.status(400);
          }
          reply(exchange, answer);
        });
  }

  private static int refusal(HttpExchange exchange, String path) {
    if (!exchange.getRequestURI().getPath().equals(path)) {
      return 404;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    }
    String type =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), "");
    return type.equals("application/x-protobuf") ? 0 : 415;
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    try (InputStream raw = exchange.getRequestBody();
        InputStream in = isGzip(exchange) ? new GZIPInputStream(raw) : raw) {
      byte[] body = in.readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        throw new InvalidProtocolBufferException("a body of more than " + MAX_BODY + " bytes");
      }
      return body;
    }
  }

  private static boolean isGzip(HttpExchange exchange) {
    return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
  }

  private void reply(HttpExchange exchange, OtlpAnswer answer) {
    var unused =
        executor.schedule(
            () -> {
              exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
              if (answer.retryAfterSeconds() > 0) {
                exchange
                    .getResponseHeaders()
                    .set("Retry-After", Integer.toString(answer.retryAfterSeconds()));
              }
              // An empty message is no bytes at all, and no body keeps the answer in one packet.
              exchange.sendResponseHeaders(answer.status(), -1);
              exchange.close();
              return null;
            },
            answer.delay().toNanos(),
            TimeUnit.NANOSECONDS);
  }
}
