// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.Observability;
import io.sightglass.catalogue.Buckets;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;

/** The meters of outgoing requests. */
final class ClientMeters {

  private static final int MAX_HOSTS = 50;
  private static final int STATUSES = 501;

  final HttpMethods methods;
  private final Counter requests;
  private final Histogram duration;

  ClientMeters(Observability obs, HttpMethods methods) {
    this.methods = methods;
    LabelSpec method = LabelSpec.oneOf("method", methods.labelValues());
    LabelSpec host = LabelSpec.upTo("server_address", MAX_HOSTS);
    LabelSpec status = LabelSpec.upTo("status_code", STATUSES);
    requests =
        obs.meters()
            .counter(
                MeterSpec.counter("http_client_requests_total", "HTTP requests sent.")
                    .label(method)
                    .label(host)
                    .label(status)
                    .fedBy("the HTTP client observer")
                    .build());
    duration =
        obs.meters()
            .histogram(
                MeterSpec.histogram(
                        "http_client_request_duration_seconds", "Time until the response.")
                    .label(method)
                    .label(host)
                    .label(status)
                    .buckets(Buckets.requests())
                    .fedBy("the HTTP client observer")
                    .build());
  }

  Counter.Handle total(String method, String host, String status) {
    return requests.handle(method, host, status);
  }

  Histogram.Handle seconds(String method, String host, String status) {
    return duration.handle(method, host, status);
  }
}
