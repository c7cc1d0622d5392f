// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.weave;

import org.jspecify.annotations.Nullable;

/** An app as its annotated methods see it. */
public interface Calls {

  /** The app's name, for messages. */
  String name();

  /** What is done around calls of that method; null for nothing. */
  @Nullable CallPlan plan(WovenMethod method);
}
