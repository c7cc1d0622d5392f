// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every meter that has been declared, as data, and as it is really exposed: under the naming
 * profile in force, or under the naming of the host whose registry it is in.
 *
 * <p>Thread-safe; a view of what is declared now.
 */
public interface Catalogue {

  /** A catalogue of those meters. */
  static Catalogue of(Collection<MeterSpec> specs) {
    List<MeterSpec> sorted = specs.stream().sorted(Comparator.comparing(MeterSpec::name)).toList();
    return () -> sorted;
  }

  /** All specs, by name. */
  List<MeterSpec> meters();

  /** The spec of that name. */
  default Optional<MeterSpec> meter(String name) {
    return meters().stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  /**
   * What became of the meter that was declared under that name: one spec as a rule, several where a
   * label's values became names, none where a profile omits it.
   */
  default List<MeterSpec> declared(String id) {
    return meters().stream().filter(spec -> spec.id().equals(id)).toList();
  }

  /** Where the series of the meter that was declared under that name are on the page. */
  default Optional<Exposure> exposure(String id) {
    return declared(id).stream().findFirst().map(Exposure::unchanged);
  }

  /** The profile in force. */
  default NamingProfile naming() {
    return NamingProfile.standard();
  }

  /** The meters as a table in Markdown. */
  default String markdown() {
    return MeterTable.of(meters());
  }
}
