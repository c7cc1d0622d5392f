// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.meter.Meters;
import java.time.Duration;

/** The meters of the business domains, for docs and dashboards made without an app. */
public final class BusinessFeed implements MeterFeed {

  /** For the service loader. */
  public BusinessFeed() {}

  @Override
  public String title() {
    return "Business";
  }

  @Override
  public int order() {
    return 30;
  }

  @Override
  public void declare(Observability obs) {
    Business.of(obs).declare(BusinessDomain.values());
    Meters meters = obs.meters();
    new Payments(obs);
    new WebSockets(obs);
    new ActiveUsers(obs, true, Duration.ofMinutes(5), System::nanoTime);
    meters.gauge(Business.CONNECTIONS);
    meters.histogram(Voice.STT);
    meters.histogram(Voice.TTS);
    meters.histogram(Messaging.CALLS);
    meters.gauge(Messaging.CONVERSATIONS);
    meters.gauge(Leads.QUEUE_DEPTH);
    meters.histogram(Leads.SCORING);
    meters.gauge(Queues.PENDING);
    meters.gauge(Queues.OLDEST);
    meters.counter(ExternalApi.REQUESTS);
    meters.histogram(ExternalApi.DURATION);
    meters.gauge(ExternalApi.UP);
  }
}
