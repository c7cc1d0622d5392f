// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.opentelemetry.api.trace.Span;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.event.Detail;
import io.sightglass.event.Label;
import io.sightglass.internal.event.ParameterLabel;
import io.sightglass.internal.weave.CallPlan;
import io.sightglass.internal.weave.WovenMethod;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of one method. */
final class CallReader {

  private final AnnotatedCalls calls;
  private final WovenMethod method;
  private final Executable executable;
  private final Parameter[] parameters;

  CallReader(AnnotatedCalls calls, WovenMethod method, Executable executable) {
    this.calls = calls;
    this.method = method;
    this.executable = executable;
    this.parameters = executable.getParameters();
  }

  /** What is done around its calls; null for nothing. */
  @Nullable CallPlan read() {
    Foreign foreign = calls.isAgents() ? Foreign.NONE : Foreign.of(method.owner(), executable);
    Instrumented own = executable.getAnnotation(Instrumented.class);
    CallActivity activity =
        own != null ? instrumented(own) : foreign.isSpan() ? spanOnly(foreign) : null;
    List<CallPart> parts = new ArrayList<>();
    if (activity == null && foreign.addsAttributes()) {
      parts.add(new AddedAttributes(spanAttributes(), calls));
    }
    for (Records records : executable.getAnnotationsByType(Records.class)) {
      RecordedCall recorded = RecordedCall.of(records, method, executable, calls);
      if (recorded != null) {
        parts.add(recorded);
      }
    }
    micrometer(parts);
    if (activity == null && parts.isEmpty()) {
      return null;
    }
    Class<?> declared = executable instanceof Method named ? named.getReturnType() : void.class;
    CallResult result = CallResult.of(declared, calls.asyncReturns(method.owner()));
    return new AnnotatedPlan(calls, activity, List.copyOf(parts), result);
  }

  private void micrometer(List<CallPart> parts) {
    for (Timed timed : executable.getAnnotationsByType(Timed.class)) {
      parts.add(MicrometerParts.timed(timed, method, calls.obs()));
    }
    for (Counted counted : executable.getAnnotationsByType(Counted.class)) {
      parts.add(MicrometerParts.counted(counted, method, calls.obs()));
    }
  }

  private CallActivity instrumented(Instrumented own) {
    List<CallActivity.LabelSource> labels = labels(own);
    List<CallDetail> details = new ArrayList<>(spanAttributes());
    for (int i = 0; i < parameters.length; i++) {
      Detail detail = parameters[i].getAnnotation(Detail.class);
      if (detail != null) {
        String key = detail.value().isEmpty() ? key(i, "a @Detail") : detail.value();
        if (!key.isEmpty()) {
          details.add(new CallDetail(i, key, detail.sensitive()));
        }
      }
    }
    ActivityMeters.Family family = null;
    try {
      List<LabelSpec> specs = new ArrayList<>();
      labels.forEach(label -> specs.add(spec(label)));
      family = calls.meters().family(own.value(), specs, own.buckets());
      List<String> names = specs.stream().map(LabelSpec::name).toList();
      if (!Set.copyOf(family.labels()).equals(Set.copyOf(names))) {
        calls.unusable(
            method
                + ": activities called '"
                + own.value()
                + "' have the labels "
                + family.labels()
                + " already, and "
                + names
                + " here; one name has one set of labels. It is measured with the first.");
      }
    } catch (IllegalArgumentException mistake) {
      calls.unusable(method + ": " + mistake.getMessage() + "; it is not measured.");
    }
    return new CallActivity(
        new CallActivity.Shape(
            own.value(),
            own.kind(),
            false,
            List.of(own.expected()),
            family == null ? List.of() : labels,
            details,
            family),
        calls.meters(),
        calls.clock());
  }

  private static LabelSpec spec(CallActivity.LabelSource label) {
    ParameterLabel rule = label.label();
    return rule == null ? LabelSpec.oneOf(label.name(), label.constant()) : rule.spec();
  }

  private List<CallActivity.LabelSource> labels(Instrumented own) {
    List<CallActivity.LabelSource> labels = new ArrayList<>();
    for (String constant : own.labels()) {
      int equals = constant.indexOf('=');
      if (equals < 1 || equals == constant.length() - 1) {
        calls.unusable(method + ": label '" + constant + "' is not name=value; it is left out.");
      } else {
        String name = constant.substring(0, equals);
        labels.add(new CallActivity.LabelSource(name, null, -1, constant.substring(equals + 1)));
      }
    }
    for (int i = 0; i < parameters.length; i++) {
      Label label = parameters[i].getAnnotation(Label.class);
      String name = label == null ? "" : label.value().isEmpty() ? key(i, "a @Label") : name(i);
      if (label == null || (name.isEmpty() && label.value().isEmpty())) {
        continue;
      }
      ParameterLabel rule =
          ParameterLabel.of(
              method.toString(), name(i), parameters[i].getType(), label, this::badLabel);
      if (rule != null) {
        labels.add(new CallActivity.LabelSource(rule.spec().name(), rule, i, ""));
      }
    }
    return labels;
  }

  private void badLabel(String problem) {
    calls.unusable(problem + "; the label is left out.");
  }

  private String name(int parameter) {
    String known = parameter < method.parameters().size() ? method.parameters().get(parameter) : "";
    return known.isEmpty() && parameters[parameter].isNamePresent()
        ? parameters[parameter].getName()
        : known;
  }

  /** The parameter's name as a key, or an empty one, which is said, where nothing knows it. */
  private String key(int parameter, String what) {
    String name = name(parameter);
    if (name.isEmpty()) {
      calls.unusable(
          method
              + ": the name of parameter "
              + (parameter + 1)
              + " is not in the class file; give "
              + what
              + " a name, or compile with -parameters. It is left out.");
    }
    return ParameterLabel.key(name);
  }

  private CallActivity spanOnly(Foreign foreign) {
    return new CallActivity(
        new CallActivity.Shape(
            foreign.spanName(method),
            foreign.kind(),
            foreign.isRoot(),
            List.of(),
            List.of(),
            spanAttributes(),
            null),
        calls.meters(),
        calls.clock());
  }

  private List<CallDetail> spanAttributes() {
    List<CallDetail> details = new ArrayList<>();
    for (int i = 0; i < parameters.length && !calls.isAgents(); i++) {
      String given = Foreign.spanAttribute(parameters[i]);
      String key = given == null ? "" : given.isEmpty() ? name(i) : given;
      if (!key.isEmpty()) {
        details.add(new CallDetail(i, key, false));
      }
    }
    return details;
  }

  /** Parameters that become attributes of the span around the call. */
  private record AddedAttributes(List<CallDetail> details, AnnotatedCalls calls)
      implements CallPart {

    @Override
    public @Nullable Object begin(@Nullable Object[] arguments) {
      CallActivity.describe(details, Span.current(), arguments, calls);
      return null;
    }

    @Override
    public void end(@Nullable Object begun, End end) {}
  }
}
