// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds two meters under one name. */
final class NameCheck {

  private NameCheck() {}

  /** Refuses rules of which two give the same name. */
  static void distinct(Map<String, MeterRule> rules) {
    Map<String, String> owners = new HashMap<>();
    rules.forEach((meter, rule) -> rule.targets().forEach(name -> claim(owners, name, meter)));
  }

  /** What the profile makes of those meters. */
  static Catalogue exposed(NamingProfile profile, Collection<MeterSpec> declared) {
    Map<String, String> owners = new HashMap<>();
    List<MeterSpec> exposed = new ArrayList<>();
    for (MeterSpec one : declared) {
      for (MeterSpec spec : profile.expose(one).specs()) {
        claim(owners, spec.name(), one.id());
        exposed.add(spec);
      }
    }
    return Catalogue.of(exposed);
  }

  private static void claim(Map<String, String> owners, String name, String meter) {
    String owner = owners.putIfAbsent(name, meter);
    if (owner != null) {
      throw new IllegalArgumentException(
          "'" + owner + "' and '" + meter + "' would both be exposed as '" + name + "'");
    }
  }
}
