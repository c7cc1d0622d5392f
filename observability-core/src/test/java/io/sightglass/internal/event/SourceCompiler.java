// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources from memory into a folder, and keeps what the compiler said. */
final class SourceCompiler {

  /** A line of the compiler's. */
  record Said(Diagnostic.Kind kind, long line, String text) {}

  private final Path folder;
  private final List<Said> said = new ArrayList<>();

  SourceCompiler(Path folder) {
    this.folder = folder;
  }

  /** Compiles files by their path, such as {@code shop/Shop.java}; true if there was no error. */
  boolean compile(Map<String, String> files, Processor processor, String... options)
      throws IOException {
    said.clear();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    List<String> all = new ArrayList<>(List.of("-d", folder.toString(), "-Xlint:all,-processing"));
    String path = folder + System.getProperty("path.separator");
    all.addAll(List.of("-Werror", "-cp", path + System.getProperty("java.class.path")));
    all.addAll(List.of(options));
    List<Source> sources = new ArrayList<>();
    files.forEach((name, text) -> sources.add(new Source(name, text)));
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
      var task = compiler.getTask(null, manager, diagnostics, all, null, sources);
      task.setProcessors(List.of(processor));
      task.setLocale(Locale.ROOT);
      boolean done = task.call();
      for (var diagnostic : diagnostics.getDiagnostics()) {
        said.add(
            new Said(
                diagnostic.getKind(),
                diagnostic.getLineNumber(),
                diagnostic.getMessage(Locale.ROOT)));
      }
      return done;
    }
  }

  /** What it said the last time. */
  List<Said> said() {
    return List.copyOf(said);
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
