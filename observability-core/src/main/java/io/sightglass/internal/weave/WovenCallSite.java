// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;

/**
 * Where a woven method enters. While its loader is not bound it is the constant null, which the
 * compiler folds away together with everything that depends on it; while it is bound, the plan is a
 * constant.
 */
final class WovenCallSite extends MutableCallSite {

  private static final MethodHandle RELINK;
  private static final MethodHandle ENTER;
  private static final MethodHandle ENTER_WITH;

  static {
    try {
      MethodHandles.Lookup here = MethodHandles.lookup();
      RELINK =
          here.findVirtual(
              WovenCallSite.class, "relink", MethodType.methodType(MethodHandle.class));
      ENTER =
          here.findVirtual(CallPlan.class, "enter", MethodType.methodType(CallToken.class))
              .asType(MethodType.methodType(Object.class, CallPlan.class));
      ENTER_WITH =
          here.findVirtual(
                  CallPlan.class, "enter", MethodType.methodType(CallToken.class, Object[].class))
              .asType(MethodType.methodType(Object.class, CallPlan.class, Object[].class));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }

  private final WovenMethod method;
  private final Bindings.Binding binding;
  private final MethodHandle relinking;

  WovenCallSite(MethodType type, WovenMethod method, Bindings.Binding binding) {
    super(type);
    this.method = method;
    this.binding = binding;
    this.relinking =
        MethodHandles.foldArguments(MethodHandles.exactInvoker(type), RELINK.bindTo(this));
    relink();
  }

  /** The target under the binding in force, which it is from now on. */
  MethodHandle relink() {
    Bindings.State state = binding.state();
    CallPlan plan = plan(state.calls());
    MethodHandle target = state.until(plan == null ? plain(type()) : enter(plan), relinking);
    setTarget(target);
    return target;
  }

  private @Nullable CallPlan plan(@Nullable Calls calls) {
    try {
      return calls == null ? null : calls.plan(method);
    } catch (Throwable failure) {
      // The plan says so itself where it can; the method must work whatever it was.
      return null;
    }
  }

  private MethodHandle enter(CallPlan plan) {
    int arguments = type().parameterCount();
    if (arguments == 0) {
      return ENTER.bindTo(plan);
    }
    return ENTER_WITH.bindTo(plan).asCollector(Object[].class, arguments).asType(type());
  }

  /** What enters nothing. */
  static MethodHandle plain(MethodType type) {
    return MethodHandles.dropArguments(
        MethodHandles.constant(Object.class, null), 0, type.parameterList());
  }
}
