// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.Observability;
import io.sightglass.catalogue.Exposure;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request came: what the meters offer beside method, route and status, and leave out unless a
 * naming profile picks it. The combinations are few, so each has a number.
 */
final class Wire {

  static final LabelSpec SCHEME = LabelSpec.oneOf("scheme", "http", "https").offered();
  static final LabelSpec VERSION =
      LabelSpec.oneOf("protocol_version", "1.1", "1.0", "2", "3").offered();

  /** How many combinations there are. */
  static final int COUNT = 10;

  private static final String[] VERSIONS = {"1.1", "1.0", "2", "3", LabelSpec.OTHER};

  private Wire() {}

  /** Whether somebody wants to see it: reading it from every request has its cost. */
  static boolean isPicked(Observability obs, MeterSpec... meters) {
    for (MeterSpec meter : meters) {
      Optional<Exposure> exposure = obs.catalogue().exposure(meter.id());
      if (exposure.isPresent()
          && (exposure.get().shows(SCHEME.name()) || exposure.get().shows(VERSION.name()))) {
        return true;
      }
    }
    return false;
  }

  static int indexOf(HttpServerRequest request) {
    int version = indexOf(request.protocolVersion());
    return "https".equals(request.scheme()) ? version + VERSIONS.length : version;
  }

  private static int indexOf(@Nullable String version) {
    for (int i = 0; i < VERSIONS.length; i++) {
      if (VERSIONS[i].equals(version)) {
        return i;
      }
    }
    return VERSIONS.length - 1;
  }

  static String scheme(int wire) {
    return wire < VERSIONS.length ? "http" : "https";
  }

  static String version(int wire) {
    return VERSIONS[wire % VERSIONS.length];
  }
}
