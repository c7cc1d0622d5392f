// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.catalogue.MeterFeed;

/** The meters of AI calls, for docs and dashboards made without an app. */
public final class AiFeed implements MeterFeed {

  /** For the service loader. */
  public AiFeed() {}

  @Override
  public String title() {
    return "AI calls";
  }

  @Override
  public int order() {
    return 40;
  }

  @Override
  public void declare(Observability obs) {
    // With a budget, since its meters are there only then.
    AiCalls.builder(obs).dailyBudget(Money.of("1", "USD")).build();
  }
}
