// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code META-INF/sightglass/annotated}, as compilers that see all or a part write it. */
class CallIndexTest {

  private static final String HEAD = "package shop; import io.sightglass.*; import java.util.*;\n";
  private static final String SHAPES =
      """
      class Shapes<T extends Comparable<T>> {
        @Instrumented("a.new") Shapes(int x) {}
        @Instrumented("a.one") static long[] one(int a, boolean b, char c, byte d, short e, long f,
            float g, double h, String[][] i) { return null; }
        @Instrumented("a.two") private final <U> U two(T t, U u, List<? super T> list) { return u; }
        class Inner {
          @Instrumented("a.inner") Inner(String name) {}
          @Instrumented("a.three") void three() {}
        }
        enum Kind {
          A(1);
          @Instrumented("a.kind") Kind(int n) {}
        }
        record Point(int x) {
          @Instrumented("a.point") Point {}
          @Instrumented("a.four") int four() { return x; }
        }
        interface Job {
          @Instrumented("a.five") default void five() {}
          @SuppressWarnings("sightglass:abstract") @Instrumented("a.six") void six();
        }
      }
      """;

  @TempDir Path folder;

  private void compile(String... namesAndBodies) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < namesAndBodies.length; i += 2) {
      files.put("shop/" + namesAndBodies[i] + ".java", HEAD + namesAndBodies[i + 1]);
    }
    SourceCompiler compiler = new SourceCompiler(folder);
    boolean compiled = compiler.compile(files, new CallProcessor());
    assertThat(compiler.said()).isEmpty();
    assertThat(compiled).isTrue();
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve(CallIndex.FILE));
  }

  @Test
  void its_lines_are_the_methods_of_the_class_files() throws Exception {
    compile("Shapes", SHAPES);
    List<String> lines = lines();
    assertThat(lines).hasSize(9).isSorted();
    URL[] urls = {folder.toUri().toURL()};
    try (var loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      for (String line : lines) {
        Class<?> type = loader.loadClass(line.substring(0, line.indexOf('#')));
        assertThat(methods(type)).contains(line.substring(line.indexOf('#') + 1));
      }
    }
    assertThat(lines)
        .contains(
            "shop.Shapes$Inner#<init>(Lshop/Shapes;Ljava/lang/String;)V",
            "shop.Shapes#two(Ljava/lang/Comparable;Ljava/lang/Object;Ljava/util/List;)"
                + "Ljava/lang/Object;");
  }

  private static List<String> methods(Class<?> type) {
    return Stream.<Executable>concat(
            Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
        .map(
            each ->
                each instanceof Method method
                    ? method.getName() + descriptor(method.getReturnType(), each)
                    : "<init>" + descriptor(void.class, each))
        .toList();
  }

  private static String descriptor(Class<?> result, Executable each) {
    return MethodType.methodType(result, each.getParameterTypes()).toMethodDescriptorString();
  }

  @Test
  void a_compiler_that_sees_a_part_keeps_the_rest() throws Exception {
    compile(
        "A", "class A { @Instrumented(\"a.a\") void a() {} }",
        "B",
            "class B { @Instrumented(\"b.b\") void b() {} class C { @Instrumented(\"c.c\") void c() {} } }");
    assertThat(lines()).containsExactly("shop.A#a()V", "shop.B#b()V", "shop.B$C#c()V");

    compile("A", "class A { @Instrumented(\"a.a\") void other() {} }");
    assertThat(lines()).containsExactly("shop.A#other()V", "shop.B#b()V", "shop.B$C#c()V");
  }

  @Test
  void a_method_that_is_no_longer_annotated_goes() throws Exception {
    compile("A", "class A { @Instrumented(\"a.a\") void a() {} }");
    compile("A", "class A { void a() {} }");
    assertThat(lines()).isEmpty();
  }

  @Test
  void a_class_that_is_no_longer_there_goes() throws Exception {
    compile(
        "A", "class A { @Instrumented(\"a.a\") void a() {} }",
        "B", "class B { @Instrumented(\"b.b\") void b() {} }");
    Files.delete(folder.resolve("shop/B.class"));
    compile("A", "class A { @Instrumented(\"a.a\") void a() {} }");
    assertThat(lines()).containsExactly("shop.A#a()V");
  }

  @Test
  void where_nothing_is_annotated_there_is_no_file() throws Exception {
    compile("A", "class A { void a() {} }");
    assertThat(folder.resolve(CallIndex.FILE)).doesNotExist();
  }
}
