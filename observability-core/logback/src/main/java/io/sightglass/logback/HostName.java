// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine or container, without asking the network, which could take long. */
final class HostName {

  private static final String NAME = find();

  private HostName() {}

  /** The name; empty where nothing tells. */
  static String get() {
    return NAME;
  }

  private static String find() {
    for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
      String value = System.getenv(variable);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException | RuntimeException nowhere) {
      return "";
    }
  }
}
