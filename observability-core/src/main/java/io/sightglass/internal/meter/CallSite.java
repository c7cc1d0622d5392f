// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

/** Where the app declared a meter, for messages. Walking the stack is for declaring only. */
final class CallSite {

  private static final String OWN = CallSite.class.getPackageName();

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
    return className.startsWith(OWN + ".")
        || className.startsWith("io.micrometer.")
        || className.startsWith("java.");
  }
}
