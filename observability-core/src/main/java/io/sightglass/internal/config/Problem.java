// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

/**
 * A setting that needs attention: what was given and by whom, what is wrong with it, and what
 * happens instead. Holds no secret.
 *
 * @param advice whether it was used as given, and only should be written in another way
 * @param text one line
 */
public record Problem(String key, boolean advice, String text) {

  /** What could not be used as given. */
  static Problem refused(Given given, String shown, String complaint, String hint) {
    return new Problem(given.key(), false, line(given, shown, complaint, hint));
  }

  /** What was used, and has a better form. */
  static Problem advice(Given given, String shown, String complaint, String hint) {
    return new Problem(given.key(), true, line(given, shown, complaint, hint));
  }

  private static String line(Given given, String shown, String complaint, String hint) {
    return Display.key(given.key())
        + (shown.isEmpty() ? "" : '=' + shown)
        + " ("
        + given.source()
        + ") "
        + complaint
        + '.'
        + (hint.isEmpty() ? "" : ' ' + hint);
  }

  /** The line. */
  @Override
  public String toString() {
    return text;
  }
}
