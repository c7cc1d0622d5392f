// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * The business of an app: what happens is recorded as an event, what takes time or has a level goes
 * through a facade from here.
 *
 * <pre>{@code
 * Business business = Business.of(obs);
 *
 * obs.record(new InvoiceCreated(Money.inr("2360.00"), "inv_42"));
 * obs.recordOnce(webhook.id(), new PaymentSucceeded(PaymentMethod.UPI, amount, "pay_7"));
 *
 * try (var lead = business.leads().processing(LeadSource.WEB, "lead_9")) {
 *   lead.score(model.score(form));
 *   lead.qualified();
 * }
 * business.jobs().run("nightly-billing", () -> billing.run());
 * }</pre>
 *
 * <p>A domain's meters exist from the moment it is first asked for, here or by its first event, so
 * an app without voice commands has no meters of them. {@link #declare} does that at the start.
 *
 * <p>A label whose values are the app's own takes a constant of any enum of the app, written in
 * lower case or as its {@link io.sightglass.event.LabelValue} says; the compiler keeps ids out.
 *
 * <p>Cheap to make and thread-safe; one for each app is enough.
 */
public final class Business {

  private static final int MAX_APIS = 50;
  static final MeterSpec CONNECTIONS =
      MeterSpec.gauge("active_connections", "Connections to the app that are open.")
          .fedBy("Business.activeConnections")
          .build();

  private final Observability obs;
  private final Lazy<Payments> payments;
  private final Lazy<Leads> leads;
  private final Lazy<Voice> voice;
  private final Lazy<WebSockets> webSockets;
  private final Lazy<Messaging> messaging;
  private final Lazy<Analytics> analytics;
  private final Lazy<Exports> exports;
  private final Lazy<Jobs> jobs;
  private final Queues queues;
  private final Map<String, ExternalApi> apis = new ConcurrentHashMap<>();

  private Business(Builder builder) {
    obs = builder.obs;
    payments = new Lazy<>(() -> new Payments(obs));
    leads = new Lazy<>(() -> new Leads(obs));
    voice = new Lazy<>(() -> new Voice(obs));
    webSockets = new Lazy<>(() -> new WebSockets(obs));
    messaging = new Lazy<>(() -> new Messaging(obs));
    boolean byWorkspace = builder.byWorkspace;
    Duration window = builder.window;
    analytics = new Lazy<>(() -> new Analytics(obs, byWorkspace, window));
    exports = new Lazy<>(() -> new Exports(obs));
    jobs = new Lazy<>(() -> new Jobs(obs));
    queues = new Queues(obs);
  }

  /** The business of the app that {@code obs} observes. */
  public static Business of(Observability obs) {
    return builder(obs).build();
  }

  /** Collects what differs from {@link #of}. */
  public static Builder builder(Observability obs) {
    return new Builder(Objects.requireNonNull(obs, "obs"));
  }

  /**
   * Declares the events of domains, so that their counters are there, at zero, before the first
   * event.
   *
   * @return this
   */
  public Business declare(BusinessDomain... domains) {
    for (BusinessDomain domain : Objects.requireNonNull(domains, "domains")) {
      Domains.declare(obs, Objects.requireNonNull(domain, "domain"));
    }
    return this;
  }

  /** Payments: how long they take. */
  public Payments payments() {
    return payments.get();
  }

  /** Leads: their processing, their scoring and their queue. */
  public Leads leads() {
    return leads.get();
  }

  /** Speech to text and text to speech. */
  public Voice voice() {
    return voice.get();
  }

  /** WebSocket connections. */
  public WebSockets webSockets() {
    return webSockets.get();
  }

  /** Calls of the WhatsApp API, and conversations. */
  public Messaging messaging() {
    return messaging.get();
  }

  /** Queries and active users. */
  public Analytics analytics() {
    return analytics.get();
  }

  /** Exports. */
  public Exports exports() {
    return exports.get();
  }

  /** Background jobs. */
  public Jobs jobs() {
    return jobs.get();
  }

  /** Queues of tasks. */
  public Queues queues() {
    return queues;
  }

  /**
   * An API of somebody else; the same for the same name.
   *
   * @param name a constant of the code, for example {@code maps}
   */
  public ExternalApi externalApi(String name) {
    String key = Timing.orOther(name);
    ExternalApi known = apis.get(key);
    if (known != null) {
      return known;
    }
    ExternalApi made = new ExternalApi(obs, key);
    ExternalApi before = apis.size() < MAX_APIS ? apis.putIfAbsent(key, made) : null;
    return before == null ? made : before;
  }

  /**
   * Reads at each scrape how many connections to the app are open, as its server's connector knows.
   * A second call replaces the first.
   *
   * @throws NullPointerException if {@code open} is null
   */
  public void activeConnections(DoubleSupplier open) {
    Objects.requireNonNull(open, "open");
    obs.meters().gauge(CONNECTIONS).observe(open);
  }

  /** Collects what a {@link Business} needs. Not thread-safe. */
  public static final class Builder {

    private final Observability obs;
    private boolean byWorkspace;
    private Duration window = Duration.ofMinutes(5);

    private Builder(Observability obs) {
      this.obs = obs;
    }

    /**
     * Counts active users by workspace: the first 100 workspaces are series, the rest are {@code
     * _other}.
     */
    public Builder activeUsersByWorkspace() {
      byWorkspace = true;
      return this;
    }

    /**
     * How long a user counts as active after being seen; five minutes unless said here.
     *
     * @throws IllegalArgumentException unless it is 1 second to 1 day
     */
    public Builder activeUserWindow(Duration window) {
      Objects.requireNonNull(window, "window");
      if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "the window of active users is 1 second to 1 day, was " + window);
      }
      this.window = window;
      return this;
    }

    /** The business. */
    public Business build() {
      return new Business(this);
    }
  }
}
