// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppSettingsTest {

  @Test
  void unsetOrEmptyMeansTheDefault() {
    AppSettings defaults = new AppSettings("127.0.0.1", 8080, 20, 0, 1, false);
    assertThat(AppSettings.from(Map.of())).isEqualTo(defaults);
    assertThat(AppSettings.from(Map.of("PORT", " "))).isEqualTo(defaults);
  }

  @Test
  void eachIsTakenFromItsVariable() {
    Map<String, String> environment =
        Map.of(
            "HOST", "0.0.0.0",
            "PORT", "0",
            "LOAD_RATE", "500",
            "LOAD_ROUNDS", "1",
            "LOAD_SEED", "42");
    assertThat(AppSettings.from(environment))
        .isEqualTo(new AppSettings("0.0.0.0", 0, 500, 1, 42, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", "8080.5", "99999999999"})
  void aPortThatIsNoneIsRefusedWithWhatIsAllowed(String port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AppSettings.from(Map.of("PORT", port)))
        .withMessage("PORT is '" + port + "': a whole number from 0 to 65535");
  }

  @Test
  void theGuideNamesWhereToLookAndWhatToType() {
    URI app = URI.create("http://127.0.0.1:8080");
    URI ops = URI.create("http://127.0.0.1:9091");
    String on = Guide.text(app, ops, AppSettings.from(Map.of()));
    assertThat(on)
        .contains("posts 20 operations a second", "http://127.0.0.1:9091/metrics")
        .contains("curl -i http://127.0.0.1:8080/invoices");
    assertThat(Guide.text(app, ops, AppSettings.from(Map.of("LOAD_RATE", "0"))))
        .contains("load client is off");
  }
}
