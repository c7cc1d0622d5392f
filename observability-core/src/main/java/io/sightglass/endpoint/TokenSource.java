// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import io.sightglass.Code;
import io.sightglass.Observability;
import io.sightglass.config.OpsSettings;
import io.sightglass.config.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The token that the settings ask callers for. */
final class TokenSource {

  /** What is shorter stands for a value that was refused. */
  static final int SHORTEST = 16;

  private TokenSource() {}

  /** The token; null where none is asked for, empty where one is that cannot be read. */
  static byte @Nullable [] token(Observability obs) {
    String value = obs.settings().get(OpsSettings.TOKEN_VALUE);
    String file = obs.settings().get(OpsSettings.TOKEN_FILE);
    if (!file.isEmpty()) {
      return fromFile(obs, file);
    }
    if (value.isEmpty()) {
      return null;
    }
    return value.length() < SHORTEST ? new byte[0] : bytes(value);
  }

  static List<String> paths(Observability obs) {
    String paths = obs.settings().get(OpsSettings.TOKEN_PATHS);
    return paths.isEmpty() ? List.of() : List.of(paths.split(",", -1));
  }

  private static byte[] fromFile(Observability obs, String file) {
    String reason;
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      String text = new String(in.readNBytes(8 * 1024), StandardCharsets.UTF_8).strip();
      return bytes(OpsSettings.TOKEN_VALUE.parse(text));
    } catch (IOException e) {
      reason = "cannot be read";
    } catch (IllegalArgumentException e) {
      reason = "does not hold 16 to 4096 visible ASCII characters";
    }
    String problem =
        "the file of " + OpsSettings.TOKEN_FILE + " " + reason + ": nobody gets in but to probes.";
    if (obs.settings().get(Setting.STRICT)) {
      throw new IllegalStateException(Code.TOKEN_UNREADABLE.id() + " " + problem);
    }
    obs.diagnostics().warn(Code.TOKEN_UNREADABLE, problem);
    return new byte[0];
  }

  private static byte[] bytes(String token) {
    return token.getBytes(StandardCharsets.UTF_8);
  }
}
