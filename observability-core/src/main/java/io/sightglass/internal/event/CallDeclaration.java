// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Instrumented;
import io.sightglass.internal.event.Declaration.Component;
import java.util.List;

/**
 * What a method under {@link Instrumented} says of itself.
 *
 * @param id what tells it from every other method: class, name and descriptor
 * @param place class and name, for messages
 * @param parameters those that are a label or a detail
 */
record CallDeclaration(
    String id,
    String className,
    String place,
    Instrumented instrumented,
    List<Component> parameters) {

  List<Component> labels() {
    return parameters.stream()
        .filter(parameter -> parameter.label() != null && parameter.detail() == null)
        .toList();
  }
}
