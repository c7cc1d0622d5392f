// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.config.Setting;
import io.sightglass.event.Event;
import io.sightglass.internal.event.Problems.Problem;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Checks declarations of events while they are compiled, by the rules of the run time. It makes no
 * files, claims no annotation, and a failure of its own is a note and never an error.
 *
 * <p>The settings that the rules depend on are given as {@code -ASIGHTGLASS_EVENTS_MAX_SERIES=…},
 * {@code -ASIGHTGLASS_MONEY_CURRENCIES=…} and {@code -ASIGHTGLASS_MONEY_STYLE=…}.
 */
public final class EventProcessor extends AbstractProcessor {

  private final Set<String> names = new LinkedHashSet<>();

  /** For the compiler, which makes it by reflection. */
  public EventProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Event.class.getName());
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Stream.of(Setting.EVENTS_MAX_SERIES, Setting.MONEY_CURRENCIES, Setting.MONEY_STYLE)
        .map(Setting::environmentName)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    try {
      for (Element element : round.getElementsAnnotatedWith(Event.class)) {
        if (element instanceof TypeElement type) {
          names.add(type.getQualifiedName().toString());
        }
      }
      // At the end, when types that other processors make are there.
      if (round.processingOver() && !round.errorRaised()) {
        check();
      }
    } catch (RuntimeException | LinkageError | StackOverflowError failure) {
      note("events were not checked: " + failure);
    }
    return false;
  }

  private void check() {
    Limits limits = limits();
    Problems problems = new Problems();
    KnownEvents beside = new KnownEvents();
    Map<String, TypeElement> elements = new HashMap<>();
    ModelReader reader = new ModelReader(processingEnv);
    for (String name : names) {
      TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
      if (type != null && reader.isWhole(type)) {
        Declaration declaration = reader.read(type);
        elements.put(declaration.type(), type);
        Plan plan = Planner.plan(declaration, limits, problems);
        if (plan != null) {
          beside.add(plan, problems);
        }
      }
    }
    problems.all().forEach(problem -> report(problem, elements.get(problem.type())));
  }

  private void report(Problem problem, @Nullable TypeElement type) {
    Element place = type;
    if (type != null) {
      // The field, because a compiler has no place in the source for a record component.
      for (Element member : type.getEnclosedElements()) {
        if (member.getKind() == ElementKind.FIELD
            && member.getSimpleName().contentEquals(problem.component())) {
          place = member;
        }
      }
    }
    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, problem.toString(), place);
  }

  private Limits limits() {
    return Limits.of(
        option(Setting.MONEY_CURRENCIES),
        option(Setting.MONEY_STYLE),
        option(Setting.EVENTS_MAX_SERIES));
  }

  private <T> T option(Setting<T> setting) {
    String given = processingEnv.getOptions().get(setting.environmentName());
    try {
      return given == null ? setting.defaultValue() : setting.parse(given);
    } catch (IllegalArgumentException refused) {
      note("-A" + setting.environmentName() + " must be " + setting.allowed());
      return setting.defaultValue();
    }
  }

  private void note(String text) {
    processingEnv.getMessager().printMessage(Diagnostic.Kind.NOTE, text);
  }
}
