// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

/**
 * The values in force: given in code, else a system property, else an environment variable, else
 * the default. Read once, when the app starts.
 *
 * <p>Immutable and thread-safe.
 */
public interface Settings {

  /** The value in force; the default where nothing usable was given. */
  <T> T get(Setting<T> setting);

  /** Whether a usable value was given, rather than the default. */
  boolean isSet(Setting<?> setting);
}
