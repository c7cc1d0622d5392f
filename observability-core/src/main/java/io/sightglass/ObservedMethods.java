// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.internal.weave.Bindings;
import io.sightglass.internal.weave.CallPlan;
import io.sightglass.internal.weave.Weavings;
import io.sightglass.internal.weave.WovenMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
      Method found = null;
      for (Method candidate : type.getDeclaredMethods()) {
        if (implementsIt(candidate, method) && isCloser(candidate, found)) {
          found = candidate;
        }
      }
      if (found != null) {
        return found;
      }
    }
    return method.isDefault() ? method : null;
  }

  private static boolean isCloser(Method candidate, @Nullable Method found) {
    // The one with the source's own types has the annotations as they were meant.
    return found == null || found.isBridge();
  }

  private static boolean implementsIt(Method candidate, Method method) {
    if (!candidate.getName().equals(method.getName())
        || candidate.getParameterCount() != method.getParameterCount()
        || !Modifier.isPublic(candidate.getModifiers())
        || Modifier.isStatic(candidate.getModifiers())) {
      return false;
    }
    Class<?>[] narrow = candidate.getParameterTypes();
    Class<?>[] wide = method.getParameterTypes();
    for (int i = 0; i < narrow.length; i++) {
      if (!wide[i].isAssignableFrom(narrow[i])) {
        return false;
      }
    }
    return method.getReturnType().isAssignableFrom(candidate.getReturnType());
  }
}
