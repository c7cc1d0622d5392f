// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.MethodNode;

/** The annotations that ask for weaving, by their descriptors. */
final class Annotations {

  private static final String OPENTELEMETRY = "Lio/opentelemetry/instrumentation/annotations/";
  private static final String MICROMETER = "Lio/micrometer/core/annotation/";

  private static final Set<String> OF_METHODS =
      Set.of(
          "Lio/sightglass/Instrumented;",
          "Lio/sightglass/Records;",
          "Lio/sightglass/Records$All;",
          OPENTELEMETRY + "WithSpan;",
          OPENTELEMETRY + "AddingSpanAttributes;",
          MICROMETER + "Timed;",
          MICROMETER + "TimedSet;",
          MICROMETER + "Counted;");

  // Of these every argument may be needed, whatever is on the parameters.
  private static final Set<String> OF_ARGUMENTS =
      Set.of("Lio/sightglass/Records;", "Lio/sightglass/Records$All;");

  private static final Set<String> OF_PARAMETERS =
      Set.of(
          "Lio/sightglass/event/Label;",
          "Lio/sightglass/event/Detail;",
          OPENTELEMETRY + "SpanAttribute;");

  private Annotations() {}

  /** Whether a class file might have one of them; says no quickly for most. */
  static boolean mayBeIn(byte[] classFile) {
    String text = new String(classFile, StandardCharsets.ISO_8859_1);
    return OF_METHODS.stream().anyMatch(text::contains);
  }

  static boolean areOn(MethodNode method) {
    return all(method).anyMatch(OF_METHODS::contains);
  }

  static boolean recordEvents(MethodNode method) {
    return all(method).anyMatch(OF_ARGUMENTS::contains);
  }

  /** Whether what is done around the method depends on its arguments. */
  static boolean needArguments(MethodNode method) {
    return recordEvents(method) || onParameters(method).anyMatch(OF_PARAMETERS::contains);
  }

  private static Stream<String> all(MethodNode method) {
    return descriptors(method.visibleAnnotations);
  }

  private static Stream<String> onParameters(MethodNode method) {
    List<String> all = new ArrayList<>();
    if (method.visibleParameterAnnotations != null) {
      for (List<AnnotationNode> one : method.visibleParameterAnnotations) {
        descriptors(one).forEach(all::add);
      }
    }
    return all.stream();
  }

  private static Stream<String> descriptors(@Nullable List<AnnotationNode> annotations) {
    return annotations == null
        ? Stream.empty()
        : annotations.stream().map(annotation -> annotation.desc);
  }
}
