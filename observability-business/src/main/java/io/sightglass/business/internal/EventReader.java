// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.internal;

import io.sightglass.business.ai.AiStream;

/** Reads what the events of one stream say; it is asked about each in turn. */
@FunctionalInterface
public interface EventReader<T> {

  /**
   * Notes what an event says.
   *
   * @return whether the answer is complete with it
   */
  boolean read(AiStream call, T event);
}
