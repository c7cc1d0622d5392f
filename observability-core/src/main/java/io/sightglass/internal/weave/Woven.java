// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.weave;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the code calls that the weaver puts around a method: it enters by {@link #link} and ends by
 * one of the others, or by none where it entered nothing. Nothing here throws.
 */
public final class Woven {

  private Woven() {}

  /**
   * Links the place where a method enters.
   *
   * @param type takes the method's arguments, or none where no annotation needs them
   * @param parameters the names of all parameters, joined by commas
   */
  public static CallSite link(
      MethodHandles.Lookup caller,
      String name,
      MethodType type,
      String method,
      String descriptor,
      String parameters) {
    try {
      ClassLoader loader = caller.lookupClass().getClassLoader();
      if (loader != null) {
        return new WovenCallSite(
            type,
            new WovenMethod(
                caller.lookupClass(), method, descriptor, List.of(parameters.split(",", -1))),
            Bindings.of(loader));
      }
    } catch (Throwable failure) {
      return new ConstantCallSite(WovenCallSite.plain(type));
    }
    return new ConstantCallSite(WovenCallSite.plain(type));
  }

  /** When the call began, on the token's clock. */
  public static long startedAt(@Nullable Object token) {
    return token == null ? 0 : ((CallToken) token).startedAt();
  }

  /** The call returned nothing, or what no annotation asks for. */
  public static void ended(@Nullable Object token, long start) {
    if (token != null) {
      ((CallToken) token).end(start, null, null);
    }
  }

  /** The call returned that value, which cannot complete later. */
  public static void ended(@Nullable Object token, long start, @Nullable Object result) {
    if (token != null) {
      ((CallToken) token).end(start, result, null);
    }
  }

  /** The call threw. */
  public static void failed(@Nullable Object token, long start, Throwable failure) {
    if (token != null) {
      ((CallToken) token).end(start, null, failure);
    }
  }

  /**
   * The call returned that object.
   *
   * @return the same object, or what an {@link io.sightglass.AsyncReturn} made of it
   */
  public static @Nullable Object returned(
      @Nullable Object token, long start, @Nullable Object result) {
    if (token == null || result == null) {
      ended(token, start);
      return result;
    }
    return ((CallToken) token).returned(start, result);
  }
}
