// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.LogBackend;
import io.sightglass.Observability;

/** Logback, for {@link Observability#installLogging}. */
public final class LogbackBackend implements LogBackend {

  /** For the service loader. */
  public LogbackBackend() {}

  @Override
  public boolean install(Observability obs) {
    return LogbackLogging.install(obs);
  }
}
