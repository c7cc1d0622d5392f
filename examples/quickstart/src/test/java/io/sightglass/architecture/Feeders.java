// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import com.sun.net.httpserver.HttpServer;
import io.sightglass.Activity;
import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.business.Business;
import io.sightglass.business.BusinessDomain;
import io.sightglass.business.ExportFormat;
import io.sightglass.business.PaymentMethod;
import io.sightglass.business.PaymentSucceeded;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiError;
import io.sightglass.business.ai.AiProvider;
import io.sightglass.business.ai.PriceBook;
import io.sightglass.business.ai.TokenUsage;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.health.Health;
import io.sightglass.health.HealthResult;
import io.sightglass.http.ObservabilityServer;
import io.sightglass.http.client.ObservedHttpClient;
import io.sightglass.http.jdk.JdkHttp;
import io.sightglass.logback.SightglassAppender;
import java.lang.reflect.RecordComponent;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Drives whatever feeds a meter of the library, once and for real. */
final class Feeders {

  /** What an app brings: intents, sources and kinds of its own. */
  enum AppValue {
    FIRST
  }

  private Feeders() {}

  static void driveAll(Observability obs) throws Exception {
    http(obs);
    events(obs);
    business(obs);
    ai(obs);
    errors(obs);
    logs(obs);
    DependencyFeeders.drive(obs);
    mistakes(obs);
  }

  /** Lines, through an appender of their own. */
  static void logs(Observability obs) {
    SightglassAppender appender = SightglassAppender.of(obs);
    LoggerContext context = new LoggerContext();
    appender.setContext(context);
    appender.start();
    context.getLogger("com.acme.Invoices").addAppender(appender);
    context.getLogger("com.acme.Invoices").info("logged");
    appender.flush(Duration.ofSeconds(5));
    appender.stop();
  }

  /** A server with a route, a client that calls it, and the operational port with a check. */
  static void http(Observability obs) throws Exception {
    Health health = Health.of(obs).ready("database", () -> HealthResult.healthy());
    HttpServer app = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    app.createContext(
            "/invoices",
            exchange -> {
              byte[] body = exchange.getRequestBody().readAllBytes();
              String status = exchange.getRequestURI().getQuery();
              exchange.sendResponseHeaders(
                  status == null ? 200 : Integer.parseInt(status), body.length);
              exchange.getResponseBody().write(body);
              exchange.close();
            })
        .getFilters()
        .add(JdkHttp.observe(obs, "/invoices/{id}"));
    app.start();
    try (ObservabilityServer ops = ObservabilityServer.start(obs, health)) {
      HttpClient client = ObservedHttpClient.of(obs, HttpClient.newHttpClient());
      URI invoice = URI.create("http://127.0.0.1:" + app.getAddress().getPort() + "/invoices/42");
      for (String asked : List.of("", "?404", "?500")) {
        client.send(
            HttpRequest.newBuilder(URI.create(invoice + asked))
                .POST(HttpRequest.BodyPublishers.ofString("paid"))
                .build(),
            BodyHandlers.ofString());
      }
      URI checks = URI.create("http://127.0.0.1:" + ops.port() + "/health/detailed");
      HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(checks).build(), BodyHandlers.discarding());
      // An answer may be there before what it is counted by.
      await().until(() -> obs.lifecycle().inFlight() == 0 && has(obs, "health_check_duration"));
    } finally {
      app.stop(0);
    }
  }

  private static boolean has(Observability obs, String name) {
    return Page.of(obs).families().keySet().stream().anyMatch(family -> family.contains(name));
  }

  /** Every event record of every domain, with each value of what has a few. */
  static void events(Observability obs) throws Exception {
    for (BusinessDomain domain : BusinessDomain.values()) {
      for (Class<?> event : domain.events()) {
        samples(obs, event);
      }
    }
  }

  private static void samples(Observability obs, Class<?> event) throws Exception {
    RecordComponent[] components = event.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    int rest = 0;
    for (int number = 0; rest == 0; number++) {
      Object[] values = new Object[types.length];
      rest = number;
      for (int i = 0; i < types.length; i++) {
        List<Object> few = few(types[i]);
        values[i] = few.get(rest % few.size());
        rest /= few.size();
      }
      if (rest == 0) {
        obs.record((Record) event.getConstructor(types).newInstance(values));
      }
    }
  }

  private static List<Object> few(Class<?> type) {
    if (type == Money.class) {
      return Stream.of("INR", "USD", "EUR", "GBP")
          .<Object>map(currency -> Money.of("1499.00", currency))
          .toList();
    }
    return type.isEnum() ? List.of(type.getEnumConstants()) : List.of(value(type));
  }

  private static Object value(Class<?> type) {
    if (type == Duration.class) {
      return Duration.ofMillis(250);
    }
    if (type == Enum.class) {
      return AppValue.FIRST;
    }
    if (type == boolean.class || type == Boolean.class) {
      return true;
    }
    if (type == String.class) {
      return "example";
    }
    if (Throwable.class.isAssignableFrom(type)) {
      return new IllegalStateException("example");
    }
    if (type == long.class || type == Long.class) {
      return 3L;
    }
    if (type == int.class || type == Integer.class) {
      return 3;
    }
    if (type == double.class || type == Double.class) {
      return 3.0;
    }
    throw new AssertionError("no example of " + type);
  }

  /** What has a facade. */
  static void business(Observability obs) {
    Business business = Business.builder(obs).activeUsersByWorkspace().build();
    try (var payment = business.payments().processing(PaymentMethod.UPI)) {
      payment.record(new PaymentSucceeded(PaymentMethod.UPI, Money.inr("10.00"), "pay_1"));
    }
    business.leads().queueDepth(() -> 4);
    business.leads().scoring(() -> 0.7);
    business.voice().stt("whisper", () -> "text");
    business.voice().tts("polly", () -> "audio");
    business.webSockets().opened("socket-1").close();
    business.messaging().whatsAppCall(AppValue.FIRST, () -> "sent");
    business.messaging().activeConversations(() -> 2);
    business.analytics().query(AppValue.FIRST, () -> 5);
    business.analytics().seen("user-1", "workspace-1");
    business.exports().run(ExportFormat.CSV, () -> {});
    business.jobs().run("nightly", () -> {});
    business.queues().pending("emails", () -> 3);
    business.queues().oldestAge("emails", () -> Duration.ofSeconds(7));
    business.externalApi("maps").call(() -> "route");
    business.activeConnections(() -> 9);
  }

  /** Calls that succeed, fail, stream and are sent again; with a price, without, without usage. */
  static void ai(Observability obs) {
    AiCalls calls =
        AiCalls.builder(obs)
            .prices(
                PriceBook.parse(
                    "model,input,cached_input,output,checked_on\ngpt-5,1.25,0.125,10.00,2026-11-20\n"))
            .dailyBudget(Money.usd("10"))
            .build();
    calls.open(AiProvider.OPENAI, "gpt-5").usage(TokenUsage.inclusive(100, 40, 30, 10)).close();
    calls.open(AiProvider.ANTHROPIC, "new").usage(TokenUsage.anthropic(10, 2, 3, 20)).close();
    calls.open(AiProvider.OPENAI, "gpt-5").fail(AiError.TIMEOUT, null).close();
    calls.open(AiProvider.OPENAI, "gpt-5").close();
    var stream = calls.stream(AiProvider.OPENAI, "gpt-5");
    stream.chunk().chunk().usage(TokenUsage.inclusive(100, 0, 30, 0)).finish("stop").close();
    calls.tool("weather", () -> "sunny");
    calls.guardrailRan("NoSecrets", false, Duration.ofMillis(2), true);
    calls.retried(AiProvider.OPENAI, AiError.RATE_LIMIT);
  }

  /** An outermost activity that fails. */
  static void errors(Observability obs) {
    try (Activity activity = obs.activity("import")) {
      activity.fail(new IllegalStateException("example"));
    }
  }

  /** What the library counts about itself. */
  static void mistakes(Observability obs) {
    obs.diagnostics().invalid("metrics", "example");
    obs.diagnostics().dropped("traces", "example", 1);
    obs.diagnostics().internalError("example", new IllegalStateException("example"));
    obs.redactor().redact("password=made-up");
  }

  /** More values than a label may have. */
  static void overflow(Observability obs) {
    var flood =
        obs.meters()
            .counter(
                MeterSpec.counter("flood_total", "Too many values.")
                    .label(LabelSpec.upTo("value", 1))
                    .build());
    flood.handle("first").increment();
    flood.handle("second").increment();
  }
}
