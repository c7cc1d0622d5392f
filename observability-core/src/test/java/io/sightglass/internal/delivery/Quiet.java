// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what is said instead of saying it. */
final class Quiet implements Diagnostics, Voice {

  final List<String> warnings = new CopyOnWriteArrayList<>();
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<String> deaths = new CopyOnWriteArrayList<>();

  final Set<String> impaired = ConcurrentHashMap.newKeySet();

  @Override
  public void warn(Code code, String message) {
    warnings.add(code.id() + " " + message);
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

  @Override
  public void announce(Code code, String message, boolean warning) {
    lines.add(code.id() + " " + message);
  }

  @Override
  public void impaired(String part, @Nullable String reason) {
    if (reason == null) {
      impaired.remove(part);
    } else {
      impaired.add(part);
    }
  }

  @Override
  public void died(String component, Throwable failure) {
    deaths.add(component + ": " + failure.getClass().getSimpleName());
  }
}
