// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal;

import org.jspecify.annotations.Nullable;

/** Something whose spans can be looked at when they end. What builds the SDK implements it. */
public interface SpanSource {

  /**
   * Where to look; null where the SDK is not the library's own or the settings ask for no spans.
   */
  @Nullable SpanTap spanTap();
}
