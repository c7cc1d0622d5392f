// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import java.util.Set;

/** Where the app declared a meter, for messages. Walking the stack is for declaring only. */
final class CallSite {

  private static final Set<String> OWN =
      Set.of(
          CallSite.class.getName(),
          MeterEngine.class.getName(),
          OwnMeters.class.getName(),
          MicrometerStore.class.getName(),
          SeriesTable.class.getName());

  private CallSite() {}

  static String find() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !isMachinery(frame.getClassName()))
                    .findFirst()
                    .map(frame -> frame.toStackTraceElement().toString())
                    .orElse("an unknown place"));
  }

  private static boolean isMachinery(String className) {
    int nested = className.indexOf('$');
    return OWN.contains(nested < 0 ? className : className.substring(0, nested))
        || className.startsWith("io.micrometer.")
        || className.startsWith("java.");
  }
}
