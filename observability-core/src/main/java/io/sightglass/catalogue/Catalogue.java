// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * Every meter that has been declared, as data.
 *
 * <p>Thread-safe; a view of what is declared now.
 */
public interface Catalogue {

  /** All specs, by name. */
  List<MeterSpec> meters();

  /** The spec of that name. */
  default Optional<MeterSpec> meter(String name) {
    return meters().stream().filter(spec -> spec.name().equals(name)).findFirst();
  }
}
