// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine's own complaints go. The target is given later, because diagnostics count into
 * meters; what is said before is lost, but for refusals of the naming profile.
 */
final class Reports {

  /** For the library's own meters: a complaint about them would count into them again. */
  static final Reports SILENT = new Reports();

  private static final int MAX_EARLY = 50;

  private final List<String> early = new ArrayList<>();
  private volatile @Nullable Diagnostics target;

  void to(Diagnostics diagnostics) {
    List<String> refusals;
    synchronized (early) {
      target = diagnostics;
      refusals = List.copyOf(early);
      early.clear();
    }
    refusals.forEach(this::namingRefused);
  }

  void warn(Code code, String message) {
    Diagnostics diagnostics = target;
    if (diagnostics != null) {
      diagnostics.warn(code, message);
    }
  }

  void invalid(String kind) {
    Diagnostics diagnostics = target;
    if (diagnostics != null) {
      diagnostics.invalid("metrics", kind);
    }
  }

  /** The profile is applied to the first meters before there is anybody to tell. */
  void namingRefused(String message) {
    synchronized (early) {
      if (target == null) {
        if (early.size() < MAX_EARLY) {
          early.add(message);
        }
        return;
      }
    }
    invalid("naming");
    warn(Code.NAMING_REFUSED, message);
  }
}
