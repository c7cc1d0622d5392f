// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A receiver of OTLP on 127.0.0.1, over gRPC and over HTTP, for traces, metrics and logs.
 *
 * <pre>{@code
 * try (OtlpReceiver receiver = OtlpReceiver.start()) {
 *   // OTEL_EXPORTER_OTLP_ENDPOINT=receiver.grpcEndpoint()   OTEL_EXPORTER_OTLP_PROTOCOL=grpc
 *   OtlpSpan span = receiver.awaitSpan(s -> s.name().equals("GET /invoices"), ofSeconds(10));
 * }
 * }</pre>
 *
 * <p>Thread-safe. It keeps the newest 10,000 of each kind and counts all. What was answered with an
 * error is counted as a request and not kept, because a real receiver would not have it.
 */
public final class OtlpReceiver implements AutoCloseable {

  private static final AtomicInteger THREADS = new AtomicInteger();

  private final OtlpInbox inbox;
  private final ScheduledExecutorService executor;
  private final OtlpGrpc grpc;
  private final OtlpHttp http;

  private OtlpReceiver(
      OtlpInbox inbox, ScheduledExecutorService executor, OtlpGrpc grpc, OtlpHttp http) {
    this.inbox = inbox;
    this.executor = executor;
    this.grpc = grpc;
    this.http = http;
  }

  /** Listens on two free ports. */
  public static OtlpReceiver start() {
    return start(0, 0);
  }

  /**
   * Listens on those ports, for a receiver that comes back where it was; 0 takes any free one.
   *
   * @throws UncheckedIOException if a port is taken
   */
  public static OtlpReceiver start(int grpcPort, int httpPort) {
    OtlpInbox inbox = new OtlpInbox();
    ScheduledExecutorService executor = Executors.newScheduledThreadPool(8, OtlpReceiver::thread);
    OtlpGrpc grpc = null;
    try {
      grpc = new OtlpGrpc(inbox, executor, grpcPort);
      return new OtlpReceiver(inbox, executor, grpc, new OtlpHttp(inbox, executor, httpPort));
    } catch (IOException e) {
      if (grpc != null) {
        grpc.close();
      }
      executor.shutdownNow();
      throw new UncheckedIOException(e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sightglass-testkit-otlp-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** The endpoint for the protocol {@code grpc}. */
  public String grpcEndpoint() {
    return "http://127.0.0.1:" + grpc.port();
  }

  /** The endpoint for the protocol {@code http/protobuf}, without {@code /v1/traces}. */
  public String httpEndpoint() {
    return "http://127.0.0.1:" + http.port();
  }

  /** Answers so from now on, on every path. */
  public void answer(OtlpAnswer answer) {
    inbox.answer(answer);
  }

  /** The newest requests, the oldest first, refused ones among them. */
  public List<OtlpRequest> requests() {
    return inbox.requests.all();
  }

  /** How many requests came. */
  public long requestCount() {
    return inbox.requests.count();
  }

  /** The newest accepted spans, the oldest first. */
  public List<OtlpSpan> spans() {
    return inbox.spans.all();
  }

  /** How many spans were accepted, duplicates included. */
  public long spanCount() {
    return inbox.spans.count();
  }

  /**
   * How many different span ids were accepted.
   *
   * @throws IllegalStateException past 4,000,000, where it stops counting
   */
  public int distinctSpans() {
    return inbox.distinctSpans();
  }

  /** The newest accepted metrics, the oldest first; each export brings every metric again. */
  public List<OtlpMetric> metrics() {
    return inbox.metrics.all();
  }

  /** The newest accepted log records, the oldest first. */
  public List<OtlpLogRecord> logs() {
    return inbox.logs.all();
  }

  /** How many log records were accepted. */
  public long logCount() {
    return inbox.logs.count();
  }

  /** Forgets what is kept; counts go on. */
  public void clear() {
    inbox.requests.clear();
    inbox.spans.clear();
    inbox.metrics.clear();
    inbox.logs.clear();
  }

  /**
   * Waits for a span.
   *
   * @throws AssertionError after the timeout, with the names of those that came
   */
  public OtlpSpan awaitSpan(Predicate<? super OtlpSpan> wanted, Duration timeout) {
    return inbox.spans.await(
        Objects.requireNonNull(wanted, "wanted"),
        timeout,
        () -> "a span as wanted; came " + names(spans().stream().map(OtlpSpan::name).toList()));
  }

  /** Waits until that many spans were accepted since the start. */
  public void awaitSpans(long count, Duration timeout) {
    inbox.spans.awaitCount(count, timeout, "spans");
  }

  /** Waits for a metric of that name. */
  public OtlpMetric awaitMetric(String name, Duration timeout) {
    return awaitMetric(metric -> metric.name().equals(name), timeout);
  }

  /** Waits for a metric, the newest that matches. */
  public OtlpMetric awaitMetric(Predicate<? super OtlpMetric> wanted, Duration timeout) {
    return inbox.metrics.await(
        Objects.requireNonNull(wanted, "wanted"),
        timeout,
        () ->
            "a metric as wanted; came " + names(metrics().stream().map(OtlpMetric::name).toList()));
  }

  /** Waits for a log record. */
  public OtlpLogRecord awaitLog(Predicate<? super OtlpLogRecord> wanted, Duration timeout) {
    return inbox.logs.await(
        Objects.requireNonNull(wanted, "wanted"),
        timeout,
        () ->
            "a log record as wanted; came "
                + names(logs().stream().map(OtlpLogRecord::body).toList()));
  }

  /** Waits until that many requests came since the start, refused ones among them. */
  public void awaitRequests(long count, Duration timeout) {
    inbox.requests.awaitCount(count, timeout, "requests");
  }

  /** Stops listening and ends open connections. What was kept stays readable. */
  @Override
  public void close() {
    grpc.close();
    http.close();
    executor.shutdownNow();
  }

  private static String names(List<String> all) {
    List<String> distinct = all.stream().distinct().sorted().toList();
    return distinct.size() > 50 ? distinct.subList(0, 50) + "…" : distinct.toString();
  }
}
