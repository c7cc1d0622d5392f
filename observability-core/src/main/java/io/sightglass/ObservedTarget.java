// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.internal.weave.CallPlan;
import io.sightglass.internal.weave.CallToken;
import io.sightglass.internal.weave.Woven;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stands for an object of the app's behind one of its interfaces, and does what is planned. */
final class ObservedTarget implements InvocationHandler {

  private static final @Nullable Object[] NONE = new Object[0];

  private final Object target;
  private final AnnotatedCalls calls;
  private final Map<Method, CallPlan> plans;

  private ObservedTarget(Object target, AnnotatedCalls calls, Map<Method, CallPlan> plans) {
    this.target = target;
    this.calls = calls;
    this.plans = plans;
  }

  /** What stands for the target; the target itself where there is nothing to do for it. */
  static <T> T of(Class<T> type, T target, AnnotatedCalls calls) {
    plain(type, target);
    if (calls.obs().isOff() || isObserved(target, calls)) {
      return target;
    }
    ObservedMethods methods = new ObservedMethods(type, target.getClass(), calls);
    Map<Method, CallPlan> plans = new HashMap<>();
    for (Method method : type.getMethods()) {
      CallPlan plan = Modifier.isStatic(method.getModifiers()) ? null : methods.plan(method);
      if (plan != null) {
        plans.put(method, plan);
      }
    }
    if (plans.isEmpty()) {
      if (methods.areWoven()) {
        return target;
      }
      throw new IllegalArgumentException(
          "neither "
              + type.getName()
              + " nor "
              + target.getClass().getName()
              + " has a method of that interface under @Instrumented or @Records, or with another"
              + " annotation that is honoured; annotate the methods to be measured");
    }
    ObservedTarget handler = new ObservedTarget(target, calls, Map.copyOf(plans));
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** The target, checked. */
  static <T> T plain(Class<T> type, T target) {
    requireProxied(Objects.requireNonNull(type, "type"));
    if (!type.isInstance(Objects.requireNonNull(target, "target"))) {
      throw new IllegalArgumentException(
          "the target, a " + target.getClass().getName() + ", is no " + type.getName());
    }
    return target;
  }

  private static void requireProxied(Class<?> type) {
    String problem = null;
    if (!type.isInterface() || type.isAnnotation()) {
      problem = "is no interface; give one that the target implements";
    } else if (type.isSealed()) {
      problem = "is sealed, so nothing else can stand for the target; weave the methods instead";
    } else if (!Modifier.isPublic(type.getModifiers())) {
      problem = "is not public; make it public, or weave the methods instead";
    } else if (!type.getModule().isExported(type.getPackageName(), module())) {
      problem = "is in a package that its module keeps to itself; export it to " + module();
    }
    if (problem != null) {
      throw new IllegalArgumentException(type.getName() + " " + problem);
    }
  }

  private static Module module() {
    return ObservedTarget.class.getModule();
  }

  private static boolean isObserved(Object target, AnnotatedCalls calls) {
    return Proxy.isProxyClass(target.getClass())
        && Proxy.getInvocationHandler(target) instanceof ObservedTarget observed
        && observed.calls == calls;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(method, arguments);
    }
    CallPlan plan = plans.get(method);
    @Nullable Object[] given = arguments == null ? NONE : arguments;
    CallToken token = plan == null ? null : plan.enter(given);
    if (token == null) {
      return call(method, arguments);
    }
    long start = Woven.startedAt(token);
    Object result;
    try {
      result = call(method, arguments);
    } catch (Throwable failure) {
      Woven.failed(token, start, failure);
      throw failure;
    }
    return Woven.returned(token, start, result);
  }

  private @Nullable Object ofObject(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (!method.getName().equals("equals") || arguments == null) {
      return call(method, arguments);
    }
    Object other = arguments[0];
    if (other != null
        && Proxy.isProxyClass(other.getClass())
        && Proxy.getInvocationHandler(other) instanceof ObservedTarget observed) {
      other = observed.target;
    }
    return target.equals(other);
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
