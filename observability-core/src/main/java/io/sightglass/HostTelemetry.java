// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one place that asks whether an agent runs in this JVM, so that the app joins its
 * OpenTelemetry instead of building a second one beside it.
 */
final class HostTelemetry {

  private HostTelemetry() {}

  /** The agent's OpenTelemetry, or null where there is no agent. */
  static @Nullable OpenTelemetry ofAgent() {
    // In this order: the arguments come from a management bean, which is milliseconds of a start.
    return GlobalOpenTelemetry.isSet() && isAgent(arguments()) ? GlobalOpenTelemetry.get() : null;
  }

  static boolean isAgent(List<String> arguments) {
    for (String argument : arguments) {
      if (argument.startsWith("-javaagent:") && argument.contains("opentelemetry")) {
        return true;
      }
    }
    return false;
  }

  private static List<String> arguments() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }
}
