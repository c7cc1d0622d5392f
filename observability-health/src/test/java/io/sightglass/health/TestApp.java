// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import io.sightglass.Lifecycle;
import io.sightglass.Observability;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.meter.Meters;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** An app whose state a test sets and whose meters and warnings it reads. */
final class TestApp {

  private final List<Code> warnings = new CopyOnWriteArrayList<>();
  private final List<Throwable> internalErrors = new CopyOnWriteArrayList<>();
  private final Map<String, DoubleAdder> samples = new ConcurrentHashMap<>();
  private final Map<String, DoubleSupplier> observed = new ConcurrentHashMap<>();
  private volatile Lifecycle.State state = Lifecycle.State.READY;

  private final Meters meters = proxy(Meters.class, (self, method, args) -> meter(args));
  private final Lifecycle lifecycle = new TestLifecycle();
  private final Diagnostics diagnostics = new TestDiagnostics();
  private final Settings settings =
      new Settings() {
        @Override
        public <T> T get(Setting<T> setting) {
          return setting.defaultValue();
        }

        @Override
        public boolean isSet(Setting<?> setting) {
          return false;
        }
      };

  final Observability obs =
      proxy(
          Observability.class,
          (self, method, args) ->
              switch (method.getName()) {
                case "meters" -> meters;
                case "lifecycle" -> lifecycle;
                case "diagnostics" -> diagnostics;
                case "settings" -> settings;
                default -> throw new UnsupportedOperationException(method.getName());
              });

  void state(Lifecycle.State state) {
    this.state = state;
  }

  List<Code> warnings() {
    return warnings;
  }

  List<Throwable> internalErrors() {
    return internalErrors;
  }

  /** For example {@code health_check_results_total[database, healthy]}. */
  double sample(String series) {
    DoubleSupplier supplier = observed.get(series);
    return supplier != null
        ? supplier.getAsDouble()
        : samples.getOrDefault(series, new DoubleAdder()).sum();
  }

  static OpsResponse get(OpsEndpoint.Group group, String path) {
    OpsEndpoint endpoint =
        group.endpoints().stream().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
    return endpoint.answer(proxy(OpsRequest.class, (self, method, args) -> null));
  }

  private Object meter(Object[] args) {
    MeterSpec spec = (MeterSpec) args[0];
    Class<?> type =
        switch (spec.type()) {
          case COUNTER -> io.sightglass.meter.Counter.class;
          case GAUGE -> io.sightglass.meter.Gauge.class;
          case HISTOGRAM -> io.sightglass.meter.Histogram.class;
        };
    Class<?> handle = type.getDeclaredClasses()[0];
    return proxy(
        type,
        (self, method, values) -> {
          if (method.getName().equals("observe")) {
            observed.put(
                spec.name() + Arrays.toString((Object[]) values[1]), (DoubleSupplier) values[0]);
            return null;
          }
          String series = spec.name() + Arrays.toString(values);
          return proxy(
              handle,
              (one, call, amount) -> {
                samples.computeIfAbsent(series, key -> new DoubleAdder()).add(1);
                return null;
              });
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(TestApp.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private final class TestLifecycle implements Lifecycle {

    @Override
    public void closeLast(String name, AutoCloseable resource) {}

    @Override
    public State state() {
      return state;
    }

    @Override
    public void onChange(Consumer<State> listener) {}

    @Override
    public void workBegan() {}

    @Override
    public void workEnded() {}

    @Override
    public long inFlight() {
      return 0;
    }

    @Override
    public void closeOnStop(String name, AutoCloseable resource) {}

    @Override
    public Duration uptime() {
      return Duration.ofMillis(12_345);
    }
  }

  private final class TestDiagnostics implements Diagnostics {

    @Override
    public void status(String part, String state) {}

    @Override
    public void warn(Code code, String message) {
      warnings.add(code);
    }

    @Override
    public void info(Code code, String message) {}

    @Override
    public void invalid(String signal, String kind) {}

    @Override
    public void dropped(String signal, String reason, long count) {}

    @Override
    public void internalError(String component, Throwable failure) {
      internalErrors.add(failure);
    }
  }
}
