// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;

/** An app's class loader: it has its own copy of some classes, woven, and all others from above. */
final class WovenLoader extends ClassLoader {

  private final String prefix;
  private final boolean weaves;
  private final Map<String, URL> lists = new HashMap<>();

  private WovenLoader(String prefix, boolean weaves) {
    super(WovenLoader.class.getClassLoader());
    this.prefix = prefix;
    this.weaves = weaves;
  }

  /** One for the classes whose names begin like that class's. */
  static WovenLoader of(Class<?> outer) {
    return new WovenLoader(outer.getName(), true);
  }

  /** The same without weaving. */
  static WovenLoader plain(Class<?> outer) {
    return new WovenLoader(outer.getName(), false);
  }

  /** Has a resource of its own. */
  WovenLoader with(String resource, URL content) {
    lists.put(resource, content);
    return this;
  }

  <T> T make(Class<? extends T> type, Class<T> as) {
    try {
      var constructor = loadClass(type.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      return as.cast(constructor.newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(Class<?> type) {
    return bytes(type.getName());
  }

  private static byte[] bytes(String name) {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = WovenLoader.class.getClassLoader().getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.equals(prefix) && !name.startsWith(prefix + "$")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) {
    byte[] before = bytes(name);
    ClassWeaver.Result result = ClassWeaver.weave(before);
    byte[] after = weaves && result.isChanged() ? result.classFile() : before;
    return defineClass(name, after, 0, after.length);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return lists.containsKey(name)
        ? Collections.enumeration(java.util.List.of(lists.get(name)))
        : super.getResources(name);
  }
}
