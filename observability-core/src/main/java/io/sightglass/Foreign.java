// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.SpanKind;
import io.sightglass.internal.weave.WovenMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's annotations of a method, by their names: their jar is the app's, or nobody's.
 *
 * @param span its {@code WithSpan}
 * @param addsAttributes whether it is under {@code AddingSpanAttributes}
 */
record Foreign(Class<?> owner, @Nullable Annotation span, boolean addsAttributes) {

  static final Foreign NONE = new Foreign(Object.class, null, false);
  private static final String PACKAGE = "io.opentelemetry.instrumentation.annotations.";

  static Foreign of(Class<?> owner, Executable executable) {
    Annotation span = find(executable, "WithSpan");
    return new Foreign(owner, span, find(executable, "AddingSpanAttributes") != null);
  }

  /** The key that {@code SpanAttribute} gives, perhaps empty; null without one. */
  static @Nullable String spanAttribute(Parameter parameter) {
    Annotation attribute = find(parameter, "SpanAttribute");
    return attribute == null ? null : value(attribute, "value", "");
  }

  boolean isSpan() {
    return span != null;
  }

  String spanName(WovenMethod method) {
    String given = span == null ? "" : value(span, "value", "");
    return given.isEmpty() ? owner.getSimpleName() + "." + method.name() : given;
  }

  SpanKind kind() {
    return span == null ? SpanKind.INTERNAL : value(span, "kind", SpanKind.INTERNAL);
  }

  boolean isRoot() {
    return span != null && !value(span, "inheritContext", true);
  }

  private static @Nullable Annotation find(AnnotatedElement element, String name) {
    for (Annotation annotation : element.getAnnotations()) {
      if (annotation.annotationType().getName().equals(PACKAGE + name)) {
        return annotation;
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // compared with the class of the default
  private static <T> T value(Annotation annotation, String name, T other) {
    try {
      Object value = annotation.annotationType().getMethod(name).invoke(annotation);
      boolean same =
          other instanceof Enum<?> constant
              ? constant.getDeclaringClass().isInstance(value)
              : other.getClass().isInstance(value);
      return same ? (T) value : other;
    } catch (ReflectiveOperationException older) {
      // A version without it.
      return other;
    }
  }
}
