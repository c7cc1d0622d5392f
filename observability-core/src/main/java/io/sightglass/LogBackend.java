// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

/**
 * What makes a logging backend write the library's lines. Found by {@link java.util.ServiceLoader}
 * when the app calls {@link Observability#installLogging}: a jar on the class path that has one is
 * the app's way to ask for it.
 */
public interface LogBackend {

  /**
   * Installs the lines of that app where the backend is not configured otherwise.
   *
   * @return whether lines are the library's now
   * @throws IllegalStateException if SLF4J is bound to another backend
   */
  boolean install(Observability obs);
}
