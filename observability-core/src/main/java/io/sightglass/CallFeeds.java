// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.internal.weave.WovenMethod;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what feeds the components of an event that a method's calls record. */
final class CallFeeds {

  private static final List<String> OUTCOMES = List.of("status", "outcome", "success");
  private static final List<String> SUCCESS = List.of("SUCCESS", "SUCCEEDED", "OK", "COMPLETED");
  private static final List<String> FAILURE = List.of("FAILURE", "FAILED", "ERROR");

  private final Records records;
  private final WovenMethod method;
  private final Executable executable;
  private final List<String> problems = new ArrayList<>();
  private boolean timed;

  CallFeeds(Records records, WovenMethod method, Executable executable) {
    this.records = records;
    this.method = method;
    this.executable = executable;
    List<String> components =
        Stream.of(records.value().getRecordComponents()).map(RecordComponent::getName).toList();
    for (From from : records.from()) {
      if (!components.contains(from.component())) {
        problems.add(
            "@From names '" + from.component() + "', and its components are " + components);
      }
    }
  }

  /** What is wrong with the declaration. */
  List<String> problems() {
    return problems;
  }

  CallFeed of(RecordComponent component) {
    String name = component.getName();
    Class<?> type = component.getType();
    for (From from : records.from()) {
      if (from.component().equals(name)) {
        return from(from, type);
      }
    }
    int parameter = method.parameters().indexOf(name);
    if (parameter >= 0) {
      return argument(type, parameter, List.of());
    }
    CallAccessor accessor = new CallAccessor(name);
    if (name.equals("result") && resultType() != void.class) {
      return result(type, List.of());
    }
    if (hasAccessor(accessor)) {
      return result(type, List.of(accessor));
    }
    if (type == Duration.class && !timed) {
      timed = true;
      return new Feed(type, end -> Duration.ofNanos(end.nanos()), false);
    }
    CallFeed outcome = OUTCOMES.contains(name) ? outcome(type) : null;
    if (outcome != null) {
      return outcome;
    }
    if (type.isPrimitive()) {
      problems.add("nothing feeds '" + name + "'; name a parameter so or give it a @From");
    }
    return new Feed(type, end -> null, false);
  }

  private CallFeed from(From from, Class<?> type) {
    if (from.value().isEmpty() == from.constant().isEmpty()) {
      problems.add("@From of '" + from.component() + "' has to have a value or a constant");
      return new Feed(type, end -> null, false);
    }
    if (!from.constant().isEmpty()) {
      Object constant = constant(type, from);
      return new Feed(type, end -> constant, false);
    }
    String[] path = from.value().split("\\.", -1);
    List<CallAccessor> steps = Stream.of(path).skip(1).map(CallAccessor::new).toList();
    int parameter = method.parameters().indexOf(path[0]);
    if (parameter >= 0) {
      return argument(type, parameter, steps);
    }
    if (path[0].equals("result")) {
      return result(type, steps);
    }
    if (path[0].equals("failure")) {
      return new Feed(type, end -> walk(end.failure(), steps), false);
    }
    problems.add(
        "@From of '"
            + from.component()
            + "' begins with '"
            + path[0]
            + "', which is none of its parameters "
            + method.parameters()
            + ", and neither result nor failure");
    return new Feed(type, end -> null, false);
  }

  private @Nullable Object constant(Class<?> type, From from) {
    String text = from.constant();
    try {
      if (type.isEnum()) {
        return constantOf(type, List.of(text));
      }
      if (type == boolean.class || type == Boolean.class) {
        return Boolean.valueOf(text);
      }
      return type == String.class ? text : CallFeed.fit(type, Double.valueOf(text));
    } catch (NumberFormatException notOne) {
      problems.add("'" + text + "' for '" + from.component() + "' is no " + type.getSimpleName());
      return null;
    }
  }

  private static CallFeed argument(Class<?> type, int parameter, List<CallAccessor> steps) {
    return new Feed(
        type,
        end -> parameter < end.arguments().length ? walk(end.arguments()[parameter], steps) : null,
        false);
  }

  private static CallFeed result(Class<?> type, List<CallAccessor> steps) {
    return new Feed(type, end -> walk(end.result(), steps), false);
  }

  private static @Nullable Object walk(@Nullable Object from, List<CallAccessor> steps)
      throws Throwable {
    Object at = from;
    for (CallAccessor step : steps) {
      at = step.read(at);
    }
    return at;
  }

  private @Nullable CallFeed outcome(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return new Feed(type, end -> end.failure() == null, true);
    }
    if (type == String.class) {
      return new Feed(type, end -> end.failure() == null ? "success" : "error", true);
    }
    Object success = constantOf(type, SUCCESS);
    Object failure = constantOf(type, FAILURE);
    return success == null || failure == null
        ? null
        : new Feed(type, end -> end.failure() == null ? success : failure, true);
  }

  private static @Nullable Object constantOf(Class<?> type, List<String> names) {
    Object[] constants = type.getEnumConstants();
    return constants == null
        ? null
        : Stream.of(constants)
            .filter(constant -> names.contains(((Enum<?>) constant).name()))
            .findFirst()
            .orElse(null);
  }

  private boolean hasAccessor(CallAccessor accessor) {
    Class<?> type = resultType();
    return !type.isPrimitive() && !type.getName().startsWith("java.") && accessor.isOf(type);
  }

  /** The type of the result; of what it completes with, if it is a type with one argument. */
  private Class<?> resultType() {
    if (!(executable instanceof Method named)) {
      return void.class;
    }
    if (named.getGenericReturnType() instanceof ParameterizedType parameterized
        && parameterized.getActualTypeArguments().length == 1) {
      Type argument = parameterized.getActualTypeArguments()[0];
      return argument instanceof Class<?> type ? type : Object.class;
    }
    return Objects.requireNonNull(named.getReturnType());
  }

  @FunctionalInterface
  private interface Reading {
    @Nullable Object of(CallPart.End end) throws Throwable;
  }

  private static final class Feed extends CallFeed {

    private final Reading reading;
    private final boolean outcome;

    Feed(Class<?> type, Reading reading, boolean outcome) {
      super(type);
      this.reading = reading;
      this.outcome = outcome;
    }

    @Override
    @Nullable Object raw(CallPart.End end) throws Throwable {
      return reading.of(end);
    }

    @Override
    boolean isOutcome() {
      return outcome;
    }
  }
}
