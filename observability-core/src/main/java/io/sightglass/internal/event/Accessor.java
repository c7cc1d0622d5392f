// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.catalogue.LabelSpec;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads one component. The handles are adapted to exact types once, so that a call neither boxes
 * nor checks an argument list; what the app's own code throws is counted and reads as missing.
 */
final class Accessor {

  private final String where;
  private final MethodHandle object;
  private final @Nullable MethodHandle number;
  private final @Nullable MethodHandle flag;
  private final Faults faults;

  private Accessor(String where, Method method, MethodHandle plain, Faults faults) {
    this.where = where;
    Class<?> type = method.getReturnType();
    this.faults = faults;
    this.object = plain.asType(MethodType.methodType(Object.class, Record.class));
    boolean primitive = type.isPrimitive();
    this.number =
        primitive && type != boolean.class
            ? plain.asType(MethodType.methodType(double.class, Record.class))
            : null;
    this.flag =
        type == boolean.class
            ? plain.asType(MethodType.methodType(boolean.class, Record.class))
            : null;
  }

  /**
   * An accessor.
   *
   * @throws IllegalAccessException where the app's module does not open the package
   */
  static Accessor of(String where, Method method, Faults faults) throws IllegalAccessException {
    // Records are mostly nested in classes that are not public.
    if (!method.trySetAccessible()) {
      throw new IllegalAccessException(method.getDeclaringClass().getPackageName());
    }
    return new Accessor(where, method, MethodHandles.lookup().unreflect(method), faults);
  }

  String where() {
    return where;
  }

  /** The value; null where there is none or it could not be read. */
  @Nullable Object read(Record event) {
    try {
      return (Object) object.invokeExact(event);
    } catch (Throwable failure) {
      faults.unreadable(where, failure);
      return null;
    }
  }

  /** A label's text; null where there is none, {@code _other} where it could not be read. */
  @Nullable String readText(Record event) {
    try {
      Object value = (Object) object.invokeExact(event);
      if (value instanceof String text) {
        return text;
      }
      if (value instanceof Enum<?> constant) {
        return ClassReader.textOf(constant);
      }
      return value == null ? null : value.toString();
    } catch (Throwable failure) {
      faults.unreadable(where, failure);
      return LabelSpec.OTHER;
    }
  }

  /** A number as double; NaN where there is none, it could not be read, or is NaN itself. */
  double readNumber(Record event) {
    MethodHandle primitive = number;
    double value;
    try {
      if (primitive != null) {
        value = (double) primitive.invokeExact(event);
      } else if ((Object) object.invokeExact(event) instanceof Number given) {
        value = given.doubleValue();
      } else {
        return Double.NaN;
      }
    } catch (Throwable failure) {
      faults.unreadable(where, failure);
      return Double.NaN;
    }
    if (Double.isNaN(value)) {
      faults.notANumber(where);
    }
    return value;
  }

  /** 0 for false, 1 for true, 2 for null, 3 where it could not be read. */
  int readFlag(Record event) {
    try {
      if (flag != null) {
        return (boolean) flag.invokeExact(event) ? 1 : 0;
      }
      Object value = (Object) object.invokeExact(event);
      return value instanceof Boolean given ? (given ? 1 : 0) : 2;
    } catch (Throwable failure) {
      faults.unreadable(where, failure);
      return 3;
    }
  }

  /** The ordinal of an enum's constant; {@code size} for null, one more where it threw. */
  @SuppressWarnings("EnumOrdinal") // an index into arrays made from the same class, never kept
  int readOrdinal(Record event, int size) {
    try {
      Object value = (Object) object.invokeExact(event);
      return value instanceof Enum<?> constant ? constant.ordinal() : size;
    } catch (Throwable failure) {
      faults.unreadable(where, failure);
      return size + 1;
    }
  }
}
