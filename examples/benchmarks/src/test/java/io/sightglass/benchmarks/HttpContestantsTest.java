// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A contestant that skips its work would win. */
class HttpContestantsTest {

  @Test
  void sightglassCountsEachRequestByRoute() {
    for (SightglassHttp http :
        new SightglassHttp[] {
          new SightglassHttp.Metrics(),
          new SightglassHttp.RecycledMetrics(),
          new SightglassHttp.Unsampled(),
          new SightglassHttp.Sampled()
        }) {
      for (int i = 0; i < 3; i++) {
        assertThat(http.call()).isEqualTo(200);
      }
      assertThat(http.counted()).isEqualTo(3);
      http.stop();
    }
  }

  @Test
  void opentelemetryCountsEachRequestByRoute() {
    for (OtelHttp http :
        new OtelHttp[] {new OtelHttp.Metrics(), new OtelHttp.Unsampled(), new OtelHttp.Sampled()}) {
      for (int i = 0; i < 3; i++) {
        assertThat(http.call()).isEqualTo(200);
      }
      assertThat(http.counted()).isEqualTo(3);
      http.stop();
    }
  }

  @Test
  void springCountsEachRequestByRoute() throws Exception {
    for (SpringHttp http :
        new SpringHttp[] {
          new SpringHttp.Metrics(), new SpringHttp.Unsampled(), new SpringHttp.Sampled()
        }) {
      for (int i = 0; i < 3; i++) {
        assertThat(http.call()).isEqualTo(200);
      }
      assertThat(http.counted()).isEqualTo(3);
      http.stop();
    }
  }

  @Test
  void dropwizardCountsEachRequest() throws Exception {
    DropwizardHttp http = new DropwizardHttp();
    http.start();
    for (int i = 0; i < 3; i++) {
      assertThat(http.call()).isEqualTo(200);
    }
    assertThat(http.counted()).isEqualTo(3);
  }
}
