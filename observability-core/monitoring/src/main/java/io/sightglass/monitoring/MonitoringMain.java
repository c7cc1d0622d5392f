// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.catalogue.NamingProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the monitoring files without Maven, for what is on the class path.
 *
 * <pre>
 * java -cp app.jar:… io.sightglass.monitoring.MonitoringMain FOLDER [naming=leads] [prefix=crm]
 *     [rename=a=b,…] [alerts.HighErrorRate.threshold=0.02 …]
 * </pre>
 */
public final class MonitoringMain {

  private MonitoringMain() {}

  /**
   * Writes into the folder of the first argument; further ones are settings.
   *
   * @throws IllegalArgumentException for an argument that it cannot use
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      throw new IllegalArgumentException(
          "FOLDER [naming=PROFILE] [prefix=…] [rename=…] [KEY=VALUE …]");
    }
    Map<String, String> settings = new HashMap<>();
    for (int i = 1; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + arguments[i] + "': KEY=VALUE");
      }
      settings.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    Path folder = Path.of(arguments[0]);
    Monitoring monitoring = Monitoring.ofClassPath().naming(naming(settings)).settings(settings);
    System.out.println(monitoring.write(folder) + " files written to " + folder);
  }

  private static NamingProfile naming(Map<String, String> settings) {
    NamingProfile profile = NamingProfile.of(settings.getOrDefault("naming", "default"));
    if (settings.containsKey("prefix")) {
      profile = profile.prefix(settings.getOrDefault("prefix", ""));
    }
    String renames = settings.get("rename");
    return renames == null ? profile : profile.renames(renames);
  }
}
