// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.Exposure;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.MeterType;
import io.sightglass.catalogue.NamingProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What each declared meter is called on {@code /metrics} under one naming profile.
 *
 * <p>Immutable and thread-safe.
 */
final class MeterNames {

  private static final List<String> PARTS = List.of("_bucket", "_sum", "_count");

  // A counter that a profile omits, because the count of a histogram says the same.
  private static final Map<String, String> COUNTED_BY =
      Map.of(
          "http_requests_total", "http_request_duration_seconds",
          "http_client_requests_total", "http_client_request_duration_seconds");

  private final NamingProfile profile;
  private final Map<String, Spelling> spellings;

  private MeterNames(NamingProfile profile, Map<String, Spelling> spellings) {
    this.profile = profile;
    this.spellings = spellings;
  }

  /** A meter that a query names, and which part of it: empty, or an ending of a histogram. */
  record Named(Spelling spelling, String part) {}

  /** Of these meters, given as they were declared. */
  static MeterNames of(Collection<MeterSpec> declared, NamingProfile profile) {
    Map<String, Spelling> spellings = new LinkedHashMap<>();
    for (MeterSpec spec : declared) {
      spellings.putIfAbsent(spec.id(), new Spelling(profile.expose(spec)));
    }
    return new MeterNames(Objects.requireNonNull(profile, "profile"), spellings);
  }

  /** Of every part of the library and of the app that is on the class path. */
  static MeterNames ofClassPath(NamingProfile profile) {
    List<MeterSpec> declared = new ArrayList<>();
    for (Catalogue part : MeterFeed.all().values()) {
      declared.addAll(part.meters());
    }
    return of(declared, profile);
  }

  NamingProfile profile() {
    return profile;
  }

  /** Whether a meter was declared under that name. */
  boolean isDeclared(String id) {
    return spellings.containsKey(id);
  }

  /** The meter declared under that name. */
  MeterSpec declared(String id) {
    return Objects.requireNonNull(spellings.get(id), id).declared();
  }

  /** Every declared meter. */
  List<MeterSpec> declared() {
    return spellings.values().stream().map(Spelling::declared).toList();
  }

  /** What becomes of a declared meter. */
  Exposure exposure(String id) {
    return Objects.requireNonNull(spellings.get(id), id).exposure();
  }

  /**
   * The meter that a query means by {@code name}; null if none was declared under it.
   *
   * @throws Unspeakable if the profile has nothing that says what the meter says
   */
  @Nullable Named find(String name) {
    Spelling exact = spellings.get(name);
    if (exact != null) {
      return orItsCount(name, exact);
    }
    for (String part : PARTS) {
      if (name.endsWith(part)) {
        Spelling family = spellings.get(name.substring(0, name.length() - part.length()));
        if (family != null && family.declared().type() == MeterType.HISTOGRAM) {
          return new Named(family.exposed(), part);
        }
      }
    }
    return null;
  }

  private Named orItsCount(String name, Spelling exact) {
    if (!exact.exposure().isOmitted()) {
      return new Named(exact, "");
    }
    Spelling counting = spellings.get(COUNTED_BY.getOrDefault(name, ""));
    if (counting == null) {
      throw new Unspeakable(name + " is omitted by " + profile);
    }
    return new Named(counting.exposed(), "_count");
  }

  /** A query that cannot be said under a profile. */
  static final class Unspeakable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unspeakable(String why) {
      super(why, null, false, false);
    }
  }
}
