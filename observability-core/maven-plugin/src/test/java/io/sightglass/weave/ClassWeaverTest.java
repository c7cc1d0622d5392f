// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sightglass.Instrumented;
import io.sightglass.Records;
import io.sightglass.internal.weave.Woven;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** What the weaver changes of a class file, and what it leaves. */
class ClassWeaverTest {

  /** A class with a computed serialVersionUID, and methods with branches, loops and handlers. */
  @SuppressWarnings("serial") // that it is computed is the point
  static class Sample implements Serializable, Callable<List<StackTraceElement>> {

    @Override
    public List<StackTraceElement> call() throws Exception {
      try {
        involved(3, 2.5, "text", 7L);
        return List.of();
      } catch (IllegalStateException thrown) {
        return Arrays.asList(thrown.getStackTrace());
      }
    }

    @Instrumented("involved")
    private double involved(int times, double factor, String text, long more) {
      double sum = 0;
      for (int i = 0; i < times; i++) {
        long here = more + i;
        try {
          if (i == 2) {
            throw new IllegalArgumentException(text);
          }
          sum += here * factor;
        } catch (IllegalArgumentException e) {
          String last = e.getMessage();
          if (last.length() == 4) {
            throw new IllegalStateException(last);
          }
          return sum;
        } finally {
          sum++;
        }
      }
      return sum;
    }
  }

  /** Begins with a loop, so its first instruction has a frame. */
  static class Loop implements Callable<Integer> {

    private final AtomicInteger left = new AtomicInteger(3);

    @Override
    @Instrumented("loop")
    public Integer call() {
      while (true) {
        if (left.decrementAndGet() == 0) {
          return left.get();
        }
      }
    }
  }

  abstract static class Abstract {

    @Instrumented("nothing")
    abstract void nothing();

    @Records(Annotated.SumMade.class)
    native int result();
  }

  private static ClassWeaver.Result weave(Class<?> type) {
    return ClassWeaver.weave(WovenLoader.bytes(type));
  }

  private static ClassNode node(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    return node;
  }

  @Test
  void what_the_weaver_calls_is_there() throws Exception {
    assertThat(Woven.class.getMethod("startedAt", Object.class)).isNotNull();
    assertThat(Woven.class.getMethod("ended", Object.class, long.class)).isNotNull();
    assertThat(Woven.class.getMethod("ended", Object.class, long.class, Object.class)).isNotNull();
    assertThat(Woven.class.getMethod("failed", Object.class, long.class, Throwable.class))
        .isNotNull();
    assertThat(Woven.class.getMethod("returned", Object.class, long.class, Object.class))
        .isNotNull();
  }

  @Test
  void nothing_is_woven_twice() {
    ClassWeaver.Result once = weave(Sample.class);
    assertThat(once.fresh()).isEqualTo(1);
    assertThat(once.woven())
        .containsExactly(Sample.class.getName() + "#involved(IDLjava/lang/String;J)D");
    ClassWeaver.Result twice = ClassWeaver.weave(once.classFile());
    assertThat(twice.isChanged()).isFalse();
    assertThat(twice.woven()).isEqualTo(once.woven());
  }

  @Test
  void no_member_is_added_and_the_serial_version_stays() throws Exception {
    ClassNode before = node(WovenLoader.bytes(Sample.class));
    ClassNode after = node(weave(Sample.class).classFile());
    assertThat(after.methods)
        .extracting(method -> method.name + method.desc)
        .isEqualTo(before.methods.stream().map(method -> method.name + method.desc).toList());
    assertThat(after.fields).hasSameSizeAs(before.fields);
    Class<?> woven = WovenLoader.of(ClassWeaverTest.class).loadClass(Sample.class.getName());
    assertThat(ObjectStreamClass.lookup(woven).getSerialVersionUID())
        .isEqualTo(ObjectStreamClass.lookup(Sample.class).getSerialVersionUID());
  }

  @Test
  @SuppressWarnings("unchecked")
  void stack_traces_are_those_of_the_plain_class() throws Exception {
    Callable<List<StackTraceElement>> woven =
        WovenLoader.of(ClassWeaverTest.class).make(Sample.class, Callable.class);
    assertThat(firstFrames(woven)).isEqualTo(firstFrames(new Sample())).hasSize(3);
  }

  private static List<String> firstFrames(Callable<List<StackTraceElement>> sample)
      throws Exception {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : sample.call()) {
      if (frame.getClassName().endsWith("$Sample")) {
        frames.add(frame.getMethodName() + ":" + frame.getLineNumber());
      }
    }
    return frames;
  }

  @Test
  void a_body_that_begins_with_a_frame_is_woven() throws Exception {
    Callable<?> loop = WovenLoader.of(ClassWeaverTest.class).make(Loop.class, Callable.class);
    assertThat(loop.call()).isEqualTo(0);
  }

  @Test
  void methods_without_a_body_are_skipped_with_the_reason() {
    ClassWeaver.Result result = weave(Abstract.class);
    assertThat(result.isChanged()).isFalse();
    assertThat(result.skipped())
        .containsExactly(
            Abstract.class.getName()
                + "#nothing()V is not woven: it has no body; annotate what implements it",
            Abstract.class.getName()
                + "#result()I is not woven: it has no body; annotate what implements it");
  }

  @ParameterizedTest
  @ValueSource(ints = {61, 65, 69})
  void class_files_of_every_version_keep_it(int version) {
    ClassNode node = node(WovenLoader.bytes(Sample.class));
    node.version = version;
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    ClassWeaver.Result result = ClassWeaver.weave(writer.toByteArray());
    assertThat(result.fresh()).isEqualTo(1);
    assertThat(node(result.classFile()).version).isEqualTo(version);
  }

  @Test
  void what_is_no_class_file_is_left_as_it_is() {
    byte[] nonsense = "Lio/sightglass/Instrumented; and no class".getBytes();
    ClassWeaver.Result result = ClassWeaver.weave(nonsense);
    assertThat(result.isChanged()).isFalse();
    assertThat(result.skipped()).singleElement().asString().contains("is left as it is");
  }

  @Test
  void a_class_without_the_library_works_as_the_plain_one() throws Exception {
    ClassNode node = node(weave(Loop.class).classFile());
    node.methods.forEach(
        method ->
            method.instructions.forEach(
                at -> {
                  if (at instanceof org.objectweb.asm.tree.InvokeDynamicInsnNode dynamic) {
                    dynamic.bsm =
                        new org.objectweb.asm.Handle(
                            Opcodes.H_INVOKESTATIC,
                            "not/There",
                            "link",
                            dynamic.bsm.getDesc(),
                            false);
                  }
                }));
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    byte[] bytes = writer.toByteArray();
    Class<?> type =
        new ClassLoader(ClassWeaverTest.class.getClassLoader()) {
          Class<?> define() {
            return defineClass(Loop.class.getName(), bytes, 0, bytes.length);
          }
        }.define();
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Callable<?> loop = (Callable<?>) constructor.newInstance();
    assertThat(catchThrowable(() -> assertThat(loop.call()).isEqualTo(0))).isNull();
  }

  @Test
  void a_folder_is_woven_once_and_its_index_follows(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("Sample.class");
    Files.write(file, WovenLoader.bytes(Sample.class));
    Files.write(folder.resolve("module-info.class"), new byte[] {1});
    List<String> said = new ArrayList<>();
    FolderWeaver.weave(folder, said::add, said::add);
    FolderWeaver.weave(folder, said::add, said::add);
    assertThat(said)
        .containsExactly(
            "wove Sample: 1 method", "wove 1 method", "wove 0 methods, 1 were woven before");
    assertThat(Files.readAllLines(folder.resolve(FolderWeaver.INDEX))).hasSize(1);
    Files.delete(file);
    FolderWeaver.weave(folder, said::add, said::add);
    assertThat(folder.resolve(FolderWeaver.INDEX)).doesNotExist();
  }
}
