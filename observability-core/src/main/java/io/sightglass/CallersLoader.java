// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The class loader of the app's class that called the library. Walks the stack, at start only. */
final class CallersLoader {

  private CallersLoader() {}

  static @Nullable ClassLoader find() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(CallersLoader::first);
  }

  private static @Nullable ClassLoader first(Stream<StackWalker.StackFrame> frames) {
    return frames
        .map(StackWalker.StackFrame::getDeclaringClass)
        .filter(type -> type != CallersLoader.class && type != Observability.class)
        .map(Class::getClassLoader)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
