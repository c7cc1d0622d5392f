// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Ends the call before each return of a method. A result that cannot complete later stays where it
 * is, on the stack, so no primitive is boxed for it; only events ask for such a value.
 */
final class Exits {

  // Results of these are there when they are returned.
  private static final Set<String> PLAIN = Set.of("java/lang/", "java/time/", "java/math/");

  private final String runtime;
  private final MethodNode method;
  private final Type result;
  private final boolean recorded;
  private final int token;
  private final int time;
  private final int spare;

  /** Instructions between two ends of the call. */
  record Range(LabelNode start, LabelNode end) {}

  Exits(String runtime, MethodNode method, int token, int time, int spare) {
    this.runtime = runtime;
    this.method = method;
    this.result = Type.getReturnType(method.desc);
    this.recorded = Annotations.recordEvents(method);
    this.token = token;
    this.time = time;
    this.spare = spare;
  }

  /** Weaves them; the ranges in which an exception ends the call, the first from {@code body}. */
  List<Range> weave(@Nullable AbstractInsnNode before, LabelNode body) {
    List<Range> ranges = new ArrayList<>();
    LabelNode start = body;
    boolean empty = false;
    InsnList all = method.instructions;
    AbstractInsnNode at = before == null ? all.getFirst() : before.getNext();
    while (at != null) {
      AbstractInsnNode next = at.getNext();
      int code = at.getOpcode();
      if (code >= Opcodes.IRETURN && code <= Opcodes.RETURN) {
        LabelNode end = new LabelNode();
        all.insertBefore(at, end);
        all.insertBefore(at, end(code));
        if (!empty) {
          ranges.add(new Range(start, end));
        }
        start = new LabelNode();
        all.insert(at, start);
        empty = true;
      } else if (code >= 0) {
        empty = false;
      }
      at = next;
    }
    if (!empty) {
      LabelNode end = new LabelNode();
      all.add(end);
      ranges.add(new Range(start, end));
    }
    return ranges;
  }

  private InsnList end(int code) {
    InsnList list = new InsnList();
    if (code == Opcodes.RETURN) {
      load(list);
      list.add(call("ended", "(Ljava/lang/Object;J)V"));
    } else if (mayCompleteLater()) {
      list.add(new VarInsnNode(Opcodes.ASTORE, spare));
      load(list);
      list.add(new VarInsnNode(Opcodes.ALOAD, spare));
      list.add(call("returned", "(Ljava/lang/Object;JLjava/lang/Object;)Ljava/lang/Object;"));
      if (!result.getInternalName().equals("java/lang/Object")) {
        list.add(new TypeInsnNode(Opcodes.CHECKCAST, result.getInternalName()));
      }
    } else if (recorded) {
      list.add(new InsnNode(result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP));
      box(list);
      list.add(new VarInsnNode(Opcodes.ASTORE, spare));
      load(list);
      list.add(new VarInsnNode(Opcodes.ALOAD, spare));
      list.add(call("ended", "(Ljava/lang/Object;JLjava/lang/Object;)V"));
    } else {
      load(list);
      list.add(call("ended", "(Ljava/lang/Object;J)V"));
    }
    return list;
  }

  private boolean mayCompleteLater() {
    return result.getSort() == Type.OBJECT
        && PLAIN.stream().noneMatch(result.getInternalName()::startsWith);
  }

  private void load(InsnList list) {
    list.add(new VarInsnNode(Opcodes.ALOAD, token));
    list.add(new VarInsnNode(Opcodes.LLOAD, time));
  }

  private MethodInsnNode call(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, runtime, name, descriptor, false);
  }

  private void box(InsnList list) {
    String box =
        switch (result.getSort()) {
          case Type.BOOLEAN -> "java/lang/Boolean";
          case Type.BYTE -> "java/lang/Byte";
          case Type.CHAR -> "java/lang/Character";
          case Type.SHORT -> "java/lang/Short";
          case Type.INT -> "java/lang/Integer";
          case Type.FLOAT -> "java/lang/Float";
          case Type.LONG -> "java/lang/Long";
          case Type.DOUBLE -> "java/lang/Double";
          default -> null;
        };
    if (box != null) {
      String descriptor = Type.getMethodDescriptor(Type.getObjectType(box), result);
      list.add(new MethodInsnNode(Opcodes.INVOKESTATIC, box, "valueOf", descriptor, false));
    }
  }
}
