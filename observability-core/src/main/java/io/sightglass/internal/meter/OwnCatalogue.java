// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.Exposure;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the meters of an app are on its page.
 *
 * @param spelling how the store spells them
 */
record OwnCatalogue(
    Supplier<List<Exposure>> exposures, UnaryOperator<MeterSpec> spelling, NamingProfile naming)
    implements Catalogue {

  @Override
  public List<MeterSpec> meters() {
    return exposures.get().stream()
        .flatMap(exposure -> exposure.specs().stream())
        .map(spelling)
        .sorted(Comparator.comparing(MeterSpec::name))
        .toList();
  }

  @Override
  public Optional<Exposure> exposure(String id) {
    return exposures.get().stream()
        .filter(exposure -> exposure.declared().id().equals(id))
        .findFirst();
  }
}
