// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import io.sightglass.Diagnostics;
import io.sightglass.Observability;
import io.sightglass.endpoint.Guard.Caller;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operational endpoints of an app, and what is common to them: exact paths below a prefix, GET
 * and HEAD alone, gzip, a token, and an answer for every failure. A server's adapter passes it a
 * request and copies the answer.
 *
 * <pre>{@code
 * var endpoints = OpsEndpoints.of(obs, health);         // /metrics, and those of health
 * ObservabilityServer.builder(obs).endpoints(endpoints).start();
 * }</pre>
 *
 * <p>Immutable and thread-safe. Answers name no software and no version; an endpoint that throws
 * gives 500 with a fixed text, and the cause goes to {@link Diagnostics#internalError} alone.
 */
public final class OpsEndpoints {

  static final String PLAIN = "text/plain; charset=utf-8";

  // Below this a compressed body is hardly smaller than the packet it goes out in.
  private static final int WORTH_GZIP = 1024;
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~!$&'()*+,;=:@-]+)+");

  private final Diagnostics diagnostics;
  private final String prefix;
  private final Map<String, OpsEndpoint> byPath;
  private final Set<String> alsoGuarded;
  private final @Nullable Guard guard;

  private OpsEndpoints(Builder builder) {
    diagnostics = builder.obs.diagnostics();
    prefix = builder.prefix;
    byPath = new LinkedHashMap<>(builder.byPath);
    alsoGuarded = Set.copyOf(builder.alsoGuarded);
    byte[] token = builder.token;
    guard = token == null ? null : new Guard(token, diagnostics);
  }

  /**
   * {@code /metrics} and those groups, without a prefix, and with the token that the settings name.
   */
  public static OpsEndpoints of(Observability obs, OpsEndpoint.Group... groups) {
    Builder builder = builder(obs).add(MetricsEndpoint.of(obs));
    for (OpsEndpoint.Group group : groups) {
      builder.add(group);
    }
    return builder.build();
  }

  /** No endpoint yet: each is named, {@link MetricsEndpoint} too. */
  public static Builder builder(Observability obs) {
    return new Builder(obs);
  }

  /** The whole paths, prefix included, in the order they were added. */
  public List<String> paths() {
    return byPath.keySet().stream().map(path -> prefix + path).toList();
  }

  /** Whether callers must bring a token, so that the port may be open to other machines. */
  public boolean needsToken() {
    return guard != null;
  }

  /**
   * Whether {@link #answer} returns at once for that request, and may be called where nothing may
   * wait.
   */
  public boolean isInstant(OpsRequest request) {
    try {
      OpsEndpoint endpoint = find(request);
      return endpoint == null
          || endpoint.isInstant()
          || !isReading(request)
          || !mayPass(endpoint, request);
    } catch (RuntimeException | Error e) {
      // The answer will fail in the same way, at once.
      diagnostics.internalError("endpoint", e);
      return true;
    }
  }

  /**
   * The answer: never null, never an exception. 404 for an unknown path, 405 for a method other
   * than GET and HEAD, 401 without the token, 429 after too many wrong ones, 500 when the endpoint
   * fails. An answer to HEAD has the headers and the length of GET and no body.
   *
   * @param request its path is the whole one, prefix included
   */
  public OpsResponse answer(OpsRequest request) {
    OpsResponse answer;
    try {
      answer = encoded(request, routed(request));
    } catch (Throwable e) {
      diagnostics.internalError("endpoint", e);
      answer = OpsResponse.text(500, PLAIN, "Internal error\n");
    }
    OpsResponse whole = common(answer);
    return isHead(request) ? whole.withoutBody() : whole;
  }

  private boolean isHead(OpsRequest request) {
    try {
      return request.method().equals("HEAD");
    } catch (Throwable e) {
      diagnostics.internalError("endpoint", e);
      return false;
    }
  }

  private static OpsResponse common(OpsResponse answer) {
    return answer
        .withHeader("Cache-Control", "no-store")
        .withHeader("X-Content-Type-Options", "nosniff");
  }

  private OpsResponse routed(OpsRequest request) {
    OpsEndpoint endpoint = find(request);
    if (endpoint == null) {
      return OpsResponse.text(404, PLAIN, "Not found\n");
    }
    if (!isReading(request)) {
      return OpsResponse.text(405, PLAIN, "Method not allowed\n").withHeader("Allow", "GET, HEAD");
    }
    Caller caller = guard == null ? null : guard.judge(request);
    if (asksForToken(endpoint) && caller != Caller.KNOWN) {
      return refused(caller);
    }
    boolean trusted = caller == null ? request.isTrusted() : caller == Caller.KNOWN;
    return Objects.requireNonNull(
        endpoint.answer(new Below(request, endpoint.path(), trusted)), endpoint.path());
  }

  private static OpsResponse refused(@Nullable Caller caller) {
    return caller == Caller.THROTTLED
        ? OpsResponse.of(429, PLAIN, List.of()).withHeader("Retry-After", "1")
        : OpsResponse.of(401, PLAIN, List.of()).withHeader("WWW-Authenticate", "Bearer");
  }

  private @Nullable OpsEndpoint find(OpsRequest request) {
    String path = request.path();
    return path.startsWith(prefix) ? byPath.get(path.substring(prefix.length())) : null;
  }

  private static boolean isReading(OpsRequest request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  private boolean asksForToken(OpsEndpoint endpoint) {
    return guard != null && (!endpoint.isOpen() || alsoGuarded.contains(endpoint.path()));
  }

  private boolean mayPass(OpsEndpoint endpoint, OpsRequest request) {
    return guard == null || !asksForToken(endpoint) || guard.isKnown(request);
  }

  private static OpsResponse encoded(OpsRequest request, OpsResponse answer) {
    boolean compress =
        answer.length() > WORTH_GZIP
            && answer.headers().keySet().stream().noneMatch("Content-Encoding"::equalsIgnoreCase)
            && AcceptEncoding.prefersGzip(request.headers("Accept-Encoding"));
    return compress ? Gzip.compress(answer) : answer;
  }

  /** Collects endpoints. Not thread-safe. */
  public static final class Builder {

    private final Observability obs;
    private final Map<String, OpsEndpoint> byPath = new LinkedHashMap<>();
    private String prefix = "";
    private final Set<String> alsoGuarded = new LinkedHashSet<>();
    private byte @Nullable [] token;

    private Builder(Observability obs) {
      this.obs = Objects.requireNonNull(obs, "obs");
      token = TokenSource.token(obs);
      alsoGuarded.addAll(TokenSource.paths(obs));
    }

    /** Puts every path below {@code prefix}, for example {@code /observability}. */
    public Builder prefix(String prefix) {
      this.prefix = checked("prefix", Objects.requireNonNull(prefix, "prefix"));
      return this;
    }

    /**
     * Adds an endpoint.
     *
     * @throws IllegalArgumentException for a path that is taken or is not one
     */
    public Builder add(OpsEndpoint endpoint) {
      String path = checked("endpoint path", endpoint.path());
      if (byPath.putIfAbsent(path, endpoint) != null) {
        throw new IllegalArgumentException("endpoint path '" + path + "' is taken");
      }
      return this;
    }

    /** Adds each endpoint of a group. */
    public Builder add(OpsEndpoint.Group group) {
      group.endpoints().forEach(this::add);
      return this;
    }

    /**
     * Asks callers for {@code Authorization: Bearer …}, but for endpoints that are {@linkplain
     * OpsEndpoint#isOpen() open}; in place of what the settings name ({@code sightglass.ops.token},
     * {@code sightglass.ops.token-file}). Compared in constant time; taken from nowhere else in a
     * request; after five wrong ones in a second from one address, further ones are not looked at.
     *
     * @throws IllegalArgumentException for a token of fewer than 16 characters
     */
    public Builder bearerToken(String token) {
      if (Objects.requireNonNull(token, "token").length() < TokenSource.SHORTEST) {
        throw new IllegalArgumentException("bearer token: at least 16 characters");
      }
      this.token = token.getBytes(StandardCharsets.UTF_8);
      return this;
    }

    /**
     * Asks for the token at those paths too, though they are {@linkplain OpsEndpoint#isOpen()
     * open}; without effect where no token is set.
     *
     * @param paths below the prefix, for example {@code /ready}
     * @throws IllegalArgumentException for what is not a path
     */
    public Builder guard(String... paths) {
      for (String path : Objects.requireNonNull(paths, "paths")) {
        alsoGuarded.add(checked("guarded path", Objects.requireNonNull(path, "a path")));
      }
      return this;
    }

    /** The endpoints. */
    public OpsEndpoints build() {
      return new OpsEndpoints(this);
    }

    private static String checked(String what, String path) {
      if (!PATH.matcher(path).matches()) {
        throw new IllegalArgumentException(
            what + " '" + path + "': must begin with '/', must not end with it, plain characters");
      }
      return path;
    }
  }

  private record Below(OpsRequest whole, String path, boolean isTrusted) implements OpsRequest {

    @Override
    public String method() {
      return whole.method();
    }

    @Override
    public @Nullable String query() {
      return whole.query();
    }

    @Override
    public List<String> headers(String name) {
      return whole.headers(name);
    }

    @Override
    public @Nullable String peer() {
      return whole.peer();
    }
  }
}
