// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.internal;

import io.opentelemetry.context.Context;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiOperation;
import io.sightglass.business.ai.AiProvider;
import io.sightglass.business.ai.AiStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a vendor's client or one of its services: calls of models are recorded, services
 * that it hands out are wrapped in turn, all else goes through. A proxy, because the clients'
 * interfaces grow with each release.
 */
public final class ObservedService implements InvocationHandler {

  private final Object target;
  private final Vendor vendor;
  private final AiCalls ai;

  private ObservedService(Object target, Vendor vendor, AiCalls ai) {
    this.target = target;
    this.vendor = vendor;
    this.ai = ai;
  }

  /** The service of that interface, observed; one that is observed already comes back as it is. */
  public static <T> T wrap(Class<T> type, T target, Vendor vendor, AiCalls ai) {
    if (isObserved(target)) {
      return target;
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new ObservedService(target, vendor, ai)));
  }

  private static boolean isObserved(@Nullable Object target) {
    return target != null
        && Proxy.isProxyClass(target.getClass())
        && Proxy.getInvocationHandler(target) instanceof ObservedService;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, arguments);
    }
    ModelRequest request = vendor.request(method, arguments);
    if (request != null) {
      return request.streaming()
          ? stream(request, method, arguments)
          : call(request, method, arguments);
    }
    Object result = reflect(method, arguments);
    return result != null && vendor.isService(method.getReturnType())
        ? again(method.getReturnType(), result)
        : result;
  }

  private <T> T again(Class<T> type, Object service) {
    return wrap(type, type.cast(service), vendor, ai);
  }

  @SuppressWarnings("ReferenceEquality") // a proxy equals itself alone
  private @Nullable Object ofObject(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> reflect(method, arguments);
    };
  }

  private @Nullable Object call(
      ModelRequest request, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    AiCall call = opened(request, ai::open);
    Outcome outcome = within(call, method, arguments);
    Object result = outcome.result();
    if (outcome.failure() == null && result instanceof CompletableFuture<?> future) {
      var unused = future.whenComplete((answer, failure) -> end(call, answer, failure));
    } else {
      end(call, result, outcome.failure());
    }
    return outcome.get();
  }

  private void end(AiCall call, @Nullable Object answer, @Nullable Throwable failure) {
    try (call) {
      if (failure != null) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        vendor.failed(call, cause == null ? failure : cause);
        return;
      }
      call.finish(null);
      if (answer != null) {
        vendor.answered(call, answer);
      }
    } catch (RuntimeException hostile) {
      // An answer without what it must have stays the app's; what it told so far is noted.
    }
  }

  private @Nullable Object stream(
      ModelRequest request, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    AiStream call = opened(request, ai::stream);
    Outcome outcome = within(call, method, arguments);
    Object result = outcome.result();
    if (outcome.failure() != null || result == null) {
      end(call, null, outcome.failure());
      return outcome.get();
    }
    return vendor.watched(call, result);
  }

  private <C extends AiCall> C opened(ModelRequest request, Opener<C> opener) {
    Context around = Context.current();
    if (vendor.makesSpans()) {
      around = AiCalls.withVendorSpans(around);
    }
    C call =
        around
            .wrapSupplier(
                () -> opener.open(request.operation(), vendor.provider(), request.model()))
            .get();
    if (request.maxTokens() != null) {
      call.set("gen_ai.request.max_tokens", request.maxTokens());
    }
    if (request.temperature() != null) {
      call.set("gen_ai.request.temperature", request.temperature());
    }
    call.prompt(request.prompt());
    return call;
  }

  /** Opens a call, whole or in chunks. */
  private interface Opener<C extends AiCall> {
    C open(AiOperation operation, AiProvider provider, String model);
  }

  /** Makes the call current while the client works on this thread. */
  private Outcome within(AiCall call, Method method, @Nullable Object @Nullable [] arguments) {
    return call.context()
        .wrapSupplier(
            () -> {
              try {
                return new Outcome(reflect(method, arguments), null);
              } catch (Throwable failure) {
                return new Outcome(null, failure);
              }
            })
        .get();
  }

  private @Nullable Object reflect(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      Throwable cause = thrown.getCause();
      throw cause == null ? thrown : cause;
    }
  }

  private record Outcome(@Nullable Object result, @Nullable Throwable failure) {

    @Nullable Object get() throws Throwable {
      if (failure != null) {
        throw failure;
      }
      return result;
    }
  }
}
