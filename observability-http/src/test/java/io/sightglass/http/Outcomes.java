// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** What an app may throw at a wrapper, for row 8. */
public final class Outcomes {

  private Outcomes() {}

  /** One of each kind: checked, unchecked, errors of the JVM, and one with its own suppressed. */
  public static List<Throwable> all() {
    List<Throwable> all = new ArrayList<>();
    all.add(new IOException("checked"));
    all.add(new IllegalStateException("unchecked"));
    all.add(new CancellationException("cancelled"));
    all.add(new AssertionError("assertion"));
    all.add(new LinkageError("linkage"));
    all.add(new StackOverflowError("overflow"));
    all.add(new OutOfMemoryError("memory"));
    RuntimeException suppressed = new RuntimeException("with suppressed");
    suppressed.addSuppressed(new IOException("earlier"));
    all.add(suppressed);
    all.add(
        new IllegalStateException("anonymous") {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new IllegalStateException("a message that throws");
          }
        });
    return all;
  }

  /** Throws it whatever it is. */
  @SuppressWarnings("unchecked") // The cast is erased, which is the point.
  public static <E extends Throwable> void raise(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
