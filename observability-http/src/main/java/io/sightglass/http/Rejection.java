// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.catalogue.MeterSpec;
import java.util.Arrays;
import java.util.Locale;

/** Why the operational port did not serve somebody: the values of the label {@code reason}. */
enum Rejection {
  /** Not HTTP/1, or not well formed. */
  MALFORMED,
  /** A version that is not spoken here. */
  VERSION,
  /** The request target is too long. */
  URL_TOO_LONG,
  /** The head is too long, or has too many fields. */
  HEADER_TOO_LARGE,
  /** A body that is too long, chunked or announced by Expect. */
  BODY,
  /** The request did not arrive whole within its deadline. */
  HEADER_TIMEOUT,
  /** The connection gave way to a newer one. */
  EVICTED,
  /** Too much work waits already. */
  BUSY,
  /** The endpoint did not answer within its deadline. */
  ENDPOINT_TIMEOUT,
  /** The reader stopped reading the answer. */
  WRITE_TIMEOUT;

  /** What the port counts. */
  static final MeterSpec METER =
      MeterSpec.counter(
              "sightglass_http_rejected_total",
              "Requests and connections that the operational port did not serve.")
          .label("reason", Arrays.stream(values()).map(Rejection::label).toArray(String[]::new))
          .fedBy("the operational port")
          .build();

  /** Its value as a label. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
