// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Records;
import io.sightglass.event.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** The rules for what a method under {@link Records} records: each component can be fed. */
final class RecordsRules {

  private static final Set<String> OUTCOMES = Set.of("status", "outcome", "success");
  private static final List<String> SUCCESS = List.of("SUCCESS", "SUCCEEDED", "OK", "COMPLETED");
  private static final List<String> FAILURE = List.of("FAILURE", "FAILED", "ERROR");

  private final Elements elements;
  private final ModelReader reader;
  private final FedTypes types;

  RecordsRules(ProcessingEnvironment environment, ModelReader reader) {
    this.elements = environment.getElementUtils();
    this.reader = reader;
    this.types = new FedTypes(environment);
  }

  void check(ExecutableElement method, String place, Problems problems) {
    for (AnnotationMirror mirror : method.getAnnotationMirrors()) {
      String name = mirror.getAnnotationType().toString();
      if (name.equals(Records.class.getName())) {
        one(mirror, method, place, problems);
      } else if (name.equals(Records.All.class.getCanonicalName())) {
        mirrors(mirror, "value").forEach(each -> one(each, method, place, problems));
      }
    }
  }

  private void one(
      AnnotationMirror records, ExecutableElement method, String place, Problems problems) {
    if (!(value(records, "value") instanceof DeclaredType type)
        || !(type.asElement() instanceof TypeElement event)
        || !reader.isWhole(event)) {
      return;
    }
    String name = reader.nameOf(event);
    if (event.getAnnotation(Event.class) == null) {
      problems.add(place, "records " + name + ", which has no @Event");
      return;
    }
    Set<String> fed = new HashSet<>();
    for (AnnotationMirror from : mirrors(records, "from")) {
      from(from, event, method, fed, text -> problems.add(place, name + text));
    }
    for (RecordComponentElement component : event.getRecordComponents()) {
      String what = component.getSimpleName().toString();
      if (!fed.contains(what)) {
        String problem = problem(component, method);
        if (problem != null) {
          problems.add(place, name + "." + what + problem);
        }
      }
    }
  }

  /** What is wrong with a component that no {@code @From} feeds; null for nothing. */
  private @Nullable String problem(RecordComponentElement component, ExecutableElement method) {
    String name = component.getSimpleName().toString();
    TypeMirror wanted = component.asType();
    boolean outcome = OUTCOMES.contains(name);
    for (VariableElement parameter : method.getParameters()) {
      if (parameter.getSimpleName().contentEquals(name)) {
        return unfit(wanted, parameter.asType(), "the parameter " + name);
      }
    }
    TypeMirror result = types.result(method);
    if (result != null) {
      if (name.equals("result")) {
        return unfit(wanted, result, "the result");
      }
      TypeMirror part = types.part(result, name);
      if (part != null) {
        return unfit(wanted, part, "the result's " + name);
      }
    }
    if (outcome && reader.kind(wanted) == ValueKind.ENUM && !tells(wanted)) {
      return ": an enum that says how a call ended has one of "
          + SUCCESS
          + " and one of "
          + FAILURE
          + "; feed it by @From";
    }
    if (!wanted.getKind().isPrimitive() || (outcome && wanted.getKind() == TypeKind.BOOLEAN)) {
      return null;
    }
    return ": nothing feeds it, and "
        + wanted
        + " cannot be null; name a parameter so, or add @From(component = \""
        + name
        + "\", …)";
  }

  private boolean tells(TypeMirror type) {
    return types.hasConstant(type, SUCCESS) && types.hasConstant(type, FAILURE);
  }

  private @Nullable String unfit(TypeMirror wanted, TypeMirror given, String source) {
    return types.fits(wanted, given)
        ? null
        : ": "
            + source
            + " is "
            + reader.typeName(given)
            + ", the component "
            + reader.typeName(wanted)
            + "; feed it by @From";
  }

  private void from(
      AnnotationMirror from,
      TypeElement event,
      ExecutableElement method,
      Set<String> fed,
      Consumer<String> problem) {
    String component = text(from, "component");
    String path = text(from, "value");
    String constant = text(from, "constant");
    List<String> names = new ArrayList<>();
    TypeMirror wanted = null;
    for (RecordComponentElement each : event.getRecordComponents()) {
      names.add(each.getSimpleName().toString());
      wanted = each.getSimpleName().contentEquals(component) ? each.asType() : wanted;
    }
    if (wanted == null) {
      problem.accept(
          " has no component '"
              + component
              + "', only "
              + names
              + Names.didYouMean(Names.nearest(component, names)));
      return;
    }
    String start = "." + component;
    if (!fed.add(component)) {
      problem.accept(start + " is fed twice; give it one @From");
    } else if (path.isEmpty() == constant.isEmpty()) {
      problem.accept(start + ": its @From has to have value or constant, one of them");
    } else if (!path.isEmpty()) {
      path(path, wanted, method, text -> problem.accept(start + text));
    } else if (!types.readable(wanted, constant)) {
      problem.accept(start + ": the constant '" + constant + "' is no " + reader.typeName(wanted));
    }
  }

  private void path(
      String path, TypeMirror wanted, ExecutableElement method, Consumer<String> problem) {
    String[] parts = path.split("\\.", -1);
    TypeMirror at = root(parts[0], method);
    if (at == null) {
      List<String> roots = roots(method);
      problem.accept(
          ": there is no '"
              + parts[0]
              + "', only "
              + roots
              + Names.didYouMean(Names.nearest(parts[0], roots)));
      return;
    }
    for (int i = 1; i < parts.length; i++) {
      TypeMirror next = types.part(at, parts[i]);
      if (next == null) {
        problem.accept(": " + reader.typeName(at) + " has no accessor " + parts[i] + "()");
        return;
      }
      at = next;
    }
    String unfit = unfit(wanted, at, "'" + path + "'");
    if (unfit != null) {
      problem.accept(unfit);
    }
  }

  private static List<String> roots(ExecutableElement method) {
    Set<String> roots = new LinkedHashSet<>();
    method.getParameters().forEach(parameter -> roots.add(parameter.getSimpleName().toString()));
    if (method.getReturnType().getKind() != TypeKind.VOID) {
      roots.add("result");
    }
    roots.add("failure");
    return List.copyOf(roots);
  }

  private @Nullable TypeMirror root(String name, ExecutableElement method) {
    for (VariableElement parameter : method.getParameters()) {
      if (parameter.getSimpleName().contentEquals(name)) {
        return parameter.asType();
      }
    }
    if (name.equals("result")) {
      return types.result(method);
    }
    TypeElement failure = elements.getTypeElement(Throwable.class.getName());
    return name.equals("failure") && failure != null ? failure.asType() : null;
  }

  private @Nullable Object value(AnnotationMirror mirror, String name) {
    for (var entry : elements.getElementValuesWithDefaults(mirror).entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(name)) {
        return entry.getValue().getValue();
      }
    }
    return null;
  }

  private String text(AnnotationMirror mirror, String name) {
    return value(mirror, name) instanceof String text ? text : "";
  }

  private List<AnnotationMirror> mirrors(AnnotationMirror mirror, String name) {
    List<AnnotationMirror> all = new ArrayList<>();
    if (value(mirror, name) instanceof List<?> values) {
      for (Object each : values) {
        if (each instanceof AnnotationValue one && one.getValue() instanceof AnnotationMirror it) {
          all.add(it);
        }
      }
    }
    return all;
  }
}
