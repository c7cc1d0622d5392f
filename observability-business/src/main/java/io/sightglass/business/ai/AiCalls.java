// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.config.AiSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures calls to AI models: duration, tokens, cost, time to the first chunk, errors, tools and
 * retries; each call is a span, and adds to the line of the activity around it.
 *
 * <pre>{@code
 * AiCalls ai = AiCalls.builder(obs).prices(PriceBook.load(Path.of("ai-prices.csv"))).build();
 * Reply reply = ai.call(AiProvider.OPENAI, "gpt-5-mini", call -> {
 *   Reply answer = client.chat(question);
 *   call.usage(TokenUsage.inclusive(answer.in(), answer.cached(), answer.out(), answer.reasoning()))
 *       .responseModel(answer.model()).finish("stop");
 *   return answer;
 * });
 * }</pre>
 *
 * <p>Thread-safe; one for each app. Recording never throws: nulls are left out, numbers that cannot
 * be are dropped and counted. What the app's own code returns or throws is passed on as it is.
 * Prompts and answers are never read unless {@code sightglass.ai.content=redacted} is set.
 */
public final class AiCalls {

  private final Observability obs;
  private final InstantSource clock;
  private final AiRecorder recorder;
  private final AiTools tools;

  private AiCalls(Builder from) {
    obs = from.obs;
    clock = from.clock;
    AiMeters meters = new AiMeters(obs.meters(), obs.settings().get(AiSettings.MAX_MODELS));
    Pricing pricing = new Pricing(from.prices, clock, obs.diagnostics());
    recorder =
        new AiRecorder(obs, meters, pricing, new AiErrors(from.errors), budgets(from, meters));
    tools = new AiTools(obs, recorder);
    meters
        .gauge("ai_price_book_age_seconds", "How long ago the oldest price in force was checked.")
        .observe(() -> recorder.prices().ageSeconds());
  }

  private List<Budget> budgets(Builder from, AiMeters meters) {
    List<Budget> budgets = new ArrayList<>();
    if (from.daily == null && from.monthly == null) {
      return budgets;
    }
    LabelSpec period = LabelSpec.oneOf("period", "day", "month");
    var dollars = meters.gauge("ai_budget_usd", "The budget for AI calls in US dollars.", period);
    var used =
        meters.gauge(
            "ai_budget_used_ratio",
            "What this process has spent of the budget since the day or month began (UTC).",
            period);
    budget(from.daily, false, budgets);
    budget(from.monthly, true, budgets);
    for (Budget budget : budgets) {
      dollars.handle(budget.period()).set(budget.dollars());
      used.observe(budget::share, budget.period());
    }
    return budgets;
  }

  private void budget(@Nullable Money sum, boolean monthly, List<Budget> to) {
    if (sum != null) {
      to.add(new Budget(sum.amount().doubleValue(), monthly, clock));
    }
  }

  /** One without prices: all but the cost is measured. */
  public static AiCalls of(Observability obs) {
    return builder(obs).build();
  }

  /** Collects prices, budgets and the kinds of errors. */
  public static Builder builder(Observability obs) {
    return new Builder(Objects.requireNonNull(obs, "obs"));
  }

  /**
   * Runs {@code body}, which makes one chat call; see {@link #call(AiOperation, AiProvider, String,
   * Body)}.
   */
  public <T extends @Nullable Object, E extends Exception> T call(
      AiProvider provider, String model, Body<T, E> body) throws E {
    return call(AiOperation.CHAT, provider, model, body);
  }

  /**
   * Runs {@code body}, which makes one call of a model. The call is current while it runs, and ends
   * with it: a body that returns has succeeded unless it said otherwise. Its result and its
   * exception, the very same object, are the caller's.
   *
   * @param model as the app asks for it
   */
  public <T extends @Nullable Object, E extends Exception> T call(
      AiOperation operation, AiProvider provider, String model, Body<T, E> body) throws E {
    AiStream call = start(operation, provider, model, false);
    Scope scope = enter(call);
    try {
      return body.run(call);
    } catch (Throwable failure) {
      call.fail(failure);
      throw failure;
    } finally {
      scope.close();
      call.close();
    }
  }

  /**
   * Runs a {@code body} that makes one call of a model and returns before its answer. The call is
   * current while it runs, and ends when the stage completes.
   */
  public <T> CompletionStage<T> callAsync(
      AiOperation operation,
      AiProvider provider,
      String model,
      Function<? super AiCall, ? extends CompletionStage<T>> body) {
    AiStream call = start(operation, provider, model, false);
    Scope scope = enter(call);
    try {
      CompletionStage<T> stage = body.apply(call);
      if (stage == null) {
        call.close();
      } else {
        watch(stage, call);
      }
      return stage;
    } catch (Throwable failure) {
      call.fail(failure).close();
      throw failure;
    } finally {
      scope.close();
    }
  }

  private void watch(CompletionStage<?> stage, AiCall call) {
    try {
      // Not whenComplete, whose stage wraps the failure, which asks it for its message.
      stage.handle(
          (result, failure) -> {
            (failure == null ? call : call.fail(failure)).close();
            return true;
          });
    } catch (Throwable refusal) {
      call.fail(refusal).close();
      obs.diagnostics().internalError("ai", refusal);
    }
  }

  /** Opens a chat call that the caller closes, on whatever thread. */
  public AiCall open(AiProvider provider, String model) {
    return open(AiOperation.CHAT, provider, model);
  }

  /** Opens a call that the caller closes, on whatever thread. */
  public AiCall open(AiOperation operation, AiProvider provider, String model) {
    return start(operation, provider, model, false);
  }

  /** Opens a chat call whose answer comes in chunks; the caller closes it, on whatever thread. */
  public AiStream stream(AiProvider provider, String model) {
    return stream(AiOperation.CHAT, provider, model);
  }

  /** Opens a call whose answer comes in chunks; the caller closes it, on whatever thread. */
  public AiStream stream(AiOperation operation, AiProvider provider, String model) {
    return start(operation, provider, model, true);
  }

  /** Runs a tool that a model asked for, as a span {@code execute_tool {name}}. */
  public <T extends @Nullable Object, E extends Exception> T tool(String name, ToolBody<T, E> body)
      throws E {
    return tools.run(name, body);
  }

  /**
   * Records a tool that ran elsewhere.
   *
   * @param took null where it is not known
   */
  public void toolRan(String name, @Nullable Duration took, boolean failed) {
    tools.ran(name, took, failed);
  }

  /**
   * Records a guardrail that ran elsewhere: {@code ai_guardrail_duration_seconds}.
   *
   * @param answer whether it looked at an answer; else at what was asked
   * @param passed whether it let it through
   */
  public void guardrailRan(String name, boolean answer, Duration took, boolean passed) {
    tools.guarded(name, answer, took, passed);
  }

  /** Counts that a request was sent again, because of that. */
  public void retried(AiProvider provider, AiError reason) {
    AiProvider who = provider == null ? AiProvider.UNKNOWN : provider;
    AiError why = reason == null ? AiError.UNKNOWN : reason;
    recorder.meters().retries.handle(who.value(), why.label()).increment();
  }

  /** Takes other prices from now on, for an app that loads them again. */
  public void prices(PriceBook prices) {
    Objects.requireNonNull(prices, "prices");
    recorder.prices(new Pricing(prices, clock, obs.diagnostics()));
  }

  /** Whether prompts and answers are asked for: {@code sightglass.ai.content=redacted}. */
  public boolean capturesContent() {
    return recorder.capturesContent();
  }

  /**
   * A context in which the vendor's client makes the spans: calls opened in it have none of their
   * own unless {@code sightglass.ai.spans=on}.
   */
  public static Context withVendorSpans(Context context) {
    return Objects.requireNonNull(context, "context").with(AiSpans.VENDOR, true);
  }

  private AiStream start(
      AiOperation operation, AiProvider provider, String model, boolean streaming) {
    if (obs.isOff()) {
      return NothingCall.of(operation);
    }
    return recorder.open(operation, provider, model, streaming);
  }

  private Scope enter(AiCall call) {
    return obs.isOff() ? Scope.noop() : obs.enter(call.context());
  }

  /** The work of a call. */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object, E extends Exception> {

    /** Makes the call and notes what the answer says about itself. */
    T run(AiCall call) throws E;
  }

  /** The work of a tool. */
  @FunctionalInterface
  public interface ToolBody<T extends @Nullable Object, E extends Exception> {

    /** Does the work. */
    T run() throws E;
  }

  /** Collects what an {@link AiCalls} needs. Not thread-safe. */
  public static final class Builder {

    private final Observability obs;
    private final List<Function<? super Throwable, @Nullable AiError>> errors = new ArrayList<>();
    private PriceBook prices = PriceBook.empty();
    private InstantSource clock = InstantSource.system();
    private @Nullable Money daily;
    private @Nullable Money monthly;

    private Builder(Observability obs) {
      this.obs = obs;
    }

    /** What models cost. */
    public Builder prices(PriceBook prices) {
      this.prices = Objects.requireNonNull(prices, "prices");
      return this;
    }

    /** A budget for each day in UTC, for {@code ai_budget_used_ratio}; US dollars. */
    public Builder dailyBudget(Money sum) {
      daily = dollars(sum);
      return this;
    }

    /** A budget for each month in UTC, for {@code ai_budget_used_ratio}; US dollars. */
    public Builder monthlyBudget(Money sum) {
      monthly = dollars(sum);
      return this;
    }

    /**
     * Adds a function that knows the kind of a vendor's exceptions; null where it does not. It is
     * asked about an exception and then its causes.
     */
    public Builder errors(Function<? super Throwable, @Nullable AiError> kindOf) {
      errors.add(Objects.requireNonNull(kindOf, "kindOf"));
      return this;
    }

    Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** Declares the meters. */
    public AiCalls build() {
      return new AiCalls(this);
    }

    private static Money dollars(Money sum) {
      Objects.requireNonNull(sum, "sum");
      if (!sum.currency().getCurrencyCode().equals("USD") || sum.amount().signum() <= 0) {
        throw new IllegalArgumentException("a budget is more than 0 US dollars, not " + sum);
      }
      return sum;
    }
  }
}
