// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.LabelValue;
import io.sightglass.event.Measure;
import io.sightglass.internal.event.Declaration.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads a declaration from what the compiler knows of its source. */
final class ModelReader {

  private final Elements elements;
  private final Types types;

  ModelReader(ProcessingEnvironment environment) {
    elements = environment.getElementUtils();
    types = environment.getTypeUtils();
  }

  /** Whether the compiler knows the type of every component. */
  boolean isWhole(TypeElement type) {
    return type.getRecordComponents().stream()
        .noneMatch(component -> component.asType().getKind() == TypeKind.ERROR);
  }

  Declaration read(TypeElement type) {
    String name = elements.getBinaryName(type).toString();
    return new Declaration(
        name,
        nameOf(type),
        type.getKind() == ElementKind.RECORD,
        type.getAnnotation(Event.class),
        type.getRecordComponents().stream()
            .map(component -> component(component, component.asType()))
            .toList());
  }

  /** The name without the package; a nested one after its outer one. */
  String nameOf(TypeElement type) {
    String name = elements.getBinaryName(type).toString();
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  /** A component of a record, or a parameter of a method. */
  Component component(Element component, TypeMirror type) {
    ValueKind kind = kind(type);
    return new Component(
        component.getSimpleName().toString(),
        kind,
        typeName(type),
        kind == ValueKind.ENUM ? constants(type) : List.of(),
        // Only the app's code can say how such an enum is written.
        kind != ValueKind.ENUM || !isA(type, LabelValue.class),
        component.getAnnotation(Label.class),
        component.getAnnotation(Measure.class),
        component.getAnnotation(Detail.class));
  }

  String typeName(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return typeName(array.getComponentType()) + "[]";
    }
    return types.asElement(type) instanceof TypeElement element
        ? nameOf(element)
        : type.getKind().name().toLowerCase(Locale.ROOT);
  }

  ValueKind kind(TypeMirror type) {
    if (type.getKind() == TypeKind.ARRAY) {
      return ValueKind.CONTAINER;
    }
    if (type.getKind().isPrimitive()) {
      return ValueKind.ofName(type.getKind().name().toLowerCase(Locale.ROOT));
    }
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)) {
      return ValueKind.OBJECT;
    }
    if (element.getKind() == ElementKind.ENUM) {
      return ValueKind.ENUM;
    }
    boolean several =
        Stream.of(java.util.Collection.class, java.util.Map.class, java.util.Optional.class)
            .anyMatch(container -> isA(type, container));
    return several ? ValueKind.CONTAINER : ValueKind.ofName(element.getQualifiedName().toString());
  }

  private boolean isA(TypeMirror type, Class<?> other) {
    TypeElement element = elements.getTypeElement(other.getName());
    return element != null
        && types.isAssignable(types.erasure(type), types.erasure(element.asType()));
  }

  private List<String> constants(TypeMirror type) {
    List<String> names = new ArrayList<>();
    for (Element member : types.asElement(type).getEnclosedElements()) {
      if (member.getKind() == ElementKind.ENUM_CONSTANT) {
        names.add(member.getSimpleName().toString().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
