// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import io.sightglass.Observability;
import io.sightglass.internal.ScrapeSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metrics as an endpoint: the format by the Accept header, families by {@code
 * ?name[]=http_requests_total}, gzip. 404 with metrics off, 406 for a format it cannot make.
 *
 * <p>Immutable and thread-safe.
 */
public final class MetricsEndpoint implements OpsEndpoint {

  private static final int MAX_LINES = 64;

  private static final String DEFAULT_PATH = "/metrics";

  private final Observability obs;
  private final String path;

  private MetricsEndpoint(Observability obs, String path) {
    this.obs = Objects.requireNonNull(obs, "obs");
    this.path = Objects.requireNonNull(path, "path");
  }

  /** The metrics at {@code /metrics}. */
  public static MetricsEndpoint of(Observability obs) {
    return new MetricsEndpoint(obs, DEFAULT_PATH);
  }

  /** The metrics at another path, for example {@code /api/v1/metrics}. */
  public static MetricsEndpoint at(Observability obs, String path) {
    return new MetricsEndpoint(obs, path);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public OpsResponse answer(OpsRequest request) {
    // Nobody sends more lines than this; a view of a request may go on for ever.
    String accept =
        request.headers("Accept").stream().limit(MAX_LINES).collect(Collectors.joining(","));
    if (!(obs instanceof ScrapeSource source)) {
      return obs.scrape(accept);
    }
    Set<String> names;
    try {
      names = names(request.query());
    } catch (IllegalArgumentException e) {
      return OpsResponse.text(400, OpsEndpoints.PLAIN, "The query is not well formed\n");
    }
    boolean gzip = AcceptEncoding.prefersGzip(request.headers("Accept-Encoding"));
    return source.scrape(accept, names, gzip);
  }

  private static Set<String> names(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return Set.of();
    }
    Set<String> names = new LinkedHashSet<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && decoded(pair.substring(0, equals)).equals("name[]")) {
        names.add(decoded(pair.substring(equals + 1)));
      }
    }
    return names;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
