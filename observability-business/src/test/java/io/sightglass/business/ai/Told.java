// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the last warning. */
record Told(AtomicReference<String> last) implements Diagnostics {

  @Override
  public void warn(Code code, String message) {
    last.set(message);
  }

  @Override
  public void info(Code code, String message) {}

  @Override
  public void invalid(String signal, String kind) {}

  @Override
  public void dropped(String signal, String reason, long count) {}

  @Override
  public void status(String part, String state) {}

  @Override
  public void internalError(String component, Throwable failure) {}
}
