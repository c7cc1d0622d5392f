// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpServer;
import io.sightglass.Observability;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.PriceBook;
import io.sightglass.health.Health;
import io.sightglass.health.HealthChecks;
import io.sightglass.http.ObservabilityServer;
import io.sightglass.http.jdk.JdkHttp;
import io.sightglass.jdbc.ConnectionPool;
import io.sightglass.jdbc.ObservedDataSource;
import io.sightglass.logback.LogTrail;
import io.sightglass.logback.LogbackLogging;
import io.sightglass.sentry.SentryErrors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A small invoicing service that shows what Sightglass sees of it. */
public final class Quickstart {

  // H2's own hook would close the database while requests are still being answered.
  private static final String DATABASE =
      "jdbc:h2:mem:billing;MODE=PostgreSQL;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";

  private Quickstart() {}

  /** Runs until Ctrl-C or SIGTERM. */
  public static void main(String[] args) throws IOException {
    // The JDK's server sends head and body apart, and without this waits up to 44 ms between them
    // for the client to confirm the head. It reads the property once, when its class is loaded.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    AppSettings settings = AppSettings.from(System.getenv());

    Observability obs = Observability.fromEnvironment("billing");
    LogbackLogging.install(obs);
    SentryErrors.install(obs); // does nothing without SENTRY_DSN
    LogTrail.install(obs);
    JdbcConnectionPool database = JdbcConnectionPool.create(DATABASE, "sa", "");
    obs.lifecycle().closeOnStop("database", database::dispose);
    Faults faults = Faults.from(System.getenv());
    DataSource connections = faults.on(database);
    Health health = Health.of(obs).ready("database", HealthChecks.jdbc(connections));
    ObservabilityServer ops = ObservabilityServer.start(obs, health);

    ConnectionPool.observe(obs, "billing", new BillingPool(database));
    BillingStore store = new BillingStore(ObservedDataSource.of(obs, "billing", connections));
    store.prepare();
    ModelStub models = ModelStub.start(faults);
    obs.lifecycle().closeOnStop("model stub", models);
    AiCalls ai = AiCalls.builder(obs).prices(prices()).build();
    Reminders reminders = new Reminders(ai, models.address());
    HttpServer app =
        server(
            settings, obs, new BillingService(obs, store, new PaymentGateway(faults), reminders));
    app.start();
    URI address = URI.create("http://" + settings.host() + ":" + app.getAddress().getPort());
    LoadClient load = new LoadClient(address, Operation.sample(), settings);
    obs.started(
        () -> {
          load.close();
          app.stop(1);
        });
    URI scraped = URI.create("http://" + ops.host() + ":" + ops.port());
    Guide.print(address, scraped, settings);
    if (settings.monitoring()) {
      watch(obs, scraped);
    }
    if (settings.loadRate() > 0) {
      load.start();
    }
  }

  private static void watch(Observability obs, URI scraped) {
    LocalMonitoring monitoring = LocalMonitoring.start(scraped, AppSettings.rules(System.getenv()));
    // Last, so that Prometheus sees the app to its end.
    obs.lifecycle().closeLast("monitoring", monitoring);
    monitoring.said().forEach(System.err::println);
  }

  /** Made-up prices; an app's own are in a file that somebody keeps up to date. */
  static PriceBook prices() {
    return PriceBook.parse(
        """
        model,input,cached_input,output,checked_on
        gpt-5-mini,0.25,0.025,2.00,2026-11-20
        gpt-5,1.25,0.125,10.00,2026-11-20
        """);
  }

  private static HttpServer server(AppSettings settings, Observability obs, BillingService service)
      throws IOException {
    HttpServer app = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
    ExecutorService workers =
        Executors.newFixedThreadPool(
            16,
            work -> {
              Thread worker = new Thread(work, "http");
              worker.setDaemon(true);
              return worker;
            });
    app.setExecutor(workers);
    Filter observe = JdkHttp.observe(obs, BillingApi.ROUTES);
    app.createContext("/", new BillingApi(service, obs.errors())).getFilters().add(observe);
    return app;
  }
}
