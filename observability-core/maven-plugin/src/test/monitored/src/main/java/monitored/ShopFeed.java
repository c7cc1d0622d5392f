// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package monitored;

import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.event.Event;
import io.sightglass.event.Label;

/** What the app counts: an event of its own, and a meter. */
public final class ShopFeed implements MeterFeed {

  enum Reason {
    BROKEN,
    LATE
  }

  @Event("parcel.returned")
  record ParcelReturned(@Label Reason reason) {}

  static final MeterSpec SHELVES =
      MeterSpec.gauge("shop_shelves_free", "Shelves that are free.")
          .label(LabelSpec.upTo("hall", 10))
          .build();

  @Override
  public String title() {
    return "Shop";
  }

  @Override
  public void declare(Observability obs) {
    obs.declare(ParcelReturned.class);
    obs.meters().gauge(SHELVES);
  }
}
