// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.weave;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Compares the lists of annotated and of woven methods; {@code package-info} has their form. */
public final class Weavings {

  private static final String FOLDER = "META-INF/sightglass/";
  // In the agent's jar, which is then on the system's class path: it weaves what is loaded.
  private static final String AGENT = FOLDER + "agent";
  private static final int MAX_METHODS = 100_000;

  private Weavings() {}

  /**
   * Says which methods of a loader's classes are annotated and not woven, on a thread of its own:
   * every jar of the class path is looked into, which a start should not wait for.
   */
  public static void check(ClassLoader loader, Consumer<List<String>> unwoven) {
    Thread thread = new Thread(() -> compare(loader, unwoven), "sightglass-woven");
    thread.setDaemon(true);
    thread.start();
  }

  private static void compare(ClassLoader loader, Consumer<List<String>> unwoven) {
    try {
      List<String> missing = unwoven(loader);
      if (!missing.isEmpty()) {
        unwoven.accept(missing);
      }
    } catch (IOException | RuntimeException | LinkageError unreadable) {
      // Only the hint is lost.
      return;
    }
  }

  /** The methods that are annotated and not woven, in order. */
  static List<String> unwoven(ClassLoader loader) throws IOException {
    Set<String> annotated = read(loader, "annotated");
    if (annotated.isEmpty() || ClassLoader.getSystemResource(AGENT) != null) {
      return List.of();
    }
    annotated.removeAll(read(loader, "woven"));
    return List.copyOf(annotated);
  }

  /** Which methods of a loader's classes are woven; all where the agent weaves what is loaded. */
  public static Predicate<WovenMethod> woven(ClassLoader loader) {
    if (ClassLoader.getSystemResource(AGENT) != null) {
      return method -> true;
    }
    try {
      Set<String> woven = read(loader, "woven");
      return method -> woven.contains(method.line());
    } catch (IOException | RuntimeException unreadable) {
      return method -> false;
    }
  }

  private static Set<String> read(ClassLoader loader, String list) throws IOException {
    Set<String> lines = new TreeSet<>();
    for (URL url : Collections.list(loader.getResources(FOLDER + list))) {
      for (String line : lines(url)) {
        String method = line.strip();
        if (!method.isEmpty() && !method.startsWith("#") && lines.size() < MAX_METHODS) {
          lines.add(method);
        }
      }
    }
    return lines;
  }

  private static List<String> lines(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    // A cached jar stays open and keeps its loader.
    connection.setUseCaches(false);
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().limit(MAX_METHODS).forEach(lines::add);
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
    return lines;
  }
}
