// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves one class file. What it makes depends on the class file alone. */
public final class ClassWeaver {

  /**
   * What became of a class file.
   *
   * @param classFile the woven one; empty where nothing had to be changed
   * @param woven the methods that are woven in it now, as {@code class#method(descriptor)}
   * @param fresh how many of them were not woven before
   * @param skipped annotated methods that cannot be woven, each with the reason
   */
  @SuppressWarnings("ArrayRecordComponent") // a class file, which nothing compares
  public record Result(byte[] classFile, List<String> woven, int fresh, List<String> skipped) {

    private static final byte[] UNCHANGED = new byte[0];
    static final Result NOTHING = new Result(UNCHANGED, List.of(), 0, List.of());

    /** Whether there is a new class file. */
    public boolean isChanged() {
      return classFile.length > 0;
    }

    static Result unchanged(List<String> woven, List<String> skipped) {
      return new Result(UNCHANGED, List.copyOf(woven), 0, List.copyOf(skipped));
    }

    /** The same as it was, because it cannot be woven. */
    static Result refused(String reason) {
      return new Result(UNCHANGED, List.of(), 0, List.of(reason));
    }
  }

  private final ClassNode type;
  private final List<String> woven = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private int fresh;

  private ClassWeaver(ClassNode type) {
    this.type = type;
  }

  /** Weaves what is annotated and not woven yet. Never throws. */
  public static Result weave(byte[] classFile) {
    if (!Annotations.mayBeIn(classFile)) {
      return Result.NOTHING;
    }
    String name = "a class";
    try {
      ClassReader reader = new ClassReader(classFile);
      name = reader.getClassName().replace('/', '.');
      if ((reader.getAccess() & Opcodes.ACC_MODULE) != 0) {
        return Result.NOTHING;
      }
      ClassNode type = new ClassNode();
      reader.accept(type, ClassReader.EXPAND_FRAMES);
      return new ClassWeaver(type).weave(reader);
    } catch (RuntimeException unreadable) {
      return Result.refused(name + " is left as it is: " + unreadable);
    }
  }

  private Result weave(ClassReader reader) {
    for (MethodNode method : type.methods) {
      boolean compilersOwn = (method.access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) != 0;
      if (!compilersOwn && Annotations.areOn(method)) {
        weave(method);
      }
    }
    if (fresh == 0) {
      return Result.unchanged(woven, skipped);
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    type.accept(writer);
    return new Result(writer.toByteArray(), List.copyOf(woven), fresh, List.copyOf(skipped));
  }

  private void weave(MethodNode method) {
    String place = type.name.replace('/', '.') + "#" + method.name + method.desc;
    if (MethodWeaver.isWoven(method)) {
      woven.add(place);
      return;
    }
    String reason = obstacle(method);
    if (reason == null) {
      reason = new MethodWeaver(type, method).weave();
    }
    if (reason == null) {
      woven.add(place);
      fresh++;
    } else {
      skipped.add(place + " is not woven: " + reason);
    }
  }

  private @Nullable String obstacle(MethodNode method) {
    if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
      return "it has no body; annotate what implements it";
    }
    if ((type.version & 0xFFFF) < Opcodes.V1_7) {
      return "its class file is older than Java 7's";
    }
    return method.desc.contains("Lkotlin/coroutines/Continuation;)")
        ? "it is a suspending function, which returns before it has ended"
        : null;
  }
}
