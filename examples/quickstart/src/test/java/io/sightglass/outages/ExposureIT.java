// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Row 19: what is reachable, with every combination of modules on the class path. */
class ExposureIT {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> MODULES =
      List.of(
          "observability-http",
          "observability-health",
          "observability-business",
          "observability-core/logback");

  private static final List<String> OF_HEALTH =
      List.of(
          "/live",
          "/ready",
          "/started",
          "/health",
          "/health/detailed",
          "/health/live",
          "/health/ready",
          "/health/started");

  private static final List<String> WORDS =
      List.of(
          "",
          "env",
          "heapdump",
          "threaddump",
          "shutdown",
          "loggers",
          "logfile",
          "beans",
          "info",
          "mappings",
          "configprops",
          "metrics",
          "prometheus",
          "health",
          "ready",
          "live",
          "started",
          "status",
          "debug",
          "dump",
          "trace",
          "jolokia",
          "refresh",
          "restart",
          "pause",
          "config",
          "settings",
          "doctor",
          "events",
          "catalogue",
          "admin",
          "favicon.ico",
          "index.html");

  @Test
  void nothing_is_reachable_beyond_the_list_in_any_combination_of_modules() throws Exception {
    int combinations = 0;
    for (int bits = 0; bits < 1 << MODULES.size(); bits++) {
      // At reduced size those without logback, and the one with everything.
      if (FULL || bits < 8 || bits == 15) {
        List<String> modules = new ArrayList<>();
        for (int i = 0; i < MODULES.size(); i++) {
          if ((bits & 1 << i) != 0) {
            modules.add(MODULES.get(i));
          }
        }
        assertExposed(modules);
        combinations++;
      }
    }
    System.out.printf(
        "row 19: %d combinations of modules, %d paths asked for in each, 0 beyond the list%n",
        combinations, paths().size());
  }

  private static void assertExposed(List<String> modules) throws Exception {
    try (JavaProcess app =
        JavaProcess.of(ExposedApp.class)
            .classPath(classPath(modules))
            .env("METRICS_PORT", "0")
            .start()) {
      String line = app.awaitLine(text -> text.startsWith("port "), PATIENCE);
      int port = Integer.parseInt(line.substring(5));
      Set<String> expected = new TreeSet<>();
      if (modules.contains("observability-http")) {
        expected.add("/metrics");
        if (modules.contains("observability-health")) {
          expected.addAll(OF_HEALTH);
        }
      }
      assertThat(reachable(port)).as(modules.toString()).isEqualTo(expected);
      if (port > 0) {
        assertLoopbackAlone(port);
      }
    }
  }

  private static Set<String> reachable(int port) {
    Set<String> found = new TreeSet<>();
    if (port < 0) {
      return found;
    }
    Prober prober = new Prober(port);
    for (String path : paths()) {
      int status = prober.probe(path).status();
      if (status != 404 && status != 400) {
        found.add(path);
      }
    }
    return found;
  }

  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String prefix :
        List.of("/", "/actuator/", "/health/", "/observability/", "/q/", "/ops/")) {
      WORDS.forEach(word -> paths.add(prefix + word));
    }
    paths.addAll(OF_HEALTH);
    return paths.stream().distinct().toList();
  }

  private static void assertLoopbackAlone(int port) throws IOException {
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (!address.isLoopbackAddress()) {
          assertThat(isOpen(address, port)).as(address + " at the same port").isFalse();
        }
      }
    }
  }

  private static boolean isOpen(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private static String classPath(List<String> modules) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> isWanted(entry.replace(File.separatorChar, '/'), modules))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isWanted(String entry, List<String> modules) {
    for (String module : MODULES) {
      if (entry.contains("/" + module + "/target/")) {
        return modules.contains(module);
      }
    }
    boolean backend = entry.contains("logback-") || entry.contains("logstash-");
    return !backend || modules.contains("observability-core/logback");
  }
}
