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
    return 50;
  }

  @Override
  public void declare(Observability obs) {
    // Budgets are meters only where there is one.
    AiCalls.builder(obs).dailyBudget(Money.usd("1")).monthlyBudget(Money.usd("1")).build();
  }
}
