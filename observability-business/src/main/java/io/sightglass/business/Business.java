// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import java.util.Objects;

/**
 * The business of an app: what happens is recorded as an event, what takes time or has a level goes
 * through a facade from here.
 *
 * <pre>{@code
 * Business business = Business.of(obs);
 *
 * obs.record(new InvoiceCreated(Money.inr("2360.00"), "inv_42"));
 * obs.recordOnce(webhook.id(), new PaymentSucceeded(PaymentMethod.UPI, Money.inr("2360.00"), "pay_7"));
 *
 * try (var lead = business.leads().processing(LeadSource.WEB, "lead_9")) {
 *   lead.score(model.score(form));
 *   lead.qualified();
 * }
 * }</pre>
 *
 * <p>A domain's meters exist from the moment it is first asked for, here or by its first event, so
 * an app without voice commands has no meters of them. {@link #declare} does that at the start.
 *
 * <p>Cheap to make and thread-safe; one for each app is enough.
 */
public final class Business {

  private final Observability obs;
  private final Lazy<Payments> payments;
  private final Lazy<Leads> leads;

  private Business(Observability obs) {
    this.obs = obs;
    payments = new Lazy<>(() -> new Payments(obs));
    leads = new Lazy<>(() -> new Leads(obs));
  }

  /** The business of the app that {@code obs} observes. */
  public static Business of(Observability obs) {
    return new Business(Objects.requireNonNull(obs, "obs"));
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
}
