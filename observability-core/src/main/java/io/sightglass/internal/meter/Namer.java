// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.catalogue.Exposure;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies the naming profile to each meter once, and sees to it that a name on the page has one
 * owner. What the profile cannot do to a meter is refused with a warning, and the meter keeps its
 * declared name: a measurement is worth more than its spelling.
 */
final class Namer {

  private final NamingProfile profile;
  private final Reports reports;
  // Of names on the page: the meter, as it was declared, that has it.
  private final Map<String, String> owners = new HashMap<>();

  Namer(NamingProfile profile, Reports reports) {
    this.profile = profile;
    this.reports = reports;
  }

  NamingProfile profile() {
    return profile;
  }

  /** The declared name of the meter that is on the page under this one. */
  synchronized @Nullable String ownerOf(String name) {
    return owners.get(name);
  }

  /** What the meter is on the page; its names are its own from now on. */
  synchronized Exposure expose(MeterSpec spec) {
    Exposure wanted;
    try {
      wanted = profile.expose(spec);
    } catch (IllegalArgumentException e) {
      refuse(e.getMessage() + "; it keeps the name it was declared under");
      wanted = asDeclared(spec);
    }
    MeterSpec taken = taken(wanted);
    if (taken != null) {
      refuse(twice(taken, spec));
      wanted = asDeclared(spec);
      taken = taken(wanted);
    }
    if (taken != null) {
      wanted = NamingProfile.standard().omit(spec.id()).expose(spec);
    }
    for (MeterSpec exposed : wanted.specs()) {
      owners.put(exposed.name(), spec.id());
    }
    return wanted;
  }

  /** The same for a meter whose labels have got more values: they change no name. */
  synchronized Exposure widened(MeterSpec wider, Exposure before) {
    for (NamingProfile naming : List.of(profile, NamingProfile.standard())) {
      try {
        Exposure after = naming.expose(wider);
        if (names(after).equals(names(before))) {
          return after;
        }
      } catch (IllegalArgumentException refusedBefore) {
        // It has the name it was declared under.
      }
    }
    return before;
  }

  private static List<String> names(Exposure exposure) {
    return exposure.specs().stream().map(MeterSpec::name).toList();
  }

  // Not quite unchanged: what it offers is still left out.
  private static Exposure asDeclared(MeterSpec spec) {
    return NamingProfile.standard().expose(spec);
  }

  private @Nullable MeterSpec taken(Exposure exposure) {
    for (MeterSpec exposed : exposure.specs()) {
      if (owners.containsKey(exposed.name())) {
        return exposed;
      }
    }
    return null;
  }

  private String twice(MeterSpec taken, MeterSpec spec) {
    return "'"
        + owners.get(taken.name())
        + "' and '"
        + spec.id()
        + "' would both be exposed as '"
        + taken.name()
        + "'; the first one is, the second keeps the name it was declared under if that is free";
  }

  private void refuse(String what) {
    reports.namingRefused(profile + ": " + what + ". Correct the profile.");
  }
}
