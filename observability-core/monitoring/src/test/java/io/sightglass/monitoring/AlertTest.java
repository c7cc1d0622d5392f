// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AlertTest {

  private static Alert.Builder refunds() {
    return Alert.named("RefundSpike")
        .when("increase(payment_refunds_total[1h]) > ${threshold}")
        .threshold(20)
        .under("leads", "ManyRefunds", 5)
        .says("refunds", "Far more refunds than usual.")
        .means("effect", "causes", "look", "remedy")
        .firesOn("payment_refunds_total", "0+1x60")
        .quietOn("payment_refunds_total", "0x60");
  }

  @Test
  void a_builder_that_goes_on_does_not_change_what_it_has_built() {
    Alert.Builder builder = refunds();
    Alert alert = builder.build();

    builder.threshold(99).team("others").firesOn("other", "1x60");

    assertThat(alert.thresholds()).containsEntry("threshold", 20.0);
    assertThat(alert.team()).isEqualTo("app");
    assertThat(alert.firing()).hasSize(1);
  }

  @Test
  void a_system_that_knows_it_by_another_name_gets_that_name_and_its_limit() {
    Alert alert = refunds().build().under("leads");

    assertThat(alert.name()).isEqualTo("ManyRefunds");
    assertThat(alert.thresholds()).containsEntry("threshold", 5.0);
    assertThat(refunds().build().under("voice").name()).isEqualTo("RefundSpike");
  }

  @Test
  void what_is_missing_is_said() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Alert.named("RefundSpike").when("up == 0").build())
        .withMessageContaining("RefundSpike needs a summary");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Alert.named("refund spike"))
        .withMessageContaining("beginning with a capital");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> refunds().threshold("share", 0.5).build())
        .withMessageContaining("${share} in its condition");
  }
}
