// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Weaves one method: {@code Woven.link} before its body, one of {@code Woven}'s ends before each
 * return and where an exception leaves. The token and the time live in slots beyond the method's
 * own, which every frame gets; the body's instructions and line numbers are not touched.
 */
final class MethodWeaver {

  private static final String RUNTIME = "io/sightglass/internal/weave/Woven";
  private static final String OBJECT = "java/lang/Object";
  private static final String THROWABLE = "java/lang/Throwable";
  private static final Handle LINK =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          RUNTIME,
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  private final ClassNode type;
  private final MethodNode method;
  private final Type[] arguments;
  private final boolean isStatic;
  private final int token;
  private final int time;
  private final int spare;
  private final Exits exits;

  MethodWeaver(ClassNode type, MethodNode method) {
    this.type = type;
    this.method = method;
    this.arguments = Type.getArgumentTypes(method.desc);
    this.isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    this.token = method.maxLocals;
    this.time = token + 1;
    this.spare = time + 2;
    this.exits = new Exits(RUNTIME, method, token, time, spare);
  }

  /** Whether a method enters through the run time already. */
  static boolean isWoven(MethodNode method) {
    for (AbstractInsnNode at : method.instructions) {
      if (at instanceof InvokeDynamicInsnNode dynamic && dynamic.bsm.getOwner().equals(RUNTIME)) {
        return true;
      }
    }
    return false;
  }

  /** Weaves it; what stands against that, or null once it is done. */
  @Nullable String weave() {
    AbstractInsnNode before = null;
    if (method.name.equals("<init>")) {
      before = Constructors.begun(method);
      if (before == null) {
        return "what it does before super(…) or this(…) is too involved";
      }
    }
    padFrames(before == null ? method.instructions.getFirst() : before.getNext());
    LabelNode body = new LabelNode();
    List<Exits.Range> ranges = exits.weave(before, body);
    InsnList entry = entry(body);
    if (before == null) {
      method.instructions.insert(entry);
    } else {
      method.instructions.insert(before, entry);
    }
    whenThrown(ranges);
    method.maxStack = Math.max(method.maxStack + 7, 2 + slots());
    method.maxLocals = spare + 1;
    return null;
  }

  /** Enters, and enters nothing where that fails. */
  private InsnList entry(LabelNode body) {
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode refused = new LabelNode();
    InsnList list = new InsnList();
    list.add(start);
    boolean takes = Annotations.needArguments(method);
    if (takes) {
      loadArguments(list);
    }
    Type[] taken = takes ? arguments : new Type[0];
    list.add(
        new InvokeDynamicInsnNode(
            "enter",
            Type.getMethodDescriptor(Type.getObjectType(OBJECT), taken),
            LINK,
            method.name,
            method.desc,
            parameterNames()));
    list.add(new VarInsnNode(Opcodes.ASTORE, token));
    list.add(new VarInsnNode(Opcodes.ALOAD, token));
    list.add(call("startedAt", "(Ljava/lang/Object;)J"));
    list.add(new VarInsnNode(Opcodes.LSTORE, time));
    list.add(end);
    list.add(new JumpInsnNode(Opcodes.GOTO, body));
    list.add(refused);
    list.add(frame(initialLocals(), THROWABLE));
    list.add(new InsnNode(Opcodes.POP));
    list.add(new InsnNode(Opcodes.ACONST_NULL));
    list.add(new VarInsnNode(Opcodes.ASTORE, token));
    list.add(new InsnNode(Opcodes.LCONST_0));
    list.add(new VarInsnNode(Opcodes.LSTORE, time));
    list.add(body);
    list.add(frame(padded(initialLocals()), null));
    // The body may begin with a frame of its own, and one place has one.
    list.add(new InsnNode(Opcodes.NOP));
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, refused, THROWABLE));
    return list;
  }

  /** Ends the call where an exception leaves, and lets that very exception go on. */
  private void whenThrown(List<Exits.Range> ranges) {
    LabelNode thrown = new LabelNode();
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode refused = new LabelNode();
    List<Object> locals = padded(List.of());
    List<Object> caught = new ArrayList<>(locals);
    caught.add(THROWABLE);
    InsnList list = method.instructions;
    list.add(thrown);
    list.add(frame(locals, THROWABLE));
    list.add(new VarInsnNode(Opcodes.ASTORE, spare));
    list.add(start);
    list.add(new VarInsnNode(Opcodes.ALOAD, token));
    list.add(new VarInsnNode(Opcodes.LLOAD, time));
    list.add(new VarInsnNode(Opcodes.ALOAD, spare));
    list.add(call("failed", "(Ljava/lang/Object;JLjava/lang/Throwable;)V"));
    list.add(end);
    list.add(new VarInsnNode(Opcodes.ALOAD, spare));
    list.add(new InsnNode(Opcodes.ATHROW));
    list.add(refused);
    list.add(frame(caught, THROWABLE));
    list.add(new InsnNode(Opcodes.POP));
    list.add(new VarInsnNode(Opcodes.ALOAD, spare));
    list.add(new InsnNode(Opcodes.ATHROW));
    for (Exits.Range range : ranges) {
      method.tryCatchBlocks.add(
          new TryCatchBlockNode(range.start(), range.end(), thrown, THROWABLE));
    }
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, refused, THROWABLE));
  }

  private static MethodInsnNode call(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, RUNTIME, name, descriptor, false);
  }

  private void loadArguments(InsnList list) {
    int slot = isStatic ? 0 : 1;
    for (Type argument : arguments) {
      list.add(new VarInsnNode(argument.getOpcode(Opcodes.ILOAD), slot));
      slot += argument.getSize();
    }
  }

  private int slots() {
    return Stream.of(arguments).mapToInt(Type::getSize).sum();
  }

  private String parameterNames() {
    if (method.parameters != null && method.parameters.size() == arguments.length) {
      return method.parameters.stream()
          .map(parameter -> parameter.name == null ? "" : parameter.name)
          .collect(Collectors.joining(","));
    }
    List<String> names = new ArrayList<>();
    int slot = isStatic ? 0 : 1;
    for (Type argument : arguments) {
      names.add(variable(slot));
      slot += argument.getSize();
    }
    return String.join(",", names);
  }

  private String variable(int slot) {
    if (method.localVariables != null) {
      for (LocalVariableNode variable : method.localVariables) {
        if (variable.index == slot) {
          return variable.name;
        }
      }
    }
    return "";
  }

  private List<Object> initialLocals() {
    List<Object> locals = new ArrayList<>();
    if (!isStatic) {
      locals.add(type.name);
    }
    for (Type argument : arguments) {
      locals.add(
          switch (argument.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> argument.getInternalName();
          });
    }
    return locals;
  }

  /** Those locals with the token and the time at their places. */
  private List<Object> padded(List<Object> locals) {
    List<Object> all = new ArrayList<>(locals);
    int slot = 0;
    for (Object local : locals) {
      slot += Opcodes.LONG.equals(local) || Opcodes.DOUBLE.equals(local) ? 2 : 1;
    }
    for (; slot < token; slot++) {
      all.add(Opcodes.TOP);
    }
    all.add(OBJECT);
    all.add(Opcodes.LONG);
    return all;
  }

  private void padFrames(@Nullable AbstractInsnNode from) {
    for (AbstractInsnNode at = from; at != null; at = at.getNext()) {
      if (at instanceof FrameNode frame) {
        frame.local = padded(frame.local);
      }
    }
  }

  private static FrameNode frame(List<Object> locals, @Nullable String onStack) {
    Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
    return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack);
  }

  /** Finds where a constructor's own work begins. */
  static final class Constructors {

    private Constructors() {}

    /**
     * The call of {@code super} or {@code this}; null where it cannot be told, or stores before.
     */
    static @Nullable AbstractInsnNode begun(MethodNode constructor) {
      int made = 0;
      for (AbstractInsnNode at : constructor.instructions) {
        if (at instanceof TypeInsnNode && at.getOpcode() == Opcodes.NEW) {
          made++;
        } else if (at instanceof VarInsnNode && at.getOpcode() >= Opcodes.ISTORE) {
          return null;
        } else if (at instanceof MethodInsnNode call && call.name.equals("<init>")) {
          if (made == 0) {
            return at;
          }
          made--;
        }
      }
      return null;
    }
  }
}
