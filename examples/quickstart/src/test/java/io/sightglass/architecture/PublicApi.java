// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public types of the published jars and their public methods, from the class files. */
final class PublicApi {

  private PublicApi() {}

  /** Every public type that an app can name, without those of tests and of core's internals. */
  static List<Class<?>> types() throws IOException, ClassNotFoundException {
    List<Class<?>> types = new ArrayList<>();
    // It makes files and is on no app's class path, but apps call it.
    for (String module : with(Repository.PUBLISHED, "observability-core/monitoring")) {
      Path classes = Repository.ROOT.resolve(module).resolve("target/classes");
      if (module.endsWith("testkit") || !Files.isDirectory(classes)) {
        continue;
      }
      for (String name : names(classes)) {
        Class<?> type = Class.forName(name, false, PublicApi.class.getClassLoader());
        // The members of an annotation are no methods that anybody calls.
        if (isPublic(type) && !type.isAnnotation()) {
          types.add(type);
        }
      }
    }
    return types;
  }

  /** The public methods and constructors that a type declares itself. */
  static List<Executable> methods(Class<?> type) {
    return Stream.<Executable>concat(
            Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .sorted(Comparator.comparing(PublicApi::name))
        .toList();
  }

  /** For example {@code Counter.Handle.add(double)}. */
  static String name(Executable method) {
    String parameters =
        Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(","));
    return shortName(method) + "(" + parameters + ")";
  }

  /** For example {@code Counter.Handle.add}. */
  static String shortName(Executable method) {
    Class<?> type = method.getDeclaringClass();
    String owner = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    String own = method.getName().equals(type.getName()) ? "new" : method.getName();
    return owner + "." + own;
  }

  private static List<String> with(List<String> modules, String more) {
    return Stream.concat(modules.stream(), Stream.of(more)).toList();
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }

  private static List<String> names(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> file.substring(0, file.length() - 6).replace('/', '.'))
          .filter(name -> !name.contains(".internal."))
          .sorted()
          .toList();
    }
  }
}
