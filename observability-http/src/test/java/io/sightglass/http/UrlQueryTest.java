// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(UrlQuery.redacted(query)).isEqualTo(safe);
  }
}
