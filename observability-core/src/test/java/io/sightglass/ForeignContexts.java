// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Contexts of somebody else's make, in the way that OpenTelemetry's agent has its own: what is
 * current must be one of them.
 */
public final class ForeignContexts implements ContextStorageProvider {

  private static final ContextKey<String> TENANT = ContextKey.named("tenant");
  private static int strangers;

  /** For the service loader. */
  public ForeignContexts() {}

  @Override
  public ContextStorage get() {
    ContextStorage real = ContextStorage.defaultStorage();
    return new ContextStorage() {
      @Override
      public Scope attach(Context toAttach) {
        strangers += toAttach instanceof Foreign ? 0 : 1;
        return real.attach(toAttach);
      }

      @Override
      public @Nullable Context current() {
        return real.current();
      }

      @Override
      public Context root() {
        return new Foreign(real.root());
      }
    };
  }

  /** Runs an activity in them and prints what is seen inside. */
  public static void main(String[] args) {
    System.out.println("plain contexts: " + ContextLayer.USABLE);
    try (OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder().build())
                .build();
        Observability obs =
            Observability.builder("foreign").environment(Map.of()).openTelemetry(sdk).build()) {
      Context request =
          Context.root().with(TENANT, "acme").with(ContextFields.empty().withRequestId("r-1"));
      try (Scope scope = obs.enter(request);
          Activity activity = obs.activity("work")) {
        Tally.current().add("ai.calls", 1);
        System.out.println(scope == null ? "" : "inside: " + seen(activity));
      }
      boolean nothing =
          Activity.current().span().equals(Span.getInvalid())
              && ContextFields.current().requestId() == null;
      System.out.println("after: " + (nothing ? "nothing" : "something"));
    }
    System.out.println("contexts of another kind: " + strangers);
  }

  private static String seen(Activity activity) {
    return (Activity.current() == activity ? "activity" : "no activity")
        + (Span.current() == activity.span() ? ", span" : ", no span")
        + ", request "
        + ContextFields.current().requestId()
        + ", tenant "
        + Context.current().get(TENANT)
        + (Map.of("ai.calls", 1L).equals(Tally.current().sums()) ? ", a number in the tally" : "");
  }

  private record Foreign(Context context) implements Context {

    @Override
    public <V> @Nullable V get(ContextKey<V> key) {
      return context.get(key);
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
      return new Foreign(context.with(key, value));
    }
  }
}
