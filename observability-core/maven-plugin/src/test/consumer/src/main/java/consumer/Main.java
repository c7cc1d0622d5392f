// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package consumer;

import io.sightglass.Instrumented;
import io.sightglass.Observability;
import io.sightglass.Records;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** An app with annotated methods; prints its metrics and ends. */
public final class Main {

  private static final int CALLS = 3;

  enum Plan {
    FREE,
    PAID
  }

  @Event("order.placed")
  record OrderPlaced(@Label Plan plan, @Detail long orderId, @Detail String result) {}

  private Main() {}

  public static void main(String[] args) {
    Observability obs = Observability.fromEnvironment("consumer");
    for (int i = 0; i < CALLS; i++) {
      place(Plan.PAID, i);
      new Order("order " + i).send();
      new Printer().print("order " + i);
      later().join();
    }
    System.out.println(new String(obs.scrape("").bytes(), StandardCharsets.UTF_8));
    obs.close();
  }

  @Instrumented("order.place")
  @Records(OrderPlaced.class)
  private static String place(@Label Plan plan, long orderId) {
    return "placed " + orderId;
  }

  @Instrumented("order.later")
  private static CompletableFuture<String> later() {
    return CompletableFuture.supplyAsync(() -> "done");
  }
}
