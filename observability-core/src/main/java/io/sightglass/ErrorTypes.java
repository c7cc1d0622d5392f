// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What an error is called in {@code errors_total}: its class without the package. An anonymous,
 * local or generated class is called as the first of its parents that is none, and what the JDK
 * wraps failures in as what is inside.
 */
final class ErrorTypes {

  private static final int MAX_LENGTH = 100;

  // Not a map, which would keep classes of apps that are gone.
  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return name(type);
        }
      };

  private ErrorTypes() {}

  static String of(Throwable error) {
    return NAMES.get(inside(error).getClass());
  }

  private static Throwable inside(Throwable error) {
    Throwable inner = error;
    for (int depth = 0; depth < ErrorCauses.MAX_CAUSES && isWrapper(inner); depth++) {
      @Nullable Throwable cause = ErrorCauses.causeOf(inner);
      if (cause == null) {
        return inner;
      }
      inner = cause;
    }
    return inner;
  }

  private static boolean isWrapper(Throwable error) {
    return error instanceof ExecutionException
        || error instanceof CompletionException
        || error instanceof InvocationTargetException
        || error instanceof UndeclaredThrowableException;
  }

  private static String name(Class<?> type) {
    @Nullable Class<?> named = type;
    while (named != null && isMade(named)) {
      named = named.getSuperclass();
    }
    String name = last(named == null ? Throwable.class : named);
    return name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) : name;
  }

  private static boolean isMade(Class<?> type) {
    String name = type.getName();
    String last = last(type);
    return type.isHidden()
        || type.isSynthetic()
        || Proxy.isProxyClass(type)
        || name.contains("$$")
        || last.isEmpty()
        || Character.isDigit(last.charAt(0));
  }

  // Not getSimpleName, which refuses names that other languages' compilers make.
  private static String last(Class<?> type) {
    String name = type.getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
