// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Weaves a folder of classes, in place, and lists the woven methods in {@value #INDEX}. Weaving it
 * again changes nothing but what was compiled in between.
 */
public final class FolderWeaver {

  /** The list, below the folder: one line for each method, as {@code class#method(descriptor)}. */
  public static final String INDEX = "META-INF/sightglass/woven";

  private final Path folder;
  private final Consumer<String> info;
  private final Consumer<String> warning;
  private final Set<String> woven = new TreeSet<>();
  private final TreeMap<String, Integer> fresh = new TreeMap<>();

  private FolderWeaver(Path folder, Consumer<String> info, Consumer<String> warning) {
    this.folder = folder;
    this.info = info;
    this.warning = warning;
  }

  /**
   * Weaves it. A folder that does not exist has nothing to weave.
   *
   * @param info is told what was woven
   * @param warning is told what cannot be
   */
  public static void weave(Path folder, Consumer<String> info, Consumer<String> warning)
      throws IOException {
    if (Files.isDirectory(folder)) {
      new FolderWeaver(folder, info, warning).weave();
    }
  }

  private void weave() throws IOException {
    for (Path file : classFiles()) {
      byte[] before = Files.readAllBytes(file);
      ClassWeaver.Result result = ClassWeaver.weave(before);
      result.skipped().forEach(warning);
      woven.addAll(result.woven());
      if (result.isChanged()) {
        Files.write(file, result.classFile());
        String name = folder.relativize(file).toString();
        fresh.put(name.substring(0, name.length() - ".class".length()), result.fresh());
      }
    }
    index();
    int methods = fresh.values().stream().mapToInt(Integer::intValue).sum();
    fresh.forEach((type, count) -> info.accept("wove " + type + ": " + methods(count)));
    info.accept(
        "wove "
            + methods(methods)
            + (woven.size() > methods
                ? ", " + (woven.size() - methods) + " were woven before"
                : ""));
  }

  private static String methods(int count) {
    return count == 1 ? "1 method" : count + " methods";
  }

  private List<Path> classFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".class"))
          .filter(file -> !file.getFileName().toString().equals("module-info.class"))
          .sorted()
          .toList();
    }
  }

  private void index() throws IOException {
    Path index = folder.resolve(INDEX);
    if (woven.isEmpty()) {
      Files.deleteIfExists(index);
      return;
    }
    List<String> lines = new ArrayList<>(woven);
    String text = String.join("\n", lines) + "\n";
    if (!Files.exists(index) || !Files.readString(index).equals(text)) {
      Files.createDirectories(index.getParent());
      Files.writeString(index, text, StandardCharsets.UTF_8);
    }
  }
}
