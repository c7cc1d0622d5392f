// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.event.Event;
import io.sightglass.internal.weave.WovenMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event that the calls of one method record when they end. */
final class RecordedCall implements CallPart {

  private final AnnotatedCalls calls;
  private final MethodHandle constructor;
  private final List<CallFeed> feeds;
  private final boolean onSuccess;
  private final boolean onFailure;
  private final String where;

  private RecordedCall(
      AnnotatedCalls calls,
      MethodHandle constructor,
      List<CallFeed> feeds,
      Records.When when,
      String where) {
    this.calls = calls;
    this.constructor = constructor;
    this.feeds = feeds;
    this.where = where;
    boolean tells = feeds.stream().anyMatch(CallFeed::isOutcome);
    this.onSuccess = when != Records.When.FAILURE;
    this.onFailure =
        when == Records.When.FAILURE
            || when == Records.When.ALWAYS
            || (when == Records.When.AUTO && tells);
  }

  /** The event as that annotation declares it; null if it cannot be used, which is said. */
  static @Nullable RecordedCall of(
      Records records, WovenMethod method, Executable executable, AnnotatedCalls calls) {
    Class<? extends Record> type = records.value();
    String where = method + ", " + type.getSimpleName();
    if (!type.isAnnotationPresent(Event.class)) {
      calls.unusable(where + " is no event: it is not under @Event. Nothing is recorded.");
      return null;
    }
    RecordComponent[] components = type.getRecordComponents();
    CallFeeds feeds = new CallFeeds(records, method, executable);
    List<CallFeed> all = Stream.of(components).map(feeds::of).toList();
    if (!feeds.problems().isEmpty()) {
      String problems = String.join("; ", feeds.problems());
      calls.unusable(where + ": " + problems + ". Nothing is recorded.");
      return null;
    }
    try {
      return new RecordedCall(calls, constructor(type, components), all, records.when(), where);
    } catch (ReflectiveOperationException closed) {
      calls.unusable(where + " cannot be made: " + closed.getMessage() + ". Open its package.");
      return null;
    }
  }

  private static MethodHandle constructor(
      Class<? extends Record> type, RecordComponent[] components)
      throws ReflectiveOperationException {
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<? extends Record> canonical = type.getDeclaredConstructor(types);
    if (!canonical.trySetAccessible()) {
      throw new IllegalAccessException("its module does not open " + type.getPackageName());
    }
    return MethodHandles.lookup()
        .unreflectConstructor(canonical)
        .asSpreader(Object[].class, types.length)
        .asType(MethodType.methodType(Record.class, Object[].class));
  }

  @Override
  public void end(@Nullable Object begun, End end) {
    if (!(end.failure() == null ? onSuccess : onFailure)) {
      return;
    }
    try {
      @Nullable Object[] values = new Object[feeds.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = feeds.get(i).value(end);
      }
      calls.obs().record((Record) constructor.invokeExact(values));
    } catch (Throwable failure) {
      calls.unusable(
          where + " could not be made: " + failure.getClass().getName() + ". It is not recorded.");
    }
  }
}
