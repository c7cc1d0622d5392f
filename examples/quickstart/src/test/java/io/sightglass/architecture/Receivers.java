// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.sightglass.Activity;
import io.sightglass.Code;
import io.sightglass.ContextFields;
import io.sightglass.Delivery;
import io.sightglass.Diagnostics;
import io.sightglass.ErrorReport;
import io.sightglass.ErrorReporter;
import io.sightglass.Errors;
import io.sightglass.InstrumentedCall;
import io.sightglass.Lifecycle;
import io.sightglass.LogBackend;
import io.sightglass.Observability;
import io.sightglass.ObservabilityBuilder;
import io.sightglass.Redactor;
import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.Exposure;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.config.BadSettingsException;
import io.sightglass.config.LogPipelineSettings;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import io.sightglass.endpoint.MetricsEndpoint;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.health.Health;
import io.sightglass.health.HealthChange;
import io.sightglass.health.HealthCheck;
import io.sightglass.health.HealthChecks;
import io.sightglass.health.HealthResult;
import io.sightglass.health.Heartbeat;
import io.sightglass.health.HttpCheck;
import io.sightglass.health.RedisCheck;
import io.sightglass.http.HttpClientExchange;
import io.sightglass.http.HttpClientObserver;
import io.sightglass.http.HttpServerExchange;
import io.sightglass.http.HttpServerObserver;
import io.sightglass.http.HttpServerObserverBuilder;
import io.sightglass.http.HttpServerRequest;
import io.sightglass.http.HttpServerResponse;
import io.sightglass.http.ObservabilityServer;
import io.sightglass.http.RateLimitedSampler;
import io.sightglass.http.RateLimitedSamplerProvider;
import io.sightglass.http.client.ObservedHttpClient;
import io.sightglass.http.servlet.ObservabilityFilter;
import io.sightglass.http.servlet.ObservabilityListener;
import io.sightglass.logback.JsonLogEncoder;
import io.sightglass.logback.LevelDefiner;
import io.sightglass.logback.LogFeed;
import io.sightglass.logback.LogbackBackend;
import io.sightglass.logback.SightglassAppender;
import io.sightglass.logback.TextLogEncoder;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import io.sightglass.meter.Meters;
import io.sightglass.spring.SpringTransactions;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The objects whose methods are called: of each public type, in each way it can be made. */
final class Receivers implements AutoCloseable {

  private static final MeterSpec TOTAL =
      MeterSpec.counter("made_total", "Made.").label(LabelSpec.upTo("a", 20)).build();
  private static final MeterSpec LEVEL =
      MeterSpec.gauge("made", "Made.").label(LabelSpec.upTo("a", 20)).build();
  private static final MeterSpec SECONDS =
      MeterSpec.histogram("made_seconds", "Made.").label(LabelSpec.upTo("a", 20)).build();

  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build();
  private final Observability own = builder().openTelemetry(sdk).build();
  private final Observability hosted =
      builder().openTelemetry(sdk).meterRegistry(new SimpleMeterRegistry()).build();
  private final List<Observability> apps = List.of(own, hosted, Observability.noop());
  private final ObservabilityServer server = ObservabilityServer.builder(own).port(0).start();
  private final Map<Class<?>, List<Supplier<?>>> byType = new LinkedHashMap<>();

  Receivers() {
    core();
    declarations();
    http();
    rest();
    HostileBusiness.receivers().forEach((type, from) -> byType.put(type, suppliers(from)));
    AiReceivers.add(sdk, this::of);
    DependencyReceivers.add(apps, this::of);
    MonitoringReceivers.add(this::of);
    of(NamingProfile.class, NamingProfile::standard, NamingProfile::otel);
    of(Exposure.class, () -> NamingProfile.leads().expose(TOTAL));
  }

  /** The app with everything on, to look at afterwards. */
  Observability app() {
    return own;
  }

  /** One maker for each object to call a method of that type on; empty if the type is unknown. */
  List<Supplier<?>> of(Class<?> type) {
    if (type.isEnum()) {
      return List.of(() -> type.getEnumConstants()[0]);
    }
    List<Supplier<?>> known = byType.getOrDefault(type, List.of());
    return known.isEmpty() && type.isRecord() ? HostileBusiness.emptyRecord(type) : known;
  }

  /** A new app, for methods that end one or hand it something to call later. */
  static Observability fresh() {
    return builder().build();
  }

  private static ObservabilityBuilder builder() {
    return Observability.builder("hostile").environment(Map.of("OTEL_SDK_DISABLED", "true"));
  }

  private void core() {
    byType.put(Observability.class, suppliers(Function.identity()));
    of(ObservabilityBuilder.class, Receivers::builder);
    byType.put(Activity.class, suppliers(obs -> obs.activity("made")));
    of(Activity.class, Activity::current);
    of(
        Activity.class,
        () -> {
          Context span = own.activity("around").context();
          own.enter(Context.root().with(io.opentelemetry.api.trace.Span.fromContext(span)));
          return Activity.current();
        });
    byType.put(
        InstrumentedCall.class,
        suppliers(obs -> obs.instrument("made.call").label(LabelSpec.upTo("a", 20)).build()));
    byType.put(InstrumentedCall.Builder.class, suppliers(obs -> obs.instrument("made.described")));
    byType.put(Errors.class, suppliers(Observability::errors));
    of(ErrorReporter.class, () -> (ErrorReporter) error -> {});
    of(ErrorReport.class, HostileErrors::report);
    byType.put(Diagnostics.class, suppliers(Observability::diagnostics));
    byType.put(SpringTransactions.class, suppliers(SpringTransactions::of));
    byType.put(Settings.class, suppliers(Observability::settings));
    of(Lifecycle.class, () -> fresh().lifecycle(), () -> Observability.noop().lifecycle());
    of(
        Delivery.class,
        () -> new Delivery("traces", 3, 1, Map.of("expired", 1L), 1, 2560, Duration.ZERO));
    of(ContextFields.class, ContextFields::empty, () -> ContextFields.empty().with("a", "b"));
    of(Redactor.class, Redactor::standard, () -> own.redactor());
    of(Redactor.Builder.class, Redactor::builder);
    of(BadSettingsException.class, () -> new BadSettingsException("bad", List.of()));
  }

  private void declarations() {
    byType.put(Meters.class, suppliers(Observability::meters));
    byType.put(Catalogue.class, suppliers(Observability::catalogue));
    byType.put(Counter.class, suppliers(obs -> obs.meters().counter(TOTAL)));
    byType.put(Gauge.class, suppliers(obs -> obs.meters().gauge(LEVEL)));
    byType.put(Histogram.class, suppliers(obs -> obs.meters().histogram(SECONDS)));
    byType.put(Counter.Handle.class, suppliers(obs -> obs.meters().counter(TOTAL).handle("a")));
    byType.put(Gauge.Handle.class, suppliers(obs -> obs.meters().gauge(LEVEL).handle("a")));
    byType.put(
        Histogram.Handle.class, suppliers(obs -> obs.meters().histogram(SECONDS).handle("a")));
    of(LabelSpec.class, () -> LabelSpec.learned("a"), () -> LabelSpec.oneOf("a", "b"));
    of(MeterSpec.class, () -> TOTAL, () -> LEVEL, () -> SECONDS);
    of(
        MeterSpec.Builder.class,
        () -> MeterSpec.counter("x_total", "X."),
        () -> MeterSpec.gauge("x", "X."),
        () -> MeterSpec.info("x_info", "X."),
        () -> MeterSpec.histogram("x_seconds", "X."));
    for (Setting<?> setting : Setting.all()) {
      of(Setting.class, () -> setting);
    }
  }

  private void http() {
    Ordinary ordinary = new Ordinary();
    of(HttpServerRequest.class, () -> ordinary);
    of(HttpServerResponse.class, () -> ordinary);
    of(OpsRequest.class, () -> ordinary);
    byType.put(HttpServerObserver.class, suppliers(obs -> HttpServerObserver.of(obs, "/a/{b}")));
    byType.put(
        HttpServerExchange.class,
        suppliers(obs -> HttpServerObserver.of(obs, "/a/{b}").start(ordinary)));
    byType.put(HttpClientObserver.class, suppliers(HttpClientObserver::of));
    byType.put(
        HttpClientExchange.class,
        suppliers(obs -> HttpClientObserver.of(obs).start("GET", URI.create("http://h/"))));
    of(HttpServerObserverBuilder.class, () -> HttpServerObserver.builder(own));
    of(ObservabilityServer.class, () -> server);
    of(ObservabilityServer.Builder.class, () -> ObservabilityServer.builder(own).port(0));
    of(RateLimitedSampler.class, () -> RateLimitedSampler.of(1e6), () -> RateLimitedSampler.of(1));
    of(RateLimitedSamplerProvider.class, RateLimitedSamplerProvider::new);
    // Port 1 refuses at once: what the client throws is the app's to see.
    of(ObservedHttpClient.class, () -> ObservedHttpClient.of(own, HttpClient.newHttpClient()));
    of(ObservabilityListener.class, () -> ObservabilityListener.of(fresh()));
    of(ObservabilityFilter.class, () -> ObservabilityFilter.of(own, "/a/{b}"));
  }

  private void rest() {
    of(MetricsEndpoint.class, () -> MetricsEndpoint.of(own));
    of(OpsEndpoint.class, () -> MetricsEndpoint.of(own));
    Health.of(own).endpoints().forEach(endpoint -> of(OpsEndpoint.class, () -> endpoint));
    of(OpsEndpoint.Group.class, () -> Health.of(own));
    OpsEndpoints open = OpsEndpoints.of(own, Health.of(own).ready("a", HealthResult::healthy));
    OpsEndpoints locked =
        OpsEndpoints.builder(own)
            .add(MetricsEndpoint.of(own))
            .prefix("/ops")
            .bearerToken("0123456789abcdef")
            .build();
    of(OpsEndpoints.class, () -> open, () -> locked);
    of(OpsEndpoints.Builder.class, () -> OpsEndpoints.builder(own));
    of(OpsResponse.class, () -> OpsResponse.text(200, "text/plain", "a"));
    of(Health.class, () -> Health.of(own));
    of(HealthCheck.class, () -> (HealthCheck) HealthResult::healthy);
    of(HealthResult.class, HealthResult::healthy);
    of(HttpCheck.class, () -> HealthChecks.http(URI.create("http://127.0.0.1:1/")));
    of(RedisCheck.class, () -> RedisCheck.of("127.0.0.1", 1));
    of(Heartbeat.class, () -> Heartbeat.atLeastEach(Duration.ofHours(1)));
    of(
        HealthChange.class,
        () ->
            new HealthChange(
                "a",
                Health.Level.CRITICAL,
                null,
                HealthResult.Status.UNHEALTHY,
                HealthResult.Cause.TIMEOUT,
                Instant.EPOCH));
    of(JsonLogEncoder.class, () -> started(new JsonLogEncoder()));
    of(TextLogEncoder.class, () -> started(new TextLogEncoder()));
    of(LevelDefiner.class, LevelDefiner::new);
    SightglassAppender started = appender();
    of(SightglassAppender.class, SightglassAppender::new, () -> started);
    of(LogFeed.class, LogFeed::new);
    of(LogBackend.class, LogbackBackend::new);
    of(LogbackBackend.class, LogbackBackend::new);
    of(Code.class, () -> Code.STARTED);
  }

  private static SightglassAppender appender() {
    Observability quiet = builder().set(LogPipelineSettings.CONSOLE, "false").build();
    SightglassAppender appender = SightglassAppender.of(quiet);
    appender.setContext(new ch.qos.logback.classic.LoggerContext());
    appender.start();
    return appender;
  }

  private static <T extends ch.qos.logback.core.encoder.EncoderBase<?>> T started(T encoder) {
    encoder.setContext(new ch.qos.logback.classic.LoggerContext());
    encoder.start();
    return encoder;
  }

  private List<Supplier<?>> suppliers(Function<Observability, ?> from) {
    List<Supplier<?>> all = new ArrayList<>();
    apps.forEach(obs -> all.add(() -> from.apply(obs)));
    return all;
  }

  private void of(Class<?> type, Supplier<?>... makers) {
    byType.computeIfAbsent(type, any -> new ArrayList<>()).addAll(List.of(makers));
  }

  @Override
  public void close() {
    server.close();
    apps.forEach(Observability::close);
    sdk.close();
  }

  /** A request and a response with nothing odd about them. */
  static final class Ordinary implements HttpServerRequest, HttpServerResponse, OpsRequest {

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/a/1";
    }

    @Override
    public String query() {
      return null;
    }

    @Override
    public List<String> headers(String name) {
      return List.of();
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public long size() {
      return 5;
    }
  }
}
