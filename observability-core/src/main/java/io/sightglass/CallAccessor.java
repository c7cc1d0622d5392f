// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One accessor without arguments, looked up on the class of what it is called on. */
final class CallAccessor {

  private record Known(Class<?> type, @Nullable MethodHandle handle) {}

  private final String name;
  private volatile @Nullable Known last;

  CallAccessor(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Whether that type has such an accessor. */
  boolean isOf(Class<?> type) {
    return method(type) != null;
  }

  /** What it returns; null on null, or where there is none. */
  @Nullable Object read(@Nullable Object target) throws Throwable {
    if (target == null) {
      return null;
    }
    Class<?> type = target.getClass();
    Known known = last;
    if (known == null || known.type != type) {
      known = new Known(type, find(type));
      last = known;
    }
    MethodHandle handle = known.handle;
    return handle == null ? null : (Object) handle.invokeExact(target);
  }

  private @Nullable MethodHandle find(Class<?> type) throws IllegalAccessException {
    Method method = method(type);
    return method == null
        ? null
        : MethodHandles.lookup()
            .unreflect(method)
            .asType(MethodType.methodType(Object.class, Object.class));
  }

  // Through an interface where the class itself is closed, as the JDK's own are.
  private @Nullable Method method(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isAccessor(method) && method.trySetAccessible()) {
        return method;
      }
    }
    Method inherited = method(type.getSuperclass());
    for (Class<?> above : type.getInterfaces()) {
      inherited = inherited == null ? method(above) : inherited;
    }
    return inherited;
  }

  private boolean isAccessor(Method method) {
    String upper = name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.ROOT);
    String rest = upper + (name.isEmpty() ? "" : name.substring(1));
    return method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && !Modifier.isStatic(method.getModifiers())
        && (method.getName().equals(name)
            || method.getName().equals("get" + rest)
            || method.getName().equals("is" + rest));
  }
}
