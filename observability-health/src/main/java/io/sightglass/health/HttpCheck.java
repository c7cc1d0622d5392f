// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.health.HealthResult.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check by one GET over HTTP. Redirects are not followed, nothing is kept between two runs, and
 * at most 64 KB of an answer are read.
 *
 * <p>Immutable and thread-safe.
 */
public final class HttpCheck implements HealthCheck {

  private static final int MAX_BODY = 64 * 1024;
  private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"([A-Za-z]{1,20})\"");

  private final URI target;
  private final boolean readsStatus;
  private final Map<String, Supplier<String>> fields;

  private HttpCheck(URI target, boolean readsStatus, Map<String, Supplier<String>> fields) {
    this.target = target;
    this.readsStatus = readsStatus;
    this.fields = fields;
  }

  static HttpCheck of(URI target, boolean readsStatus) {
    String scheme = Objects.requireNonNull(target, "target").getScheme();
    boolean usable = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!usable || target.getHost() == null || target.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "target of a health check: an http or https URL with a host and without a user");
    }
    return new HttpCheck(target, readsStatus, Map.of());
  }

  /**
   * The same check with one more header, for example a token.
   *
   * @param value asked for at each run
   */
  public HttpCheck header(String name, Supplier<String> value) {
    Map<String, Supplier<String>> all = new LinkedHashMap<>(fields);
    all.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return new HttpCheck(target, readsStatus, all);
  }

  @Override
  public HealthResult check() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    try {
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setConnectTimeout(TcpCheck.TIMEOUT_MILLIS);
      connection.setReadTimeout(TcpCheck.TIMEOUT_MILLIS);
      // Without it the connection would go into a store that is the whole JVM's.
      connection.setRequestProperty("Connection", "close");
      connection.setRequestProperty("Accept", "application/json, */*;q=0.1");
      fields.forEach((name, value) -> connection.setRequestProperty(name, value.get()));
      return judge(connection.getResponseCode(), connection);
    } finally {
      connection.disconnect();
    }
  }

  private HealthResult judge(int status, HttpURLConnection connection) throws IOException {
    if (status >= 200 && status < 300) {
      return readsStatus && isDegraded(connection)
          ? HealthResult.degraded(Cause.FAILED, "it says degraded")
          : HealthResult.healthy();
    }
    Cause cause =
        switch (status) {
          case 401, 403, 407 -> Cause.AUTH;
          case 429 -> Cause.THROTTLED;
          case 504 -> Cause.TIMEOUT;
          default -> Cause.FAILED;
        };
    return HealthResult.unhealthy(cause, "status " + status);
  }

  private static boolean isDegraded(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      String body = new String(in.readNBytes(MAX_BODY), StandardCharsets.UTF_8);
      Matcher first = STATUS.matcher(body);
      return first.find() && first.group(1).equalsIgnoreCase("degraded");
    }
  }
}
