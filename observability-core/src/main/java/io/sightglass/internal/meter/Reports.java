// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine's own complaints go. The target is given later, because diagnostics count into
 * meters; what is said before is lost.
 */
final class Reports {

  /** For the library's own meters: a complaint about them would count into them again. */
  static final Reports SILENT = new Reports();

  private volatile @Nullable Diagnostics target;

  void to(Diagnostics diagnostics) {
    target = diagnostics;
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
}
