// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.common.AttributeKey;
import io.sightglass.Code;
import io.sightglass.Observability;
import io.sightglass.Redactor;
import io.sightglass.config.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link HttpServerObserver} needs. Not thread-safe. */
public final class HttpServerObserverBuilder {

  final Observability obs;
  final List<String> routes = new ArrayList<>();
  final List<String> ignored = new ArrayList<>();
  final String knownMethods;
  boolean requestLine;
  boolean query;
  String requestIdHeader;
  private @Nullable Trust trust;
  private final Set<String> headers = new LinkedHashSet<>();

  HttpServerObserverBuilder(Observability obs) {
    this.obs = obs;
    this.requestLine = obs.settings().get(Setting.HTTP_REQUEST_LINE);
    this.requestIdHeader = obs.settings().get(Setting.HTTP_REQUEST_ID_HEADER).strip();
    this.knownMethods = obs.settings().get(Setting.HTTP_KNOWN_METHODS);
  }

  /**
   * Adds templates of whole paths: text, {@code {name}} for one segment, {@code *} or {@code
   * {name...}} at the end for the rest. A literal beats a variable; one trailing slash does not
   * matter.
   */
  public HttpServerObserverBuilder routes(List<String> templates) {
    for (String template : new ArrayList<>(Objects.requireNonNull(templates, "templates"))) {
      routes.add(Objects.requireNonNull(template, "a route"));
    }
    return this;
  }

  /** Whether each request writes one line to the logger {@code io.sightglass.http.access}. */
  public HttpServerObserverBuilder requestLine(boolean on) {
    requestLine = on;
    return this;
  }

  /**
   * The header a request id is taken from and returned in; an empty one switches request ids off.
   *
   * @throws IllegalArgumentException for what is no header name
   */
  public HttpServerObserverBuilder requestIdHeader(String name) {
    Objects.requireNonNull(name, "name");
    if (!name.isEmpty() && !RequestIds.isAllowed(name)) {
      throw new IllegalArgumentException(
          "request id header '" + name + "': letters, digits, '.', '_' and '-'");
    }
    requestIdHeader = name;
    return this;
  }

  /**
   * Whose trace is continued: {@code all}, {@code none} (a new trace with a link to the caller's),
   * or networks such as {@code 10.0.0.0/8, fd00::/8}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public HttpServerObserverBuilder trust(String whom) {
    trust = Trust.parse(whom);
    return this;
  }

  /** Whether spans carry the query, with the values of secret keys replaced; off unless set. */
  public HttpServerObserverBuilder query(boolean on) {
    query = on;
    return this;
  }

  /**
   * Adds a request header whose value spans carry as {@code http.request.header.<name>}; none
   * unless set.
   *
   * @throws IllegalArgumentException for a header that holds a secret, such as Cookie, or has a
   *     secret key of the app's redactor in its name
   */
  public HttpServerObserverBuilder captureHeader(String name) {
    // Those of the standard rules even where redaction is off.
    if (Redactor.standard().isSecret(name) || obs.redactor().isSecret(name)) {
      throw new IllegalArgumentException("header '" + name + "' holds a secret");
    }
    headers.add(name.toLowerCase(Locale.ROOT));
    return this;
  }

  /** Does not observe that path nor those below it. */
  public HttpServerObserverBuilder ignore(String prefix) {
    if (!prefix.startsWith("/")) {
      throw new IllegalArgumentException("ignored path '" + prefix + "' must begin with '/'");
    }
    ignored.add(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    return this;
  }

  /**
   * The observer.
   *
   * @throws IllegalArgumentException for a route that cannot be used
   */
  public HttpServerObserver build() {
    if (!requestIdHeader.isEmpty() && !RequestIds.isAllowed(requestIdHeader)) {
      bad(Setting.HTTP_REQUEST_ID_HEADER, Setting.HTTP_REQUEST_ID_HEADER.defaultValue());
      requestIdHeader = Setting.HTTP_REQUEST_ID_HEADER.defaultValue();
    }
    return new HttpServerObserver(this);
  }

  Trust trust() {
    if (trust != null) {
      return trust;
    }
    try {
      return Trust.parse(obs.settings().get(Setting.HTTP_TRUST));
    } catch (IllegalArgumentException e) {
      // Somebody meant to restrict it, so a mistake must not open it.
      bad(Setting.HTTP_TRUST, "none");
      return Trust.NONE;
    }
  }

  Map<String, AttributeKey<List<String>>> captured() {
    Map<String, AttributeKey<List<String>>> keys = new LinkedHashMap<>();
    headers.forEach(
        name -> keys.put(name, AttributeKey.stringArrayKey("http.request.header." + name)));
    return keys;
  }

  private void bad(Setting<String> setting, String instead) {
    obs.diagnostics()
        .warn(
            Code.BAD_SETTINGS,
            setting.name() + " cannot be used as given; '" + instead + "' is used.");
  }
}
