// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.lang.reflect.Proxy;

/** Stands for the parts of an interface that no contestant calls. */
final class Missing {

  private Missing() {}

  /** An object each of whose methods says that it is missing. */
  static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException("the stub has no " + method);
            }));
  }
}
