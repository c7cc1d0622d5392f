// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.concurrent.atomic.AtomicReference;

/** Closes an app when the JVM shuts down, and forgets it when it was closed before. */
final class JvmHook {

  private JvmHook() {}

  static void close(Observability app) {
    AtomicReference<Observability> open = new AtomicReference<>(app);
    Thread hook =
        new Thread(
            () -> {
              Observability last = open.getAndSet(null);
              if (last != null) {
                last.close();
              }
            },
            "sightglass-jvm-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    app.lifecycle().closeLast("jvm hook", () -> forget(open, hook));
  }

  private static void forget(AtomicReference<Observability> open, Thread hook) {
    if (open.getAndSet(null) != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        // The hook is running or about to: it finds nothing to close.
        return;
      }
    }
  }
}
