// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.Observability;
import io.sightglass.config.Setting;
import io.sightglass.endpoint.MetricsEndpoint;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.endpoint.OpsResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An operational port with {@code /live}, {@code /metrics} and endpoints that misbehave. */
final class OpsPort implements AutoCloseable {

  static final String GET_LIVE = "GET /live HTTP/1.1\r\nHost: x\r\n\r\n";

  private record Fixed(String path, boolean isInstant, Function<OpsRequest, OpsResponse> made)
      implements OpsEndpoint {

    @Override
    public OpsResponse answer(OpsRequest request) {
      return made.apply(request);
    }
  }

  final Observability obs =
      Observability.builder("test")
          .environment(Map.of())
          .set(Setting.MAX_LABEL_SETS, "200000")
          .build();
  final CountDownLatch release = new CountDownLatch(1);
  final AtomicInteger counted = new AtomicInteger();
  final AtomicInteger stuck = new AtomicInteger();
  final ObservabilityServer server;

  private OpsPort(Limits limits, List<byte[]> large) {
    OpsEndpoints endpoints =
        OpsEndpoints.builder(obs)
            .add(new Fixed("/live", true, request -> text("alive")))
            .add(new Fixed("/slow", false, request -> text("made by a worker")))
            .add(new Fixed("/stuck", false, request -> stuckOnceMore()))
            .add(new Fixed("/counted", false, request -> counted()))
            .add(new Fixed("/broken", false, request -> broken()))
            .add(new Fixed("/broken-at-once", true, request -> broken()))
            .add(new Fixed("/interrupt", true, request -> interrupted()))
            .add(new Fixed("/large", false, request -> OpsResponse.of(200, "text/plain", large)))
            .add(MetricsEndpoint.of(obs))
            .build();
    server = ObservabilityServer.builder(obs).port(0).limits(limits).endpoints(endpoints).start();
  }

  static OpsPort open() {
    return open(Limits.standard());
  }

  static OpsPort open(Limits limits) {
    return open(limits, List.of());
  }

  static OpsPort open(Limits limits, List<byte[]> large) {
    return new OpsPort(limits, large);
  }

  int number() {
    return server.port();
  }

  RawClient call() {
    return RawClient.to(number());
  }

  /** What was counted for a reason. */
  double rejected(Rejection reason) {
    String series = "sightglass_http_rejected_total{reason=\"" + reason.label() + "\"} ";
    String page = new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
    int at = page.indexOf(series) + series.length();
    return Double.parseDouble(page.substring(at, page.indexOf('\n', at)));
  }

  @Override
  public void close() {
    release.countDown();
    server.close();
    obs.close();
  }

  private OpsResponse stuckOnceMore() {
    stuck.incrementAndGet();
    return stuck();
  }

  private OpsResponse stuck() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return text("released");
  }

  private OpsResponse counted() {
    int count = counted.incrementAndGet();
    stuck();
    return text(Integer.toString(count));
  }

  private static OpsResponse broken() {
    throw new IllegalStateException("a secret of the app");
  }

  private static OpsResponse interrupted() {
    Thread.currentThread().interrupt();
    return text("interrupted");
  }

  private static OpsResponse text(String body) {
    return OpsResponse.text(200, "text/plain", body);
  }
}
