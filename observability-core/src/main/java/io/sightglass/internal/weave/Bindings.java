// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.SwitchPoint;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which app the annotated methods of a class loader belong to. It keeps neither class loaders nor
 * apps: a loader that is dropped takes its binding along, and an app nobody holds is none.
 *
 * <p>Thread-safe.
 */
public final class Bindings {

  private static final Map<ClassLoader, Binding> BY_LOADER = new WeakHashMap<>();

  private Bindings() {}

  /**
   * Binds a loader's methods to an app, if they have none.
   *
   * @return the app that has them already; null if they are bound now
   */
  public static @Nullable Calls bind(ClassLoader loader, Calls calls) {
    return of(loader).bind(calls);
  }

  /** Undoes it; nothing if they belong to another app. */
  public static void unbind(ClassLoader loader, Calls calls) {
    of(loader).unbind(calls);
  }

  /** The app that has a loader's methods; null if none has. */
  public static @Nullable Calls owner(ClassLoader loader) {
    return of(loader).state().calls();
  }

  static Binding of(ClassLoader loader) {
    synchronized (BY_LOADER) {
      return BY_LOADER.computeIfAbsent(loader, key -> new Binding());
    }
  }

  /** The binding of one loader, which it does not know. */
  @SuppressWarnings("ReferenceEquality") // an app is itself
  static final class Binding {

    private volatile State state = new State(null);

    State state() {
      return state;
    }

    synchronized @Nullable Calls bind(Calls calls) {
      Calls owner = state.calls();
      if (owner == null || owner == calls) {
        change(calls);
        return null;
      }
      return owner;
    }

    synchronized void unbind(Calls calls) {
      if (state.calls() == calls) {
        change(null);
      }
    }

    private void change(@Nullable Calls calls) {
      State before = state;
      state = new State(calls);
      SwitchPoint.invalidateAll(new SwitchPoint[] {before.valid});
    }
  }

  /** A binding until it changes. Weak: the app's classes hold this, and a parent of theirs too. */
  static final class State {

    private final SwitchPoint valid = new SwitchPoint();
    private final @Nullable WeakReference<Calls> calls;

    State(@Nullable Calls calls) {
      this.calls = calls == null ? null : new WeakReference<>(calls);
    }

    @Nullable Calls calls() {
      return calls == null ? null : calls.get();
    }

    /** That target until the binding changes, then the other. */
    MethodHandle until(MethodHandle target, MethodHandle afterwards) {
      return valid.guardWithTest(target, afterwards);
    }
  }
}
