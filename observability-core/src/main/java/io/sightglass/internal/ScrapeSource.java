// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal;

import io.sightglass.endpoint.OpsResponse;
import java.util.Set;

/** The scrape with everything a request may ask for. What builds the meters implements it. */
public interface ScrapeSource {

  /**
   * The metrics in the format that was asked for.
   *
   * @param accept the Accept header, its lines joined by commas, or an empty string
   * @param names the families to answer; empty for all
   * @param gzip whether the caller takes gzip; the answer says so in Content-Encoding if it is
   * @return 404 with metrics off, 406 for a format that cannot be made
   */
  OpsResponse scrape(String accept, Set<String> names, boolean gzip);
}
