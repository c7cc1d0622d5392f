// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Instrumented;
import io.sightglass.event.Detail;
import io.sightglass.event.Label;
import io.sightglass.internal.event.Declaration.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads annotated methods from what the compiler knows of their source. */
final class CallModelReader {

  /** Of a parameter whose annotation nothing reads. */
  static final String INERT =
      "@Label and @Detail do nothing on a parameter of a method without @Instrumented";

  private final Elements elements;
  private final Types types;
  private final ModelReader reader;

  CallModelReader(ProcessingEnvironment environment, ModelReader reader) {
    this.elements = environment.getElementUtils();
    this.types = environment.getTypeUtils();
    this.reader = reader;
  }

  /** Whether the compiler knows the types of the result and of every parameter. */
  boolean isWhole(ExecutableElement method) {
    return Stream.concat(
            Stream.of(method.getReturnType()),
            method.getParameters().stream().map(VariableElement::asType))
        .noneMatch(type -> type.getKind() == TypeKind.ERROR);
  }

  static boolean hasBody(ExecutableElement method) {
    return !method.getModifiers().contains(Modifier.ABSTRACT)
        && !method.getModifiers().contains(Modifier.NATIVE);
  }

  /** Whether the app says that only a proxy calls it. */
  static boolean isForProxies(ExecutableElement method) {
    for (Element at = method; at != null; at = at.getEnclosingElement()) {
      SuppressWarnings given = at.getAnnotation(SuppressWarnings.class);
      if (given != null && Arrays.asList(given.value()).contains("sightglass:abstract")) {
        return true;
      }
    }
    return false;
  }

  /** Class and method, for messages. */
  String place(ExecutableElement method) {
    String owner = reader.nameOf((TypeElement) around(method));
    boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
    return owner + "." + (constructor ? "new" : method.getSimpleName());
  }

  /** The declaration, or null where the method is not under {@link Instrumented}. */
  @Nullable CallDeclaration read(ExecutableElement method) {
    Instrumented instrumented = method.getAnnotation(Instrumented.class);
    if (instrumented == null) {
      return null;
    }
    List<Component> parameters = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      if (isMarked(parameter)) {
        parameters.add(reader.component(parameter, parameter.asType()));
      }
    }
    TypeElement owner = (TypeElement) around(method);
    return new CallDeclaration(
        owner.getQualifiedName() + "#" + id(method),
        owner.getQualifiedName().toString(),
        place(method),
        instrumented,
        parameters);
  }

  /** The names of marked parameters of a method that is not under {@link Instrumented}. */
  List<String> inert(ExecutableElement method) {
    // The annotations of a record's components are on its constructor's parameters too.
    boolean component =
        method.getKind() == ElementKind.CONSTRUCTOR
            && around(method).getKind() == ElementKind.RECORD;
    return method.getParameters().stream()
        .filter(parameter -> !component && isMarked(parameter))
        .map(parameter -> parameter.getSimpleName().toString())
        .toList();
  }

  private static boolean isMarked(VariableElement parameter) {
    return parameter.getAnnotation(Label.class) != null
        || parameter.getAnnotation(Detail.class) != null;
  }

  private static Element around(Element member) {
    return Objects.requireNonNull(member.getEnclosingElement());
  }

  /** Name and descriptor, as they are in the class file. */
  String id(ExecutableElement method) {
    StringBuilder out = new StringBuilder(method.getSimpleName()).append('(');
    TypeElement owner = (TypeElement) around(method);
    if (method.getKind() == ElementKind.CONSTRUCTOR) {
      // What a compiler puts before the parameters that are written.
      if (owner.getKind() == ElementKind.ENUM) {
        out.append("Ljava/lang/String;I");
      } else if (owner.getNestingKind() == NestingKind.MEMBER
          && !owner.getModifiers().contains(Modifier.STATIC)) {
        out.append(descriptor(around(owner).asType()));
      }
    }
    method.getParameters().forEach(parameter -> out.append(descriptor(parameter.asType())));
    return out.append(')').append(descriptor(method.getReturnType())).toString();
  }

  private String descriptor(TypeMirror type) {
    return switch (type.getKind()) {
      case BOOLEAN -> "Z";
      case BYTE -> "B";
      case SHORT -> "S";
      case INT -> "I";
      case LONG -> "J";
      case CHAR -> "C";
      case FLOAT -> "F";
      case DOUBLE -> "D";
      case VOID -> "V";
      case ARRAY -> "[" + descriptor(((ArrayType) type).getComponentType());
      default -> {
        TypeMirror erased = types.erasure(type);
        yield types.asElement(erased) instanceof TypeElement element
            ? "L" + elements.getBinaryName(element).toString().replace('.', '/') + ";"
            : descriptor(erased);
      }
    };
  }
}
