// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import io.sightglass.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlQueryTest {

  @ParameterizedTest
  @CsvSource({
    "a=1&b=2, a=1&b=2",
    "sig=s3cret&a=1, sig=REDACTED&a=1",
    "a=1&Signature=x&AWSAccessKeyId=y, a=1&Signature=REDACTED&AWSAccessKeyId=REDACTED",
    "X-Goog-Signature=x, X-Goog-Signature=REDACTED",
    "X-Amz-Signature=x, X-Amz-Signature=REDACTED",
    "X-Amz-Credential=x&X-Amz-Security-Token=y,"
        + " X-Amz-Credential=REDACTED&X-Amz-Security-Token=REDACTED",
    "x-amz-signature=x, x-amz-signature=REDACTED",
    "api_key=x&access_token=y&page=2, api_key=REDACTED&access_token=REDACTED&page=2",
    "s%69g=x, s%69g=REDACTED",
    "sig=a=b&c, sig=REDACTED&c",
    "flag, flag",
    "&&=x&, &&=x&"
  })
  void replacesValuesOfSecretKeysOnly(String query, String safe) {
    assertThat(UrlQuery.redacted(query, Redactor.standard())).isEqualTo(safe);
  }

  @Test
  void the_apps_own_keys_and_patterns_hold_here_too_and_are_counted_once() {
    Redactor own = Redactor.builder().key("folio").pattern("LN-\\d{8}").build();
    try (Observability obs =
        Observability.builder("test").environment(Map.of()).redactor(own).build()) {
      Redactor rules = obs.redactor().at(Redactor.Place.SPAN);
      String safe = UrlQuery.redacted("folio=12&loan=LN-12345678&sig=a&page=2", rules);

      assertThat(safe).isEqualTo("folio=REDACTED&loan=[redacted]&sig=REDACTED&page=2");
      assertThat(rules.redact(safe)).isSameAs(safe);
      assertThat(new String(obs.scrape("").bytes(), StandardCharsets.UTF_8))
          .contains("sightglass_redacted_total{where=\"span\"} 3");
    }
  }
}
