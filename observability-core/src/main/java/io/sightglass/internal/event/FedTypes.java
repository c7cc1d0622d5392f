// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The types of what feeds components, as the compiler knows them. */
final class FedTypes {

  private final Elements elements;
  private final Types types;

  FedTypes(ProcessingEnvironment environment) {
    this.elements = environment.getElementUtils();
    this.types = environment.getTypeUtils();
  }

  /** What a call results in, later perhaps; null for nothing. */
  @Nullable TypeMirror result(ExecutableElement method) {
    TypeMirror type = method.getReturnType();
    if (method.getKind() == ElementKind.CONSTRUCTOR || type.getKind() == TypeKind.VOID) {
      return null;
    }
    // Of a type with one argument the argument, as for stages and those that an SPI knows.
    return type instanceof DeclaredType declared && declared.getTypeArguments().size() == 1
        ? declared.getTypeArguments().get(0)
        : type;
  }

  /** The type of what an accessor of that name returns, with get or is before it too; or null. */
  @Nullable TypeMirror part(TypeMirror owner, String name) {
    TypeMirror bound = owner.getKind() == TypeKind.TYPEVAR ? types.erasure(owner) : owner;
    if (name.isEmpty()
        || !(bound instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement type)) {
      return null;
    }
    String big = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (String accessor : new String[] {name, "get" + big, "is" + big}) {
      for (Element member : elements.getAllMembers(type)) {
        if (member instanceof ExecutableElement method
            && method.getSimpleName().contentEquals(accessor)
            && method.getParameters().isEmpty()
            && !method.getModifiers().contains(Modifier.STATIC)
            && method.getReturnType().getKind() != TypeKind.VOID) {
          return ((ExecutableType) types.asMemberOf(declared, method)).getReturnType();
        }
      }
    }
    return null;
  }

  /** Whether a value of one type can be that of a component of the other. */
  boolean fits(TypeMirror wanted, TypeMirror given) {
    TypeMirror to = boxed(wanted);
    TypeMirror from = boxed(given);
    return types.isAssignable(types.erasure(from), types.erasure(to))
        // A value of a wider type may be one of the narrower; what is not is left out.
        || types.isAssignable(types.erasure(to), types.erasure(from))
        || (isNumber(from) && takesNumbers(wanted))
        || isText(to);
  }

  /** What numbers are converted to. */
  private boolean takesNumbers(TypeMirror type) {
    return switch (boxed(type).toString()) {
      case "java.lang.Integer", "java.lang.Long", "java.lang.Double" -> true;
      case "java.lang.Byte", "java.lang.Short", "java.lang.Float" -> type.getKind().isPrimitive();
      default -> false;
    };
  }

  private static boolean isText(TypeMirror type) {
    return type.toString().equals(String.class.getName());
  }

  private TypeMirror boxed(TypeMirror type) {
    return type.getKind().isPrimitive()
        ? types.boxedClass(types.getPrimitiveType(type.getKind())).asType()
        : type;
  }

  private boolean isNumber(TypeMirror type) {
    TypeElement number = elements.getTypeElement(Number.class.getName());
    return number != null && types.isAssignable(type, number.asType());
  }

  /** Whether that text is a constant of the type. */
  boolean readable(TypeMirror type, String constant) {
    if (isText(type)) {
      return true;
    }
    if (boxed(type).toString().equals(Boolean.class.getName())) {
      return constant.equals("true") || constant.equals("false");
    }
    if (!takesNumbers(type)) {
      return hasConstant(type, List.of(constant));
    }
    try {
      return Double.isFinite(Double.parseDouble(constant));
    } catch (NumberFormatException none) {
      return false;
    }
  }

  /** Whether it is an enum with one of these. */
  boolean hasConstant(TypeMirror type, List<String> names) {
    return types.asElement(type) instanceof TypeElement element
        && element.getKind() == ElementKind.ENUM
        && element.getEnclosedElements().stream()
            .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
            .anyMatch(member -> names.contains(member.getSimpleName().toString()));
  }
}
