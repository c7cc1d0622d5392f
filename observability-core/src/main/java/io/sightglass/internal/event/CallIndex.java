// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code META-INF/sightglass/annotated}: a line {@code class#method(descriptor)} for each
 * annotated method. A compiler that is given only what changed sees only some of the classes, so
 * what an earlier one wrote of the others stays, as long as those are there.
 */
final class CallIndex {

  static final String FILE = "META-INF/sightglass/annotated";

  private final Filer filer;
  private final Elements elements;
  private final Set<String> lines = new TreeSet<>();
  private final Set<TypeElement> from = new LinkedHashSet<>();

  CallIndex(ProcessingEnvironment environment) {
    this.filer = environment.getFiler();
    this.elements = environment.getElementUtils();
  }

  void add(TypeElement owner, String method) {
    from.add(owner);
    lines.add(elements.getBinaryName(owner) + "#" + method);
  }

  /**
   * Writes it.
   *
   * @param compiled the outermost classes that were compiled now
   * @return what went wrong, or null
   */
  @Nullable String write(Set<String> compiled) {
    try {
      boolean before = readEarlier(compiled);
      if (lines.isEmpty() && !before) {
        return null;
      }
      try (Writer out =
          filer
              .createResource(
                  StandardLocation.CLASS_OUTPUT, "", FILE, from.toArray(TypeElement[]::new))
              .openWriter()) {
        for (String line : lines) {
          out.write(line);
          out.write('\n');
        }
      }
      return null;
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  private boolean readEarlier(Set<String> compiled) {
    try (Reader file = filer.getResource(StandardLocation.CLASS_OUTPUT, "", FILE).openReader(true);
        BufferedReader in = new BufferedReader(file)) {
      in.lines().filter(line -> stands(line, compiled)).forEach(lines::add);
      return true;
    } catch (IOException | RuntimeException none) {
      // The first time, or a compiler that shows nothing of before.
      return false;
    }
  }

  private boolean stands(String line, Set<String> compiled) {
    String owner = line.substring(0, Math.max(0, line.indexOf('#')));
    int nested = owner.indexOf('$');
    return !compiled.contains(nested < 0 ? owner : owner.substring(0, nested))
        && elements.getTypeElement(owner.replace('$', '.')) != null;
  }
}
