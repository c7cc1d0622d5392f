// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sightglass.config.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Row 33: no planted secret is in anything that is printed. */
class SecretsTest {

  private static final String SECRET = "S3CR3T";

  /** How credentials come: in URLs good and bad, in headers, in pairs. */
  private static final List<String> FORMS =
      List.of(
          "https://user:S3CR3T@collector:4318",
          "user:S3CR3T@collector:4318",
          "https://user:S3CR/3T@collector:4318/S3CR3T@x",
          "https://collector:4318/?token=S3CR3T",
          "collector:4318?api_key=S3CR3T",
          "ftp://S3CR3T@collector",
          "http://a:4318, http://u:S3CR3T@b:4318",
          "https://user:" + "S3CR3T".repeat(100) + "@collector");

  private static final List<String> PAIRS =
      List.of(
          "api-key=S3CR3T", "authorization=Bearer%20S3CR3T", "db.password=S3CR3T,a=b", "S3CR3T");

  private static final List<String> UNKNOWN =
      List.of(
          "OTEL_EXPORTER_OTLP_HEADRES",
          "OTEL_EXPORTER_VENDOR_KEY",
          "OTEL_EXPORTER_OTLP_ENDPIONT",
          "SIGHTGLASS_TOKEN",
          "SIGHTGLASS_LICENCE",
          "METRICS_PROT",
          "JAEGER_ENDPOINT",
          "OTEL_CONFIG_FILE",
          "OTEL_EXPORTER_INSECURE");

  @Test
  void credentials_in_urls_are_in_nothing_that_is_printed() {
    int planted = 0;
    for (Setting<?> setting : Setting.all()) {
      for (String form : FORMS) {
        assertNoLeak(setting.environmentName(), form);
        planted++;
      }
    }
    System.out.println("row 33: " + planted + " planted in URLs, 0 leaked");
  }

  @Test
  void secrets_in_headers_attributes_and_unknown_names_are_in_nothing_that_is_printed() {
    List<String> keys = new ArrayList<>(UNKNOWN);
    Setting.all().stream()
        .filter(setting -> setting.secret() || setting.type().equals("attributes"))
        .map(Setting::environmentName)
        .forEach(keys::add);
    assertThat(keys).contains("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_RESOURCE_ATTRIBUTES");
    int planted = 0;
    for (String key : keys) {
      for (String value : values(key)) {
        assertNoLeak(key, value);
        planted++;
      }
    }
    System.out.println("row 33: " + planted + " planted in pairs and unknown names, 0 leaked");
  }

  @Test
  void the_sdk_still_gets_the_secret() {
    LoadedSettings loaded = load(Map.of("OTEL_EXPORTER_OTLP_HEADERS", "api-key=S3CR3T"));

    assertThat(loaded.otelProperties())
        .containsEntry("otel.exporter.otlp.headers", "api-key=S3CR3T");
    assertThat(loaded.dumpText()).contains("OTEL_EXPORTER_OTLP_HEADERS=[redacted] (environment)");
  }

  @Test
  void what_is_no_secret_can_still_be_read() {
    LoadedSettings loaded =
        load(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "https://u:S3CR3T@collector:4318",
                "OTEL_RESOURCE_ATTRIBUTES", "team=payments,api.token=S3CR3T"));

    assertThat(loaded.dumpText())
        .contains("OTEL_EXPORTER_OTLP_ENDPOINT=https://[redacted]@collector:4318 (environment)")
        .contains("OTEL_RESOURCE_ATTRIBUTES=team=payments,api.token=[redacted],");
  }

  private static List<String> values(String key) {
    return key.contains("INSECURE")
            || key.equals("JAEGER_ENDPOINT")
            || key.equals("OTEL_CONFIG_FILE")
        ? FORMS
        : PAIRS;
  }

  private static void assertNoLeak(String key, String value) {
    LoadedSettings loaded = load(Map.of(key, value));
    Map<String, String> strict = new HashMap<>(Map.of(key, value));
    strict.put("SIGHTGLASS_STRICT", "true");
    Throwable refusal = catchThrowable(() -> load(strict));
    String printed =
        loaded.problemReport()
            + loaded.problems()
            + loaded.dumpText()
            + loaded.dump()
            + loaded
            + loaded.settings()
            + Inputs.of(Map.of(), Map.of(), Map.of(key, value)).all()
            + stack(refusal);

    assertThat(printed).as(key + "=" + value).doesNotContain(SECRET).doesNotContain("S3CR");
  }

  private static String stack(Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StringWriter out = new StringWriter();
    thrown.printStackTrace(new PrintWriter(out));
    return out.toString();
  }

  private static LoadedSettings load(Map<String, String> environment) {
    return LoadedSettings.load("billing", Map.of(), Map.of(), environment);
  }
}
