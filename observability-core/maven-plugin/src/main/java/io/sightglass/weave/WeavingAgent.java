// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The weaver as an agent: {@code -javaagent:observability-maven-plugin-…-agent.jar}. It weaves
 * classes while they are loaded, those of loaders that see the library.
 */
public final class WeavingAgent implements ClassFileTransformer {

  private static final String RUNTIME = "io/sightglass/internal/weave/Woven.class";
  private static final String OWN = "io/sightglass/internal/";

  private final Map<ClassLoader, Boolean> sees = Collections.synchronizedMap(new WeakHashMap<>());

  private WeavingAgent() {}

  /** Called by the JVM before the app's main. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    instrumentation.addTransformer(new WeavingAgent());
  }

  // Its result may be null, which one annotation cannot say of an array in a way all tools read.
  @Override
  @SuppressWarnings("NullAway")
  public byte[] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    try {
      boolean of = loader != null && redefined == null && (name == null || !name.startsWith(OWN));
      if (!of || !Annotations.mayBeIn(classFile) || !seesRuntime(loader)) {
        return null;
      }
      ClassWeaver.Result result = ClassWeaver.weave(classFile);
      return result.isChanged() ? result.classFile() : null;
    } catch (Throwable failure) {
      // As it was: an agent must not keep a class from being loaded.
      return null;
    }
  }

  private boolean seesRuntime(ClassLoader loader) {
    Boolean known = sees.get(loader);
    if (known == null) {
      known = loader.getResource(RUNTIME) != null;
      sees.put(loader, known);
    }
    return known;
  }
}
