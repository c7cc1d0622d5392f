// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.util.List;

/**
 * Settings that cannot be used as given, thrown under {@code sightglass.strict} only. Its message
 * names them all.
 */
public final class BadSettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String[] problems;

  /**
   * Made by the library.
   *
   * @param report the message, with all problems
   * @param problems one line for each problem
   */
  public BadSettingsException(String report, List<String> problems) {
    super(report);
    this.problems = problems.toArray(new String[0]);
  }

  /** One line for each problem. */
  public List<String> problems() {
    return List.of(problems);
  }
}
