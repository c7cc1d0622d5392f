// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import io.sightglass.monitoring.Alert;
import io.sightglass.monitoring.Monitoring;
import io.sightglass.monitoring.Severity;
import io.sightglass.monitoring.Slo;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What makes rules and dashboards: all of it configures, none of it runs in an app. */
final class MonitoringReceivers {

  /** Types and methods that declare or make something. */
  static final String CONFIGURES = "|(Monitoring|Alert|Alert\\.Builder|Slo|Slo\\.Builder)\\.\\w+";

  /** They make every file, which takes long, and write it: tests of their own call them. */
  static final List<String> LEFT_OUT =
      List.of("Monitoring.files", "Monitoring.writeTo", "MonitoringMain.main");

  private MonitoringReceivers() {}

  static void add(BiConsumer<Class<?>, Supplier<?>> to) {
    to.accept(Monitoring.class, Monitoring::ofClassPath);
    to.accept(Alert.Builder.class, MonitoringReceivers::whole);
    to.accept(Alert.Builder.class, () -> Alert.named("Bare"));
    to.accept(Alert.class, () -> whole().build());
    to.accept(Slo.Builder.class, () -> Slo.named("made", 0.99));
    to.accept(Slo.class, () -> Slo.named("made", 0.99).errors("a", "b").says("Made.").build());
  }

  private static Alert.Builder whole() {
    return Alert.named("Made")
        .when("made > ${threshold}")
        .threshold(1)
        .severity(Severity.INFO)
        .says("Made", "Made.")
        .means("None.", "None.", "Nowhere.", "Nothing.")
        .firesOn("made", "2x60 0x60")
        .quietOn("made", "0x60");
  }

  /** Values of their types. */
  static Object[] hostile() {
    return new Object[] {
      whole().build(), Slo.named("made", 0.99).errors("a", "b").says("Made.").build()
    };
  }
}
