// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.InstrumentedCall;
import io.sightglass.Lifecycle;
import io.sightglass.Observability;
import io.sightglass.architecture.HostileProxies.Planted;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.http.HttpServerExchange;
import io.sightglass.http.HttpServerObserverBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Every public method with every hostile value for each of its parameters. A method that records
 * throws nothing; one that configures throws what its contract says, with a text; nothing hangs and
 * nothing prints a stack trace. A new method is called by itself; a new type needs a receiver.
 */
class HostileArgumentsIT {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");

  /** Types and methods that declare or make something: a mistake there is one in the code. */
  private static final Pattern CONFIGURES =
      Pattern.compile(
          "(ObservabilityBuilder|Meters|MeterSpec|MeterSpec\\.Builder|LabelSpec|Setting|Settings"
              + "|Redactor|Redactor\\.Builder|LogLineSettings|BadSettingsException|OpsEndpoints\\.Builder|OpsResponse|Health"
              + "|HealthResult|HealthChecks|HttpServerObserverBuilder|ObservabilityServer"
              + "|ObservabilityServer\\.Builder|RateLimitedSamplerProvider|JdkHttp|JdkOps"
              + "|OpsServlet|LogbackLogging|LogBackend|LogbackBackend|LogTrail|SentryErrors|Catalogue|Buckets|Events|Exposure|NamingProfile)\\.\\w+"
              + "|\\S+\\.(of|at|builder|valueOf|fromEnvironment)"
              + "|HealthCheck\\.(within|every|unhealthyAfter|healthyAfter|process)|(HttpCheck|RedisCheck|Heartbeat|HikariChecks)\\.\\w+"
              + "|Lifecycle\\.(onChange|closeOnStop|closeLast|logsThrough)"
              + "|JsonLogEncoder\\.set\\w+|Gauge\\.observe|ObservabilityFilter\\.addTo"
              + "|Observability\\.(wrap\\w*|started|call|callAsync|declare|instrument|observe)"
              + "|InstrumentedCall\\.(call|callAsync|Builder\\.\\w+)"
              + "|Business\\.(declare|activeConnections)|Business\\.Builder\\.\\w+|Money\\.\\w+|\\w*Feed\\.declare"
              + "|JdbcTransactions\\.\\w+|Errors\\.(sendTo|filter)|Queues\\.\\w+|Leads\\.queueDepth|Messaging\\.activeConversations"
              + AiReceivers.CONFIGURES
              + DependencyReceivers.CONFIGURES
              + MonitoringReceivers.CONFIGURES);

  /** What the app's own objects throw in these comes out as it is, and so does their own null. */
  private static final Pattern PASSES =
      Pattern.compile(
          "(Observability|InstrumentedCall)\\.(call|callAsync)|(HttpCheck|RedisCheck)\\.check|(Jobs|Exports|Analytics|Voice|Messaging|Leads|ExternalApi)"
              + "\\.(run|call|query|stt|tts|whatsAppCall|scoring)|ContextFields\\.storeInContext|ObservedHttpClient\\.send(Async)?"
              + "|ObservabilityFilter\\.doFilter|OpsResponse\\.writeTo"
              + "|JdbcTransactions\\.\\w+|(Metrics|Ops)Endpoint\\.answer|(Http|Redis)Check\\.check|Diagnostics\\.internalError"
              + AiReceivers.PASSES
              + DependencyReceivers.PASSES);

  /** Not called, and why. */
  private static final List<String> LEFT_OUT =
      List.of(
          // Implemented by the app, and called on the app's own objects by other methods here.
          "LogPipeline.flush",
          "LogPipeline.account",
          "Observability.ActivityBody.run",
          "AsyncReturn.type",
          "AsyncReturn.watch",
          "JdbcTransactions.Work.run",
          "Task.call",
          "Work.run",
          "AiCalls.Body.run",
          "AiCalls.ToolBody.run",
          "CacheObserver.Operation.run",
          "CacheObserver.Action.run",
          // Adds a hook to this JVM for each call; builder and stopWithJvm are called.
          "Observability.fromEnvironment",
          // Would look names up in DNS: ExposureTest and ObservabilityServerTest call it.
          "ObservabilityServer.Builder.start");

  private final Watched watched = new Watched();
  private final Receivers receivers = new Receivers();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.sightglass");
  private final Logger events = (Logger) LoggerFactory.getLogger("business");
  private final Lines lines = new Lines();
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Set<String> escaped = new LinkedHashSet<>();
  private long calls;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    lines.setContext(logger.getLoggerContext());
    lines.start();
    logger.setAdditive(false);
    logger.addAppender(lines);
    // Lines of events hold what no report can: characters that XML does not have.
    events.setAdditive(false);
  }

  @AfterEach
  void close() {
    System.setErr(err);
    logger.detachAppender(lines);
    logger.setAdditive(true);
    events.setAdditive(true);
    receivers.close();
    watched.close();
  }

  @Test
  void nothing_escapes_from_any_public_method() throws Exception {
    List<Class<?>> types = PublicApi.types();
    int methods = 0;
    List<String> uncovered = new ArrayList<>();
    for (Class<?> type : types) {
      for (Executable method : PublicApi.methods(type)) {
        methods++;
        String name = PublicApi.shortName(method);
        boolean leftOut = LEFT_OUT.contains(name) || MonitoringReceivers.LEFT_OUT.contains(name);
        if (!leftOut && !all(method)) {
          uncovered.add(PublicApi.name(method));
        }
      }
    }
    assertThat(escaped).isEmpty();
    assertThat(stackTraces()).isEmpty();
    assertThat(lines.withTraces).isEmpty();
    assertThat(uncovered).as("no receiver, or no values for a parameter").isEmpty();
    stillWorks();
    System.out.printf(
        "row 5: %d methods of %d types, %,d calls, %d escaped%n",
        methods, types.size(), calls, escaped.size());
  }

  @Test
  void what_the_apps_own_tasks_throw_comes_out_as_it_is() throws Exception {
    Observability obs = receivers.app();
    for (Class<?> type : List.of(Runnable.class, Callable.class, Supplier.class, Function.class)) {
      for (Object task : HostileProxies.of(type, List.of("result"))) {
        Throwable plain = thrownBy(task);
        Object wrapped =
            task instanceof Runnable runnable
                ? obs.wrap(runnable)
                : task instanceof Callable<?> callable
                    ? obs.wrapCallable(callable)
                    : task instanceof Supplier<?> supplier
                        ? obs.wrapSupplier(supplier)
                        : obs.wrapFunction((Function<?, ?>) task);
        if (plain != null && !(plain instanceof HostileProxies.PlantedFailure)) {
          assertThat(thrownBy(wrapped) == plain).isTrue();
        } else {
          assertThat(thrownBy(wrapped) == null).isEqualTo(plain == null);
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Throwable thrownBy(Object task) {
    try {
      if (task instanceof Runnable runnable) {
        runnable.run();
      } else if (task instanceof Callable<?> callable) {
        callable.call();
      } else if (task instanceof Supplier<?> supplier) {
        supplier.get();
      } else {
        ((Function<Object, Object>) task).apply("x");
      }
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  /** Calls a method with each value; false if it cannot be called at all. */
  private boolean all(Executable method) {
    boolean isStatic = method instanceof Constructor || Modifier.isStatic(method.getModifiers());
    List<Supplier<?>> on =
        isStatic ? List.of(() -> null) : receivers.of(method.getDeclaringClass());
    List<List<Object>> values = new ArrayList<>();
    for (int i = 0; i < method.getParameterCount(); i++) {
      values.add(HostileValues.of(method, i));
    }
    if (on.isEmpty() || values.stream().anyMatch(List::isEmpty)) {
      return false;
    }
    for (Supplier<?> maker : on) {
      each(method, maker, values);
    }
    return true;
  }

  private void each(Executable method, Supplier<?> maker, List<List<Object>> values) {
    Object[] usual = new Object[values.size()];
    for (int i = 0; i < usual.length; i++) {
      usual[i] = Usual.of(method, i);
    }
    call(method, maker, usual);
    for (int i = 0; i < usual.length; i++) {
      for (Object value : values.get(i)) {
        Object[] arguments = usual.clone();
        arguments[i] = value;
        call(method, maker, arguments);
        for (int j = i + 1; FULL && j < usual.length; j++) {
          for (Object second : values.get(j)) {
            Object[] pair = arguments.clone();
            pair[j] = second;
            call(method, maker, pair);
          }
        }
      }
    }
  }

  private void call(Executable method, Supplier<?> maker, Object[] arguments) {
    calls++;
    Watched.Outcome outcome =
        watched.run(() -> invoke(method, maker, arguments), () -> Context.root().makeCurrent());
    String what = outcome.slow() ? "took more than a second" : fault(method, outcome.thrown());
    if (what != null) {
      String call = PublicApi.name(method) + " of " + Shown.of(arguments);
      if (escaped.size() < 200) {
        escaped.add(call + ": " + what);
      }
    }
  }

  private static Object invoke(Executable method, Supplier<?> maker, Object[] arguments)
      throws Throwable {
    String name = PublicApi.shortName(method);
    boolean ends =
        name.matches("Observability\\.(started|close)|ObservabilityServer\\.close|Lifecycle\\..*");
    Observability fresh = ends ? Receivers.fresh() : null;
    try {
      Object on = maker.get();
      if (fresh != null && on instanceof Observability) {
        on = fresh;
      } else if (fresh != null && on instanceof Lifecycle) {
        on = fresh.lifecycle();
      }
      Object result =
          method instanceof Constructor<?> made
              ? made.newInstance(arguments)
              : ((Method) method).invoke(on, arguments);
      after(result);
      if (name.equals("Lifecycle.workBegan")) {
        ((Lifecycle) on).workEnded();
      }
      if (on instanceof AutoCloseable activity && on instanceof io.sightglass.Activity) {
        activity.close();
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      if (fresh != null) {
        fresh.close();
      }
    }
  }

  /** What a result leads to: a builder builds, what is open is closed. */
  private static void after(Object result) throws Exception {
    if (result instanceof MeterSpec.Builder builder) {
      builder.build();
    } else if (result instanceof HttpServerObserverBuilder builder) {
      builder.build();
    } else if (result instanceof InstrumentedCall.Builder builder) {
      builder.build();
    } else if (result instanceof HttpServerExchange exchange) {
      exchange.end(new Receivers.Ordinary(), null);
    } else if (result instanceof Scope
        || result instanceof io.sightglass.Activity
        || result instanceof io.sightglass.business.ai.AiCall) {
      ((AutoCloseable) result).close();
    } else if (result instanceof Observability obs) {
      obs.close();
    }
  }

  /** What is wrong with a failure; null for none. */
  private static String fault(Executable method, Throwable thrown) {
    if (thrown == null) {
      return null;
    }
    String name = PublicApi.shortName(method);
    boolean configures = CONFIGURES.matcher(name).matches() || method instanceof Constructor;
    boolean passes = PASSES.matcher(name).matches();
    if (thrown instanceof Planted) {
      return configures || passes ? null : "let the app's own " + thrown.getClass() + " through";
    }
    if (passes
        && (thrown instanceof java.net.ConnectException
            || thrown instanceof java.sql.SQLException)) {
      return null;
    }
    boolean told =
        thrown instanceof NullPointerException
            || thrown instanceof IllegalArgumentException
            || thrown instanceof IllegalStateException;
    if (!told || !(configures || passes)) {
      return Shown.of(thrown);
    }
    // A JVM that has thrown the same one very often throws a shared one, without text and trace.
    boolean shared = thrown instanceof NullPointerException && thrown.getStackTrace().length == 0;
    String message = passes || shared ? "not ours" : thrown.getMessage();
    return message == null || message.isBlank() ? Shown.of(thrown) + " without a text" : null;
  }

  private List<String> stackTraces() {
    return Arrays.stream(printed.toString(StandardCharsets.UTF_8).split("\n", -1))
        .filter(line -> line.startsWith("\tat ") || line.startsWith("Exception in thread"))
        .limit(20)
        .toList();
  }

  private void stillWorks() {
    Observability obs = receivers.app();
    String page = new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
    assertThat(obs.scrape("").status()).isEqualTo(200);
    assertThat(page).contains("made_total", "sightglass_invalid_total");
    assertThat(obs.report()).isNotEmpty();
  }

  /** In place of the console: there are many lines, and none may have a stack trace. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {

    private final List<String> withTraces = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      // The line of a request, an activity or an error has the app's own exception, as it should.
      boolean ofApp =
          event.getLoggerName().matches("io\\.sightglass\\.(http\\.access|activity|error)");
      if (!ofApp && event.getThrowableProxy() != null) {
        withTraces.add(event.getLoggerName() + ": " + event.getThrowableProxy().getClassName());
      }
    }
  }
}
