// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.weave;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A method as its class file has it.
 *
 * @param name {@code <init>} for a constructor
 * @param parameters the parameters' names, in order; empty ones where the class file has none
 */
public record WovenMethod(Class<?> owner, String name, String descriptor, List<String> parameters) {

  /** The same by reflection; null where the class has no such method. */
  public @Nullable Executable find() {
    Stream<? extends Executable> all =
        name.equals("<init>")
            ? Stream.of(owner.getDeclaredConstructors())
            : Stream.of(owner.getDeclaredMethods()).filter(method -> method.getName().equals(name));
    return all.filter(each -> descriptor(each).equals(descriptor)).findFirst().orElse(null);
  }

  /** A method's or constructor's descriptor. */
  static String descriptor(Executable executable) {
    Class<?> result = executable instanceof Method method ? method.getReturnType() : void.class;
    return MethodType.methodType(result, executable.getParameterTypes()).toMethodDescriptorString();
  }

  /** A method that nothing wove, with the names that reflection knows. */
  public static WovenMethod of(Executable executable) {
    return new WovenMethod(
        executable.getDeclaringClass(),
        executable instanceof Constructor ? "<init>" : executable.getName(),
        descriptor(executable),
        Stream.of(executable.getParameters())
            .map(parameter -> parameter.isNamePresent() ? parameter.getName() : "")
            .toList());
  }

  /** As the lists of methods have it. */
  String line() {
    return owner.getName() + "#" + name + descriptor;
  }

  /** For messages: {@code Invoices.render}. */
  @Override
  public String toString() {
    String full = owner.getTypeName();
    String type = full.substring(full.lastIndexOf('.') + 1).replace('$', '.');
    return name.equals("<init>") ? "new " + type : type + "." + name;
  }
}
