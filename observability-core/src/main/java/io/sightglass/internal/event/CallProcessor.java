// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Instrumented;
import io.sightglass.Records;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.internal.event.Problems.Problem;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Checks annotated methods while they are compiled, and writes down which there are, for the run
 * time to see whether something wove them. It claims no annotation, and a failure of its own is a
 * note and never an error.
 */
public final class CallProcessor extends AbstractProcessor {

  private static final List<Class<? extends Annotation>> ON_METHODS =
      List.of(Instrumented.class, Records.class, Records.All.class);
  private static final List<Class<? extends Annotation>> ON_PARAMETERS =
      List.of(Label.class, Detail.class);

  private final Set<String> types = new LinkedHashSet<>();
  private final Set<String> events = new LinkedHashSet<>();
  private final Set<String> compiled = new HashSet<>();

  /** For the compiler, which makes it by reflection. */
  public CallProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    // All: where the last annotation went away, the file must change too.
    return Set.of("*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    try {
      collect(round);
      // At the end, when types that other processors make are there.
      if (round.processingOver() && !round.errorRaised()) {
        check();
      }
    } catch (RuntimeException | LinkageError | StackOverflowError failure) {
      note("annotated methods were not checked: " + failure);
    }
    return false;
  }

  private void collect(RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type) {
        compiled.add(type.getQualifiedName().toString());
      }
    }
    for (Class<? extends Annotation> annotation : ON_METHODS) {
      round.getElementsAnnotatedWith(annotation).forEach(method -> add(method, types));
    }
    for (Class<? extends Annotation> annotation : ON_PARAMETERS) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (element instanceof VariableElement parameter
            && parameter.getEnclosingElement() instanceof ExecutableElement method) {
          add(method, types);
        }
      }
    }
    for (Element element : round.getElementsAnnotatedWith(Event.class)) {
      if (element instanceof TypeElement type) {
        events.add(type.getQualifiedName().toString());
      }
    }
  }

  private static void add(Element method, Set<String> types) {
    if (method.getEnclosingElement() instanceof TypeElement type) {
      types.add(type.getQualifiedName().toString());
    }
  }

  private void check() {
    KnownEvents beside = new KnownEvents();
    ModelReader reader = new ModelReader(processingEnv);
    for (String event : events) {
      TypeElement type = processingEnv.getElementUtils().getTypeElement(event);
      if (type != null && reader.isWhole(type)) {
        // What is wrong with it is the other processor's to say.
        Problems theirs = new Problems();
        Plan plan = Planner.plan(reader.read(type), Limits.defaults(), theirs);
        if (plan != null) {
          beside.add(plan, theirs);
        }
      }
    }
    CallModelReader calls = new CallModelReader(processingEnv, reader);
    RecordsRules records = new RecordsRules(processingEnv, reader);
    CallIndex index = new CallIndex(processingEnv);
    for (String name : types) {
      TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
      if (type == null) {
        continue;
      }
      for (Element member : type.getEnclosedElements()) {
        if (member instanceof ExecutableElement method && calls.isWhole(method)) {
          check(method, calls, records, beside);
          if (isAnnotated(method) && CallModelReader.hasBody(method)) {
            index.add(type, calls.id(method));
          }
        }
      }
    }
    String failure = index.write(compiled);
    if (failure != null) {
      note("META-INF/sightglass/annotated was not written: " + failure);
    }
  }

  private void check(
      ExecutableElement method, CallModelReader calls, RecordsRules records, KnownEvents beside) {
    Problems problems = new Problems();
    String place = calls.place(method);
    if (isAnnotated(method)
        && !CallModelReader.hasBody(method)
        && !CallModelReader.isForProxies(method)) {
      problems.add(
          place,
          "has no body that could be woven; annotate the methods that implement it, or, where only"
              + " obs.observe(…) calls it, add @SuppressWarnings(\"sightglass:abstract\")");
    }
    CallDeclaration call = calls.read(method);
    if (call != null) {
      List<Plan.Meter> meters = new CallRules(call, problems).check();
      beside.add(call.id(), place, meters, problems);
    } else {
      calls
          .inert(method)
          .forEach(parameter -> problems.add(place, parameter, CallModelReader.INERT));
    }
    records.check(method, place, problems);
    problems.all().forEach(problem -> report(problem, method));
  }

  private static boolean isAnnotated(ExecutableElement method) {
    return ON_METHODS.stream().anyMatch(annotation -> method.getAnnotation(annotation) != null);
  }

  private void report(Problem problem, ExecutableElement method) {
    Element place = method;
    for (VariableElement parameter : method.getParameters()) {
      if (parameter.getSimpleName().contentEquals(problem.component())) {
        place = parameter;
      }
    }
    say(Diagnostic.Kind.ERROR, problem.toString(), place);
  }

  private void note(String text) {
    say(Diagnostic.Kind.NOTE, text, null);
  }

  private void say(Diagnostic.Kind kind, String text, @Nullable Element place) {
    processingEnv.getMessager().printMessage(kind, text, place);
  }
}
