// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The pages that are compared have the lines that they are said to have. */
class PagesTest {

  private static final int LINES = 1000;
  private static final int COUNTERS = 500;
  private static final int HISTOGRAMS = 500 / 15;

  @Test
  void sightglassHasTheLines() throws IOException {
    SightglassPage page = filled(new SightglassPage());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ByteArrayOutputStream openMetrics = new ByteArrayOutputStream();
    page.text(text);
    page.openMetrics(openMetrics);

    assertLines(text, 0);
    assertLines(openMetrics, 0);
    page.stop();
  }

  @Test
  void prometheusHasTheLines() throws IOException {
    PrometheusPage page = filled(new PrometheusPage());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ByteArrayOutputStream openMetrics = new ByteArrayOutputStream();
    page.text(text);
    page.openMetrics(openMetrics);

    assertLines(text, 0);
    assertLines(openMetrics, 0);
  }

  @Test
  void micrometerHasTheLinesAndOneForEachMaximum() throws IOException {
    MicrometerPage page = filled(new MicrometerPage());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ByteArrayOutputStream openMetrics = new ByteArrayOutputStream();
    page.text(text);
    page.openMetrics(openMetrics);

    assertLines(text, HISTOGRAMS);
    assertLines(openMetrics, HISTOGRAMS);
  }

  private static <P extends Page> P filled(P page) {
    page.lines = LINES;
    page.fill();
    return page;
  }

  private static void assertLines(ByteArrayOutputStream page, int more) {
    String text = page.toString(StandardCharsets.UTF_8);
    assertThat(text.lines().filter(line -> line.startsWith("page_total{"))).hasSize(COUNTERS);
    assertThat(text.lines().filter(line -> line.startsWith("page_duration_seconds")))
        .hasSize(HISTOGRAMS * Page.LINES_OF_A_HISTOGRAM + more);
  }
}
