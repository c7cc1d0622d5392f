// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.internal;

import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiProvider;
import io.sightglass.business.ai.AiStream;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** How one vendor's client is read. */
public interface Vendor {

  /** Who answers. */
  AiProvider provider();

  /** Whether the client makes spans of its own for the calls. */
  boolean makesSpans();

  /** Whether objects of that type make calls of models, or hand out objects that do. */
  boolean isService(Class<?> type);

  /** What a method call asks of a model; null if nothing. */
  @Nullable ModelRequest request(Method method, @Nullable Object @Nullable [] arguments);

  /** Notes what a whole answer says about itself. */
  void answered(AiCall call, Object answer);

  /** The vendor's stream, watched on its way to the app. */
  Object watched(AiStream call, Object stream);

  /** Notes how a call failed. */
  void failed(AiCall call, Throwable failure);
}
