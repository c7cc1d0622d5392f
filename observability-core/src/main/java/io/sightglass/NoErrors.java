// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reports nothing. */
final class NoErrors implements Errors {

  static final Errors NONE = new NoErrors();

  private NoErrors() {}

  @Override
  public void report(@Nullable Throwable error) {}

  @Override
  public void report(String area, @Nullable Throwable error) {}

  @Override
  public void unhandled(
      String area, @Nullable String work, @Nullable Throwable error, boolean hasLine) {}

  @Override
  public void trail(String level, String logger, String message) {}

  @Override
  public void sendTo(String name, ErrorReporter reporter) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(reporter, "reporter");
  }

  @Override
  public void filter(Function<ErrorReport, @Nullable ErrorReport> filter) {
    Objects.requireNonNull(filter, "filter");
  }
}
