// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.Redactor;
import io.sightglass.Tally;
import io.sightglass.business.Analytics;
import io.sightglass.business.Business;
import io.sightglass.business.BusinessDomain;
import io.sightglass.business.BusinessFeed;
import io.sightglass.business.Exports;
import io.sightglass.business.ExternalApi;
import io.sightglass.business.Jobs;
import io.sightglass.business.LeadProcessing;
import io.sightglass.business.Leads;
import io.sightglass.business.Messaging;
import io.sightglass.business.Outcome;
import io.sightglass.business.PaymentMethod;
import io.sightglass.business.PaymentOutcome;
import io.sightglass.business.PaymentPending;
import io.sightglass.business.PaymentProcessing;
import io.sightglass.business.PaymentSucceeded;
import io.sightglass.business.Payments;
import io.sightglass.business.Queues;
import io.sightglass.business.Voice;
import io.sightglass.business.WebSocketConnection;
import io.sightglass.business.WebSockets;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.event.LabelValue;
import io.sightglass.event.TransactionEvents;
import io.sightglass.health.HealthFeed;
import io.sightglass.http.HttpFeed;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.lang.reflect.Constructor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Events and the business: objects to call, and values that nobody expects. */
final class HostileBusiness {

  /** Constants of an app that does not write them as it should. */
  enum Odd implements LabelValue {
    THROWS,
    NOTHING,
    HUGE,
    BROKEN;

    @Override
    public String label() {
      return switch (this) {
        case THROWS -> throw new HostileProxies.PlantedFailure();
        case NOTHING -> null;
        case HUGE -> "x".repeat(1 << 20);
        case BROKEN -> "\u0000\ud800\n";
      };
    }
  }

  /** A record that is no event. */
  record Plain(String text) {}

  private HostileBusiness() {}

  /** Values of types of events and the business, and of types that only they take. */
  static List<Object> values() {
    return List.of(
        Odd.THROWS,
        Odd.NOTHING,
        Odd.HUGE,
        Odd.BROKEN,
        Thread.State.NEW,
        Money.inr("-1.00"),
        Money.inr("0"),
        Money.of(new BigDecimal("9".repeat(40)), Currency.getInstance("XTS")),
        Money.of(new BigDecimal("1E+40"), Currency.getInstance("USD")),
        Currency.getInstance("XXX"),
        new BigDecimal("1E+40"),
        new BigDecimal("1E-1000000"),
        new BigDecimal("9".repeat(1000)),
        1e308,
        Double.NaN,
        Tally.current(),
        Redactor.standard(),
        Redactor.none(),
        Redactor.builder().key("invoice").pattern("[a-z]+").build(),
        new ServletContextEvent(
            (ServletContext) HostileProxies.of(ServletContext.class, List.of()).get(0)),
        new Plain("x".repeat(1 << 20)),
        nothing(PaymentSucceeded.class),
        new PaymentPending(PaymentMethod.UPI, Money.inr("-1.00"), "\ud800"),
        Business.of(Observability.noop()));
  }

  /** For each type of the business a way to it. */
  static Map<Class<?>, Function<Observability, ?>> receivers() {
    Map<Class<?>, Function<Observability, ?>> all = new LinkedHashMap<>();
    all.put(Business.class, Business::of);
    all.put(Business.Builder.class, Business::builder);
    all.put(Payments.class, obs -> Business.of(obs).payments());
    all.put(
        PaymentProcessing.class, obs -> Business.of(obs).payments().processing(PaymentMethod.UPI));
    all.put(Leads.class, obs -> Business.of(obs).leads());
    all.put(LeadProcessing.class, obs -> Business.of(obs).leads().processing(Odd.HUGE, "a"));
    all.put(Voice.class, obs -> Business.of(obs).voice());
    all.put(WebSockets.class, obs -> Business.of(obs).webSockets());
    all.put(WebSocketConnection.class, obs -> Business.of(obs).webSockets().opened("a"));
    all.put(Messaging.class, obs -> Business.of(obs).messaging());
    all.put(
        Analytics.class, obs -> Business.builder(obs).activeUsersByWorkspace().build().analytics());
    all.put(Exports.class, obs -> Business.of(obs).exports());
    all.put(Jobs.class, obs -> Business.of(obs).jobs());
    all.put(Queues.class, obs -> Business.of(obs).queues());
    all.put(ExternalApi.class, obs -> Business.of(obs).externalApi("a"));
    all.put(PaymentOutcome.class, obs -> nothing(PaymentSucceeded.class));
    all.put(BusinessDomain.class, obs -> BusinessDomain.JOBS);
    all.put(TransactionEvents.class, Observability::transaction);
    all.put(Tally.class, obs -> Tally.start());
    all.put(LabelValue.class, obs -> Outcome.SUCCESS);
    all.put(BusinessFeed.class, obs -> new BusinessFeed());
    all.put(HttpFeed.class, obs -> new HttpFeed());
    all.put(HealthFeed.class, obs -> new HealthFeed());
    all.put(MeterFeed.class, obs -> new HealthFeed());
    all.put(Money.class, obs -> Money.inr("1.00"));
    return all;
  }

  /** A maker of that record with nothing in it; none for one that does not allow it. */
  static List<Supplier<?>> emptyRecord(Class<?> type) {
    try {
      Object made = nothing(type);
      return List.of(() -> made);
    } catch (IllegalStateException refused) {
      return List.of();
    }
  }

  private static Object nothing(Class<?> type) {
    Constructor<?> constructor =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(made -> made.getParameterCount() == type.getRecordComponents().length)
            .findFirst()
            .orElseThrow();
    Object[] arguments =
        Arrays.stream(constructor.getParameterTypes()).map(HostileBusiness::zero).toArray();
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException refused) {
      throw new IllegalStateException(type + " refuses to be empty", refused);
    }
  }

  private static Object zero(Class<?> type) {
    if (!type.isPrimitive()) {
      return null;
    }
    return type == boolean.class
        ? (Object) false
        : type == long.class ? (Object) 0L : type == int.class ? (Object) 0 : (Object) 0.0;
  }
}
