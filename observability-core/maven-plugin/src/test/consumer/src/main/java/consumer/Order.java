// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package consumer;

import io.sightglass.Instrumented;
import lombok.Data;
import lombok.NonNull;
import lombok.SneakyThrows;

/** A class with methods of Lombok's. */
@Data
public class Order {

  @NonNull private final String name;

  @SneakyThrows
  @Instrumented("order.send")
  public final String send() {
    if (getName().isEmpty()) {
      throw new java.io.IOException("no name");
    }
    return "sent " + getName();
  }
}
