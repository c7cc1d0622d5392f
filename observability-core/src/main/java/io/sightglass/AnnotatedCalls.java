// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Context;
import io.sightglass.internal.weave.Bindings;
import io.sightglass.internal.weave.CallPlan;
import io.sightglass.internal.weave.Calls;
import io.sightglass.internal.weave.Weavings;
import io.sightglass.internal.weave.WovenMethod;
import java.lang.ref.WeakReference;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The annotated methods of one app: reads what a method's annotations say, once, into what is done
 * around its calls.
 */
final class AnnotatedCalls implements Calls {

  private final Observability obs;
  private final DefaultObservability.Parts parts;
  private final ActivityMeters meters;
  private final ActivityOpener opener;
  private volatile @Nullable WeakReference<ClassLoader> bound;
  private volatile @Nullable List<AsyncReturn<?>> asyncReturns;

  AnnotatedCalls(
      Observability obs,
      DefaultObservability.Parts parts,
      ActivityMeters meters,
      ActivityOpener opener) {
    this.obs = obs;
    this.parts = parts;
    this.meters = meters;
    this.opener = opener;
  }

  @Override
  public String name() {
    return parts.name();
  }

  /** Fails where another app has the methods of that loader. */
  static void requireFree(ClassLoader loader, String name) {
    Calls owner = Bindings.owner(loader);
    if (owner != null) {
      throw new IllegalStateException(
          "the annotated methods of "
              + loader
              + " belong to '"
              + owner.name()
              + "' and cannot belong to '"
              + name
              + "' as well; close the first one, or build this one without annotations(…)");
    }
  }

  /** Takes the methods of a loader, or warns that another app has them. */
  void bind(ClassLoader loader) {
    Calls owner = Bindings.bind(loader, this);
    if (owner != null) {
      parts
          .diagnostics()
          .warn(
              Code.ANNOTATIONS_TAKEN,
              "the annotated methods of this class loader belong to '"
                  + owner.name()
                  + "' and not to '"
                  + name()
                  + "', which was built second. Close the first one before, or use the builder.");
      return;
    }
    bound = new WeakReference<>(loader);
    if (!parts.off()) {
      Weavings.check(loader, this::warnOfUnwoven);
    }
  }

  void unbind() {
    WeakReference<ClassLoader> reference = bound;
    ClassLoader loader = reference == null ? null : reference.get();
    if (loader != null) {
      Bindings.unbind(loader, this);
    }
  }

  private void warnOfUnwoven(List<String> methods) {
    int shown = Math.min(methods.size(), 5);
    parts
        .diagnostics()
        .warn(
            Code.NOT_WOVEN,
            methods.size()
                + (methods.size() == 1 ? " annotated method is" : " annotated methods are")
                + " not woven: "
                + String.join(", ", methods.subList(0, shown))
                + (shown < methods.size() ? ", …" : "")
                + ". Nothing is measured for them. Add the goal weave of"
                + " observability-maven-plugin to the build, or its agent to the JVM.");
  }

  @Override
  public @Nullable CallPlan plan(WovenMethod method) {
    if (parts.off()) {
      return null;
    }
    try {
      Executable executable = method.find();
      return executable == null ? null : new CallReader(this, method, executable).read();
    } catch (Throwable failure) {
      unusable(method + " could not be read: " + failure);
      return null;
    }
  }

  /** What knows of other asynchronous results in the class loader of that class. */
  List<AsyncReturn<?>> asyncReturns(Class<?> owner) {
    List<AsyncReturn<?>> known = asyncReturns;
    if (known != null) {
      return known;
    }
    List<AsyncReturn<?>> found = new ArrayList<>();
    try {
      ServiceLoader.load(AsyncReturn.class, owner.getClassLoader()).forEach(found::add);
    } catch (ServiceConfigurationError | RuntimeException mistake) {
      unusable("an AsyncReturn could not be loaded: " + mistake.getMessage());
    }
    asyncReturns = List.copyOf(found);
    return asyncReturns;
  }

  Observability obs() {
    return obs;
  }

  ActivityMeters meters() {
    return meters;
  }

  LongSupplier clock() {
    return parts.clock();
  }

  /** Whether spans by OpenTelemetry's own annotations are made by its agent. */
  boolean isAgents() {
    return parts.telemetry().origin().equals("agent");
  }

  Redactor redactor() {
    return parts.redactor();
  }

  ActivityOpener opener() {
    return opener;
  }

  boolean isSeen(Context parent) {
    return opener.isSeen(parent);
  }

  /** A declaration that cannot be used, and what is done instead. */
  void unusable(String problem) {
    parts.diagnostics().warn(Code.ANNOTATION_DECLARATION, problem);
  }

  /** A failure while recording a call; nothing of it reaches the app. */
  void broken(Throwable failure) {
    try {
      parts.diagnostics().internalError("annotations", failure);
    } catch (Throwable fatal) {
      // The app's call goes on whatever became of its measurement.
    }
  }
}
