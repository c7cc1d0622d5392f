// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.time.Duration;

/**
 * What a caller of the operational port may cost.
 *
 * @param connections open connections; at the limit the oldest that is not being served gives way
 * @param url bytes of a request target
 * @param head bytes of a request line and its fields together
 * @param fields how many fields a head has
 * @param body bytes of a body, which is read and thrown away
 * @param request from the first byte, or from the connection, to the last byte of a request
 * @param idle between two requests
 * @param endpoint until an endpoint has answered
 * @param stall without a byte taken by a reader
 * @param write for a whole answer
 */
record Limits(
    int connections,
    int url,
    int head,
    int fields,
    int body,
    Duration request,
    Duration idle,
    Duration endpoint,
    Duration stall,
    Duration write) {

  static Limits standard() {
    return new Limits(
        64,
        8 * 1024,
        16 * 1024,
        100,
        64 * 1024,
        Duration.ofSeconds(5),
        Duration.ofSeconds(75),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60));
  }

  Limits withConnections(int max) {
    return new Limits(max, url, head, fields, body, request, idle, endpoint, stall, write);
  }

  /** All deadlines alike, for tests. */
  Limits withDeadlines(Duration each) {
    return new Limits(connections, url, head, fields, body, each, each, each, each, each);
  }

  /** How much work may wait: fewer than connections, so that some are left for what is instant. */
  int queue() {
    return connections - connections / 8;
  }
}
