// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

/** A unit of a panel, by the name that Grafana has for it. */
enum Unit {
  /** A plain number. */
  NUMBER("short"),
  /** Seconds. */
  SECONDS("s"),
  /** Bytes, in powers of 1024. */
  BYTES("bytes"),
  /** Bytes a second, in powers of 1024. */
  BYTES_PER_SECOND("binBps"),
  /** A share, 0 to 1. */
  SHARE("percentunit"),
  /** Requests a second. */
  REQUESTS("reqps"),
  /** Anything else a second. */
  PER_SECOND("count:/s"),
  /** US dollars. */
  DOLLARS("currencyUSD"),
  /** Indian rupees. */
  RUPEES("currencyINR"),
  /** A point in time, in milliseconds since the epoch. */
  TIME("dateTimeAsIso"),
  /** 1 or 0. */
  UP("bool_on_off");

  private final String grafana;

  Unit(String grafana) {
    this.grafana = grafana;
  }

  String grafana() {
    return grafana;
  }
}
