// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects of an interface whose methods throw, answer null or answer what nobody expects. */
final class HostileProxies {

  private HostileProxies() {}

  /** What the app's own code throws: it may come out again, but only as the very same object. */
  interface Planted {}

  static final class PlantedFailure extends RuntimeException implements Planted {

    private static final long serialVersionUID = 1;

    PlantedFailure() {
      super("planted");
    }
  }

  /** Its own methods throw as well. */
  static final class PlantedRiddle extends RuntimeException implements Planted {

    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new PlantedFailure();
    }

    @Override
    public String toString() {
      throw new PlantedFailure();
    }

    @Override
    public int hashCode() {
      throw new PlantedFailure();
    }

    @Override
    public boolean equals(Object other) {
      throw new PlantedFailure();
    }
  }

  static final class PlantedError extends LinkageError implements Planted {

    private static final long serialVersionUID = 1;
  }

  static final class PlantedOverflow extends StackOverflowError implements Planted {

    private static final long serialVersionUID = 1;
  }

  static final class PlantedIo extends IOException implements Planted {

    private static final long serialVersionUID = 1;
  }

  /** Objects of that interface: five that throw, one of nulls, one for each text. */
  static List<Object> of(Class<?> type, List<String> texts) {
    List<Object> all = new ArrayList<>();
    for (Throwable thrown :
        List.of(
            new PlantedFailure(),
            new PlantedRiddle(),
            new PlantedError(),
            new PlantedOverflow(),
            new PlantedIo())) {
      all.add(
          made(
              type,
              (proxy, method, arguments) -> {
                throw thrown;
              }));
    }
    all.add(made(type, (proxy, method, arguments) -> zero(method.getReturnType())));
    for (String text : texts) {
      all.add(made(type, (proxy, method, arguments) -> answer(proxy, method, arguments, text)));
    }
    return all;
  }

  private static Object made(Class<?> type, InvocationHandler behaviour) {
    return Proxy.newProxyInstance(
        HostileProxies.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          // The harness and the runtime keep these objects in collections.
          if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              default -> behaviour.invoke(proxy, method, arguments);
            };
          }
          try {
            return behaviour.invoke(proxy, method, arguments);
          } catch (PlantedIo checked) {
            // A proxy may only throw what the method declares.
            if (Arrays.stream(method.getExceptionTypes()).anyMatch(t -> t.isInstance(checked))) {
              throw checked;
            }
            throw new PlantedFailure();
          }
        });
  }

  private static Object answer(Object proxy, Method method, Object[] arguments, String text) {
    Class<?> type = method.getReturnType();
    if (type == String.class || type == Object.class || type == CharSequence.class) {
      return text;
    }
    if (type == List.class && !method.getGenericReturnType().toString().endsWith("String>")) {
      return Arrays.asList(null, null);
    }
    if (type == List.class) {
      return text == null ? new EndlessList<>("x") : Arrays.asList(text, text);
    }
    if (type == Map.class) {
      return Collections.singletonMap(text, text);
    }
    if (type == Optional.class) {
      return Optional.ofNullable(text);
    }
    return type.isInstance(proxy) ? proxy : number(type, text == null ? 0 : text.length());
  }

  private static Object number(Class<?> type, int salt) {
    int[] odd = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 99, 200, 599, 600, 65_536};
    double[] real = {Double.NaN, Double.POSITIVE_INFINITY, -1, Double.MAX_VALUE, 5};
    if (type == int.class) {
      return odd[salt % odd.length];
    }
    if (type == long.class) {
      return odd[salt % odd.length] * 4_000_000_000L;
    }
    if (type == double.class) {
      return real[salt % real.length];
    }
    return type == boolean.class ? (Object) (salt % 2 == 0) : zero(type);
  }

  private static Object zero(Class<?> type) {
    if (!type.isPrimitive() || type == void.class) {
      return null;
    }
    return java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0);
  }

  /** A list that says it has two elements and whose iterator never ends. */
  static final class EndlessList<T> extends java.util.AbstractList<T> {

    private final T element;

    EndlessList(T element) {
      this.element = element;
    }

    @Override
    public T get(int index) {
      return element;
    }

    @Override
    public int size() {
      return 2;
    }

    @Override
    public Object[] toArray() {
      return new Object[] {element, element};
    }

    @Override
    public <A> A[] toArray(A[] into) {
      return Arrays.asList(element, element).toArray(into);
    }

    @Override
    public Iterator<T> iterator() {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public T next() {
          return element;
        }
      };
    }
  }

  /** A list of which nothing can be read. */
  static final class ThrowingList<T> extends java.util.AbstractList<T> {

    @Override
    public T get(int index) {
      throw new PlantedFailure();
    }

    @Override
    public int size() {
      throw new PlantedFailure();
    }

    @Override
    public Object[] toArray() {
      throw new PlantedFailure();
    }

    @Override
    public Iterator<T> iterator() {
      throw new PlantedFailure();
    }
  }
}
