// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sightglass.Code;
import io.sightglass.Diagnostics;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.meter.Histogram;
import io.sightglass.meter.Meters;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one app: declares them, keeps their series, answers scrapes and feeds OTLP. Either
 * on a Prometheus registry of its own, with Micrometer over it, or on a Micrometer registry that a
 * host hands in.
 *
 * <pre>{@code
 * try (var engine = MeterEngine.builder().build()) {
 *   engine.reportTo(diagnostics);   // later, because diagnostics count into meters
 *   engine.meters().counter(PAID).handle("upi").increment();
 *   OpsResponse page = engine.scrape("", Set.of(), false);
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class MeterEngine implements AutoCloseable {

  private static final MeterSpec DURATION =
      MeterSpec.histogram(
              "sightglass_scrape_duration_seconds", "Time to collect the families of a scrape.")
          .buckets(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
          .fedBy("the scrape")
          .build();

  private static final MeterSpec LABEL_SETS =
      MeterSpec.gauge("sightglass_label_sets", "Label sets that the app's meters have.")
          .fedBy("the meters")
          .build();

  private static final MeterSpec LABEL_SETS_LIMIT =
      MeterSpec.gauge("sightglass_label_sets_limit", "Label sets that the app's meters may have.")
          .fedBy("sightglass.metrics.max-label-sets")
          .build();

  private final Reports reports;
  private final OwnMeters meters;
  private final @Nullable MeterRegistry host;
  private final ScrapeRegistry own;
  private volatile @Nullable MeterRegistry micrometer;
  private final @Nullable ScrapeRegistry scraped;
  private final Skips skips;
  private final Gatherer gatherer;
  private final Histogram.Handle duration;
  private final SharedRun<Collected> collection = new SharedRun<>(this::collect);

  private MeterEngine(Builder builder) {
    reports = builder.reports;
    host = builder.host;
    own = new ScrapeRegistry();
    MeterStore store;
    if (host == null) {
      scraped = own;
      store = new OwnStore(own);
    } else {
      scraped = MicrometerRegistries.viewOf(host);
      store = new MicrometerStore(host, reports);
    }
    // A host's naming wins over a profile.
    Namer namer = new Namer(host == null ? builder.naming : NamingProfile.standard(), reports);
    meters =
        new OwnMeters(
            store,
            builder.labelValues,
            builder.labelSets,
            reports,
            namer,
            this::nameTakenByMicrometer);
    skips = new Skips(meters, reports);
    gatherer = new Gatherer(skips);
    duration = meters.histogram(DURATION).handle();
    meters.gauge(LABEL_SETS).observe(meters::labelSets);
    meters.gauge(LABEL_SETS_LIMIT).handle().set(builder.labelSets);
    if (host == null) {
      own.collectWith(() -> collection.join().families());
    }
  }

  /** Collects what an engine needs. */
  public static Builder builder() {
    return new Builder();
  }

  /** Meters that keep nothing, for an app with metrics off. */
  public static Meters noop() {
    return NoopMeters.INSTANCE;
  }

  /** A registry of Micrometer's that keeps nothing, for an app with metrics off. */
  public static MeterRegistry emptyRegistry() {
    return MicrometerRegistries.empty();
  }

  /** Where complaints go from now on; before, they are dropped. */
  public void reportTo(Diagnostics diagnostics) {
    reports.to(Objects.requireNonNull(diagnostics, "diagnostics"));
  }

  /** Declares meters. */
  public Meters meters() {
    return meters;
  }

  /** Micrometer over the same registry, or the host's own. */
  public MeterRegistry registry() {
    if (host != null) {
      return host;
    }
    MeterRegistry made = micrometer;
    return made == null ? makeMicrometer() : made;
  }

  // Not before somebody asks: loading Micrometer is a good part of an app's start.
  private synchronized MeterRegistry makeMicrometer() {
    MeterRegistry made = micrometer;
    if (made == null) {
      made = MicrometerRegistries.over(own);
      MeterRegistry registry = made;
      var bounds = new MicrometerBounds(meters, id -> exposedName(registry, id));
      made.config().meterFilter(bounds).onMeterRemoved(meter -> bounds.removed(meter.getId()));
      made.config().onMeterAdded(this::checkName);
      micrometer = made;
    }
    return made;
  }

  /** Whether the meters are in a host's registry, under its naming. */
  public boolean isHosted() {
    return host != null;
  }

  /**
   * Whether there is something to scrape: not so with a host's registry that is not Prometheus'.
   */
  public boolean isScrapable() {
    return scraped != null;
  }

  /**
   * Answers a scrape; see {@link Accept} for the choice of a format. Concurrent calls share one
   * collection, which has everything that was recorded before the call, and its body.
   *
   * @param accept the request's Accept header, or an empty string
   * @param names families to answer with, as {@code name[]} of the query has it; all if empty
   * @param gzip whether to compress the body
   * @return 200; 404 if there is nothing to scrape; 406 for a format it cannot make
   */
  public OpsResponse scrape(String accept, Set<String> names, boolean gzip) {
    if (scraped == null) {
      return OpsResponse.text(
          404, "text/plain; charset=utf-8", "The metrics are in the host's own registry.\n");
    }
    Format format = Accept.choose(accept);
    if (format == null) {
      return OpsResponse.text(
          406,
          "text/plain; charset=utf-8",
          "Available: text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0,"
              + " application/vnd.google.protobuf.\n");
    }
    List<byte[]> body = collection.join().body(format, Set.copyOf(names), gzip);
    OpsResponse response = OpsResponse.of(200, format.contentType(), body);
    return gzip ? response.withHeader("Content-Encoding", "gzip") : response;
  }

  /** The same families for the OpenTelemetry SDK's metric readers. */
  public MetricProducer metricProducer() {
    return new OtlpProducer(this::families);
  }

  /**
   * Declares what the JVM, the process and its container say about themselves, and {@code
   * app_build_info}.
   *
   * @param version the app's version
   * @param environment where it runs, for example {@code production}
   */
  public void observeRuntime(String version, String environment) {
    Path proc = Path.of("/proc");
    JvmMeters.bindTo(meters);
    ProcessMeters.bindTo(meters, proc);
    ContainerMeters.bindTo(meters, Path.of("/sys/fs/cgroup"), proc);
    MeterSpec build =
        MeterSpec.info("app_build_info", "The app that runs.")
            .label(LabelSpec.oneOf("version", version).describedAs("APP_VERSION"))
            .label(LabelSpec.oneOf("environment", environment).describedAs("APP_ENV"))
            .unprefixed()
            .fedBy("APP_VERSION and APP_ENV, once")
            .build();
    meters.gauge(build).handle(version, environment).set(1);
  }

  private List<MetricSnapshot> families() {
    return scraped == null ? List.of() : collection.join().families();
  }

  Skips skips() {
    return skips;
  }

  /** One collection for this caller alone. */
  Collected collect() {
    long start = System.nanoTime();
    var collected =
        new Collected(gatherer.gather(Objects.requireNonNull(scraped, "scraped").sources()), skips);
    duration.recordNanos(System.nanoTime() - start);
    return collected;
  }

  private @Nullable String nameTakenByMicrometer(MeterSpec spec) {
    MeterRegistry made = micrometer;
    if (made == null) {
      return null;
    }
    for (Meter meter : made.getMeters()) {
      if (exposedName(meter.getId()).equals(spec.name())) {
        return meter.getId().toString();
      }
    }
    return null;
  }

  private String exposedName(Meter.Id id) {
    return exposedName(registry(), id);
  }

  private static String exposedName(MeterRegistry registry, Meter.Id id) {
    return id.getConventionName(registry.config().namingConvention());
  }

  private void checkName(Meter meter) {
    String name = exposedName(meter.getId());
    String site = meters.siteOf(name);
    if (site != null) {
      reports.invalid("meter_conflict");
      reports.warn(
          Code.METER_CONFLICT,
          "'"
              + name
              + "' was declared at "
              + site
              + " and again through Micrometer at "
              + CallSite.find()
              + "; the first one is exposed. Give the second another name.");
    }
  }

  /** Ends the threads of scrapes; a registry of its own is closed, a host's is left alone. */
  @Override
  public void close() {
    gatherer.close();
    MeterRegistry made = micrometer;
    if (made != null) {
      made.close();
    }
  }

  /** Collects what an engine needs. Not thread-safe. */
  public static final class Builder {

    private final Reports reports = new Reports();
    private int labelValues = 100;
    private int labelSets = 50_000;
    private NamingProfile naming = NamingProfile.standard();
    private @Nullable MeterRegistry host;

    private Builder() {}

    /** How meters are spelled; not for a host's registry, which has its own way. */
    public Builder naming(NamingProfile profile) {
      naming = Objects.requireNonNull(profile, "profile");
      return this;
    }

    /** How many values a learned label has, and how many label sets the app: both from 1. */
    public Builder limits(int maxLabelValues, int maxLabelSets) {
      if (maxLabelValues < 1 || maxLabelSets < 1) {
        throw new IllegalArgumentException(
            "limits are at least 1, were " + maxLabelValues + " and " + maxLabelSets);
      }
      labelValues = maxLabelValues;
      labelSets = maxLabelSets;
      return this;
    }

    /** The registry of a host, which is neither configured nor closed. */
    public Builder host(MeterRegistry hostRegistry) {
      host = Objects.requireNonNull(hostRegistry, "hostRegistry");
      return this;
    }

    /** The engine. */
    public MeterEngine build() {
      return new MeterEngine(this);
    }
  }
}
