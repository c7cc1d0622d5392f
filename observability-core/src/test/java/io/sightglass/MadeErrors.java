// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;

/** Exceptions of many classes, made as tests run. */
final class MadeErrors {

  private static int made;

  private MadeErrors() {}

  static synchronized Throwable[] make(int count) {
    Throwable[] all = new Throwable[count];
    for (int i = 0; i < count; i++) {
      try {
        byte[] bytes = bytes("io/sightglass/Made" + made++ + "Exception");
        Class<?> type = MethodHandles.lookup().defineClass(bytes);
        all[i] = (Throwable) type.getDeclaredConstructor().newInstance();
      } catch (ReflectiveOperationException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return all;
  }

  /** A public class under RuntimeException with a constructor that calls its parent's. */
  private static byte[] bytes(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0xCAFEBABE);
      out.writeInt(52);
      out.writeShort(10);
      utf8(out, name); // 1
      entry(out, 7, 1); // 2: class
      utf8(out, "java/lang/RuntimeException"); // 3
      entry(out, 7, 3); // 4: parent
      utf8(out, "<init>"); // 5
      utf8(out, "()V"); // 6
      utf8(out, "Code"); // 7
      out.writeByte(12); // 8: name and type
      out.writeShort(5);
      out.writeShort(6);
      out.writeByte(10); // 9: the parent's constructor
      out.writeShort(4);
      out.writeShort(8);
      out.writeShort(0x21); // public super
      out.writeShort(2);
      out.writeShort(4);
      out.writeShort(0);
      out.writeShort(0);
      out.writeShort(1);
      constructor(out);
      out.writeShort(0);
    }
    return bytes.toByteArray();
  }

  private static void constructor(DataOutputStream out) throws IOException {
    out.writeShort(1);
    out.writeShort(5);
    out.writeShort(6);
    out.writeShort(1);
    out.writeShort(7);
    out.writeInt(17);
    out.writeShort(1);
    out.writeShort(1);
    out.writeInt(5);
    out.write(new byte[] {0x2a, (byte) 0xb7, 0, 9, (byte) 0xb1});
    out.writeShort(0);
    out.writeShort(0);
  }

  private static void utf8(DataOutputStream out, String text) throws IOException {
    out.writeByte(1);
    out.writeUTF(text);
  }

  private static void entry(DataOutputStream out, int tag, int index) throws IOException {
    out.writeByte(tag);
    out.writeShort(index);
  }
}
