// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.internal.weave.Bindings;
import io.sightglass.internal.weave.CallPlan;
import io.sightglass.internal.weave.Weavings;
import io.sightglass.internal.weave.WovenMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds what is to be done around the methods of an interface that a target implements. */
final class ObservedMethods {

  private final Class<?> target;
  private final AnnotatedCalls calls;
  private final Predicate<WovenMethod> woven;
  private boolean skipped;

  ObservedMethods(Class<?> type, Class<?> target, AnnotatedCalls calls) {
    this.target = target;
    this.calls = calls;
    this.woven = woven(target).or(woven(type));
  }

  /** Those of a loader's methods that measure themselves. */
  private static Predicate<WovenMethod> woven(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || Bindings.owner(loader) == null
        ? method -> false
        : Weavings.woven(loader);
  }

  /** Whether some were left to what wove them. */
  boolean areWoven() {
    return skipped;
  }

  /** By the annotations of the target's method, or of the interface's if that has none. */
  @Nullable CallPlan plan(Method method) {
    Method body = body(method);
    CallPlan plan = body == null ? null : calls.plan(WovenMethod.of(body));
    if (body != null && plan != null && woven.test(WovenMethod.of(body))) {
      skipped = true;
      return null;
    }
    return plan != null || method.equals(body) ? plan : calls.plan(WovenMethod.of(method));
  }

  /** The method that runs. */
  private @Nullable Method body(Method method) {
    for (Class<?> type = target; type != null; type = type.getSuperclass()) {
      for (Method exact : type.getDeclaredMethods()) {
        if (isNamedLike(exact, method)
            && Arrays.equals(exact.getParameterTypes(), method.getParameterTypes())) {
          // The one that a bridge leads to has the source's own types, which labels need.
          return exact.isBridge() ? behind(exact, type) : exact;
        }
      }
    }
    return method.isDefault() ? method : null;
  }

  private static Method behind(Method bridge, Class<?> type) {
    for (Method candidate : type.getDeclaredMethods()) {
      if (!candidate.isBridge() && isNamedLike(candidate, bridge) && fits(candidate, bridge)) {
        return candidate;
      }
    }
    return bridge;
  }

  private static boolean isNamedLike(Method candidate, Method method) {
    return candidate.getName().equals(method.getName())
        && candidate.getParameterCount() == method.getParameterCount()
        && Modifier.isPublic(candidate.getModifiers())
        && !Modifier.isStatic(candidate.getModifiers());
  }

  private static boolean fits(Method narrow, Method wide) {
    for (int i = 0; i < narrow.getParameterCount(); i++) {
      if (!wide.getParameterTypes()[i].isAssignableFrom(narrow.getParameterTypes()[i])) {
        return false;
      }
    }
    return wide.getReturnType().isAssignableFrom(narrow.getReturnType());
  }
}
