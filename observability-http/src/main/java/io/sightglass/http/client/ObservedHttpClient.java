// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.client;

import io.sightglass.Observability;
import io.sightglass.http.HttpClientExchange;
import io.sightglass.http.HttpClientObserver;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client, observed: a drop-in for the client it is given.
 *
 * <pre>{@code
 * HttpClient client = ObservedHttpClient.of(obs, HttpClient.newHttpClient());
 * client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
 * }</pre>
 *
 * <p>Responses, exceptions and futures are those of the client underneath, the very same objects,
 * so cancelling a future cancels the request. Redirects are part of one request. WebSockets are not
 * observed. To shut down, use the client underneath.
 */
public final class ObservedHttpClient extends HttpClient {

  private final HttpClient client;
  private final HttpClientObserver observer;

  private ObservedHttpClient(HttpClientObserver observer, HttpClient client) {
    this.observer = observer;
    this.client = client;
  }

  /** A client that observes what goes through {@code client}. */
  public static HttpClient of(Observability obs, HttpClient client) {
    return new ObservedHttpClient(
        HttpClientObserver.of(obs), Objects.requireNonNull(client, "client"));
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpClientExchange exchange = observer.start(request.method(), request.uri());
    try {
      HttpResponse<T> response = client.send(carrying(exchange, request), handler);
      exchange.end(response.statusCode(), null);
      return response;
    } catch (Throwable e) {
      exchange.end(0, e);
      throw e;
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    HttpClientExchange exchange = observer.start(request.method(), request.uri());
    try {
      return ending(exchange, client.sendAsync(carrying(exchange, request), handler));
    } catch (Throwable e) {
      exchange.end(0, e);
      throw e;
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      HttpResponse.@Nullable PushPromiseHandler<T> pushes) {
    HttpClientExchange exchange = observer.start(request.method(), request.uri());
    try {
      return ending(exchange, client.sendAsync(carrying(exchange, request), handler, pushes));
    } catch (Throwable e) {
      exchange.end(0, e);
      throw e;
    }
  }

  /** The future itself, not a stage after it: cancelling a stage would not reach the request. */
  private static <T> CompletableFuture<HttpResponse<T>> ending(
      HttpClientExchange exchange, CompletableFuture<HttpResponse<T>> future) {
    // Not whenComplete, whose stage wraps the failure, which asks it for its message.
    CompletableFuture<Boolean> unused =
        future.handle((response, error) -> ended(exchange, response, error));
    return future;
  }

  private static boolean ended(
      HttpClientExchange exchange, @Nullable HttpResponse<?> response, @Nullable Throwable error) {
    exchange.end(response == null ? 0 : response.statusCode(), error);
    return true;
  }

  private static HttpRequest carrying(HttpClientExchange exchange, HttpRequest request) {
    try {
      HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, value) -> true);
      exchange.inject(copy::setHeader);
      return copy.build();
    } catch (RuntimeException e) {
      // A request of the app's own kind may hold what the builder refuses; it goes out as it is.
      return request;
    }
  }

  /** Closes the client underneath, where it can be closed (Java 21 on). */
  public void close() {
    if (client instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return client.newWebSocketBuilder();
  }
}
