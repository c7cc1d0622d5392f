// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.Code;
import io.sightglass.Observability;
import io.sightglass.config.Setting;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsEndpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operational endpoints on a port of their own, with one event loop and two worker threads.
 *
 * <pre>{@code
 * var obs = Observability.fromEnvironment("billing");
 * var health = Health.of(obs).ready("database", jdbc(dataSource));
 * ObservabilityServer.start(obs, health);          // /metrics /health /ready /live on 127.0.0.1:9091
 * }</pre>
 *
 * <p>The address is {@code METRICS_HOST} and {@code METRICS_PORT}: loopback and 9091 unless set.
 * Slow and hostile callers cost a connection at most: heads of 16 KB, targets of 8 KB, 5 s for a
 * request, 64 connections, of which the oldest that is not being served gives way to a newcomer.
 * What is refused is counted in {@code sightglass_http_rejected_total{reason}}.
 *
 * <p>The app's {@linkplain io.sightglass.Lifecycle lifecycle} closes the port when the app stops,
 * after everything else: while the app drains, {@code /ready} says so and {@code /metrics} can be
 * scraped.
 *
 * <p>Thread-safe.
 */
public final class ObservabilityServer implements AutoCloseable {

  private static final Duration STOP_WAIT = Duration.ofSeconds(1);

  private final String host;
  private final int port;
  private final @Nullable EventLoop loop;
  private final @Nullable Workers workers;

  private ObservabilityServer(
      String host, int port, @Nullable EventLoop loop, @Nullable Workers workers) {
    this.host = host;
    this.port = port;
    this.loop = loop;
    this.workers = workers;
  }

  /**
   * Serves {@code /metrics} and those groups where the settings say. A port that cannot be opened
   * is reported as SG-0104 and the app goes on without it.
   *
   * @throws IllegalStateException if it cannot be opened and {@code sightglass.strict} is set
   */
  public static ObservabilityServer start(Observability obs, OpsEndpoint.Group... groups) {
    return builder(obs).endpoints(OpsEndpoints.of(obs, groups)).start();
  }

  /** Another address, other endpoints or other limits. */
  public static Builder builder(Observability obs) {
    return new Builder(obs);
  }

  /** The address it was told to listen on. */
  public String host() {
    return host;
  }

  /** The port it listens on, or -1 if it could not be opened. */
  public int port() {
    return port;
  }

  /** Closes the port and every connection. Further calls do nothing. */
  @Override
  public void close() {
    if (loop != null) {
      loop.stop(STOP_WAIT);
    }
    if (workers != null) {
      workers.stop(STOP_WAIT);
    }
  }

  /** Collects what a server needs. Not thread-safe. */
  public static final class Builder {

    private final Observability obs;
    private String host;
    private int port;
    private @Nullable OpsEndpoints endpoints;
    private Limits limits = Limits.standard();
    private boolean inKubernetes = System.getenv("KUBERNETES_SERVICE_HOST") != null;

    private Builder(Observability obs) {
      this.obs = Objects.requireNonNull(obs, "obs");
      host = obs.settings().get(Setting.METRICS_HOST);
      port = obs.settings().get(Setting.METRICS_PORT);
    }

    /** The address to listen on, in place of {@code METRICS_HOST}. */
    public Builder host(String host) {
      this.host = Objects.requireNonNull(host, "host");
      return this;
    }

    /**
     * The port to listen on, in place of {@code METRICS_PORT}; 0 takes any free one.
     *
     * @throws IllegalArgumentException unless 0 to 65,535
     */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port: 0 to 65535, was " + port);
      }
      this.port = port;
      return this;
    }

    /** What to serve, in place of {@code /metrics} alone. */
    public Builder endpoints(OpsEndpoints endpoints) {
      this.endpoints = Objects.requireNonNull(endpoints, "endpoints");
      return this;
    }

    /**
     * How many connections there are at most; 64 unless set.
     *
     * @throws IllegalArgumentException unless 4 to 10,000
     */
    public Builder maxConnections(int max) {
      if (max < 4 || max > 10_000) {
        throw new IllegalArgumentException("maxConnections: 4 to 10000, was " + max);
      }
      limits = limits.withConnections(max);
      return this;
    }

    Builder limits(Limits limits) {
      this.limits = limits;
      return this;
    }

    Builder inKubernetes(boolean inKubernetes) {
      this.inKubernetes = inKubernetes;
      return this;
    }

    /**
     * Opens the port.
     *
     * @throws IllegalStateException if it cannot be opened and {@code sightglass.strict} is set
     */
    public ObservabilityServer start() {
      OpsEndpoints served = endpoints == null ? OpsEndpoints.of(obs) : endpoints;
      try {
        InetAddress address = InetAddress.getByName(host);
        ObservabilityServer server = open(new InetSocketAddress(address, port), served);
        obs.lifecycle().closeLast("ops port", server);
        String url = "http://" + shown(address) + ":" + server.port;
        obs.diagnostics().status("metrics", url + metricsPath(served));
        warnAbout(address, url, served);
        return server;
      } catch (IOException e) {
        return failed(e);
      }
    }

    private ObservabilityServer failed(IOException cause) {
      String where = host + ":" + port;
      String problem =
          where
              + " could not be opened ("
              + cause.getMessage()
              + "): no probe and no scrape is answered."
              + " Free the port, or set METRICS_HOST and METRICS_PORT.";
      if (obs.settings().get(Setting.STRICT)) {
        throw new IllegalStateException(Code.PORT_UNAVAILABLE.id() + " " + problem, cause);
      }
      obs.diagnostics().status("metrics", "no port (" + where + " could not be opened)");
      obs.diagnostics().warn(Code.PORT_UNAVAILABLE, problem);
      return new ObservabilityServer(host, -1, null, null);
    }

    private static String metricsPath(OpsEndpoints served) {
      return served.paths().stream()
          .filter(path -> path.endsWith("/metrics"))
          .findFirst()
          .orElse("");
    }

    private static String shown(InetAddress address) {
      String text = address.getHostAddress();
      return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }

    private ObservabilityServer open(InetSocketAddress address, OpsEndpoints served)
        throws IOException {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.bind(address, 1024);
        int actual = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        EventLoop loop = new EventLoop(channel, limits, obs.diagnostics());
        Workers workers = Workers.start(limits.queue());
        Rejections rejections = new Rejections(obs, workers);
        Answers answers = new Answers(served, workers, loop);
        loop.start(new Connection.Port(served, answers, limits, rejections));
        return new ObservabilityServer(host, actual, loop, workers);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }

    private void warnAbout(InetAddress address, String url, OpsEndpoints served) {
      if (!address.isLoopbackAddress() && !served.needsToken()) {
        obs.diagnostics()
            .warn(
                Code.OPEN_PORT,
                url
                    + " listens beyond this machine and asks for no token: whoever reaches it reads"
                    + " metrics and health. Set METRICS_HOST=127.0.0.1, keep others away by a"
                    + " network policy, or ask for a token (sightglass.ops.token-file).");
      }
      if (address.isLoopbackAddress() && inKubernetes) {
        obs.diagnostics()
            .warn(
                Code.LOOPBACK_IN_KUBERNETES,
                url
                    + " is on loopback inside Kubernetes: probes and scrapes come from outside the"
                    + " pod and cannot reach it. Set METRICS_HOST=0.0.0.0.");
      }
    }
  }
}
