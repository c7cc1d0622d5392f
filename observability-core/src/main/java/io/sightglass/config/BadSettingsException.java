// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

/** Tmp. */
public final class BadSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
