// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.sightglass.Observability;
import io.sightglass.architecture.HostileProxies.PlantedFailure;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.config.Setting;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.http.HttpServerExchange;
import io.sightglass.http.HttpServerObserver;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/** Values of each type that no method of ours expects. */
final class HostileValues {

  private static final int HUGE = 1 << 20;

  /** Texts: empty, huge, broken, reversed, reserved, with line breaks; null too. */
  static final List<String> TEXTS =
      Arrays.asList(
          null,
          "",
          " ",
          "x".repeat(HUGE),
          "\u0000".repeat(HUGE),
          "\ud800".repeat(HUGE),
          "/".repeat(HUGE),
          ",;=".repeat(HUGE / 3),
          "\u0000",
          "a\u0000b",
          "\ud800",
          "x\udbff",
          "\udc00x",
          "\u202Egnp.exe",
          "\u2066x\u2069",
          "\u05d0\u0627",
          "\r\n",
          "a\r\nSet-Cookie: x=1",
          "\t",
          "\u2028\u2029\u0085",
          "\u001b[31mred",
          "\ufffe\uffff",
          "e\u0301\u0301\u0301",
          "\ud83d\ude00",
          "__x",
          "le",
          "quantile",
          "_other",
          "request_id",
          "x_total",
          "x_bucket",
          "1x",
          "{a=\"b\"} 1 # EOF\n",
          "/{a}/{a}",
          "/{",
          "%zz%",
          "../../etc/passwd",
          "${jndi:ldap://127.0.0.1/a}",
          "%s%n%9999999d",
          "-9223372036854775809",
          "NaN",
          "1e999",
          "a=1 tenantId=victim",
          "ada@example.org",
          "text/plain;q=;version=;,*/*;q=9",
          "jdbc:x://u:p@h/d?password=p");

  private static final Object[] SINGLE =
      Stream.of(
              single(),
              AiReceivers.hostile(),
              DependencyReceivers.hostile(),
              MonitoringReceivers.hostile(),
              HealthValues.hostile(),
              new Object[] {HostileErrors.report()},
              AiClientValues.all().toArray(),
              new Object[] {NamingProfile.standard().prefix("x"), NamingProfile.otel()})
          .flatMap(Arrays::stream)
          .toArray();
  private static final List<Object> BUSINESS = HostileBusiness.values();

  private HostileValues() {}

  /** The values of a parameter; empty if its type is not known here and no interface. */
  static List<Object> of(Executable method, int index) {
    Class<?> type = method.getParameterTypes()[index];
    if (type == List.class) {
      boolean bytes = method.getGenericParameterTypes()[index].getTypeName().contains("byte[]");
      return lists(bytes ? new byte[HUGE] : "x");
    }
    return switch (PublicApi.shortName(method) + " " + type.getSimpleName()) {
      // With a value of another type the caller's own code would not compile.
      case "Setting.format Object" -> Collections.singletonList(null);
      case "Observability.callAsync Function",
          "InstrumentedCall.callAsync Function",
          "AiCalls.callAsync Function" ->
          bodies();
      default -> of(type);
    };
  }

  /** The values of a type; empty if the type is not known here and no interface. */
  static List<Object> of(Class<?> type) {
    if (type == String.class || type == Object.class) {
      return objects(type);
    }
    if (type.isPrimitive()) {
      return numbers(type);
    }
    List<Object> values = new ArrayList<>();
    values.add(null);
    if (type.isArray()) {
      values.addAll(arrays(type.getComponentType()));
    } else if (type.isEnum()) {
      values.addAll(Arrays.asList(type.getEnumConstants()));
    } else if (type.isInterface() && !type.isSealed()) {
      values.addAll(HostileProxies.of(type, TEXTS));
    }
    values.addAll(others(type));
    return values.size() == 1 ? List.of() : values;
  }

  private static List<Object> objects(Class<?> type) {
    List<Object> values = new ArrayList<>(TEXTS);
    if (type == Object.class) {
      values.addAll(HostileProxies.of(CharSequence.class, TEXTS.subList(0, 3)));
      values.add(new HostileProxies.PlantedRiddle());
    }
    return values;
  }

  private static List<Object> numbers(Class<?> type) {
    if (type == boolean.class) {
      return List.of(true, false);
    }
    if (type == int.class) {
      return List.of(
          0, 1, -1, 4, 99, 100, 599, 600, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE);
    }
    if (type == long.class) {
      return List.of(0L, 1L, -1L, 1L << 53, -(1L << 53), Long.MAX_VALUE, Long.MIN_VALUE);
    }
    return List.of(
        0.0,
        -0.0,
        1.0,
        -1.0,
        1e100,
        1.1e100,
        -1e308,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY);
  }

  /** Empty, with one of each, with very many. */
  private static List<Object> arrays(Class<?> element) {
    List<Object> values = new ArrayList<>(List.of(Array.newInstance(element, 0)));
    for (Object value : of(element)) {
      Object array = Array.newInstance(element, 2);
      Array.set(array, 0, value);
      Array.set(array, 1, value);
      values.add(array);
    }
    values.add(Array.newInstance(element, 10_000));
    return values;
  }

  private static List<Object> others(Class<?> type) {
    if (type == Throwable.class) {
      return throwables();
    }
    if (type == Map.class) {
      return List.of(
          Map.of(),
          Map.of("", ""),
          Collections.singletonMap(null, null),
          Map.of("a\r\n", "\u0000"));
    }
    if (type == OutputStream.class) {
      return List.of(new ByteArrayOutputStream(), new ClosedStream());
    }
    if (type == ServletRequest.class) {
      return HostileProxies.of(HttpServletRequest.class, TEXTS);
    }
    if (type == ServletResponse.class) {
      return HostileProxies.of(HttpServletResponse.class, TEXTS);
    }
    if (type == ClassLoader.class) {
      return List.of(new URLClassLoader(new URL[0], null));
    }
    return type == Path.class
        ? List.of(Path.of(""), Path.of("/nowhere/at/all"), Path.of("/dev/null"))
        : Stream.concat(Arrays.stream(SINGLE), BUSINESS.stream()).filter(type::isInstance).toList();
  }

  private static Object[] single() {
    return new Object[] {
      Duration.ZERO,
      Duration.ofSeconds(Long.MAX_VALUE),
      Duration.ofSeconds(Long.MIN_VALUE),
      Duration.ofNanos(-1),
      Duration.ofMillis(900),
      Duration.ofMillis(901),
      URI.create(""),
      URI.create("a"),
      URI.create("mailto:x@y"),
      URI.create("///"),
      URI.create("http://[::1]:99999999/"),
      URI.create("HTTP://u:p@h:-0/%00?x#y"),
      URI.create("http://" + "h".repeat(HUGE) + "/"),
      URI.create("x:" + "y".repeat(HUGE)),
      LabelSpec.learned("le_"),
      LabelSpec.oneOf("odd", "\u0000", "\ud800", "", "x".repeat(HUGE)),
      MeterSpec.counter("hostile_total", "\u0000\n\ud800").label("odd", "\n").build(),
      MeterSpec.histogram("hostile_seconds", "").buckets(Double.MIN_VALUE).build(),
      MeterSpec.gauge("hostile", "x".repeat(HUGE)).label(LabelSpec.learned("a")).build(),
      Setting.STRICT,
      Setting.APP_VERSION,
      new SimpleMeterRegistry(),
      closed(new SimpleMeterRegistry()),
      new CompositeMeterRegistry(),
      Attributes.empty(),
      Context.root(),
      HttpClient.newHttpClient(),
      HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build(),
      new OddRequest(),
      Observability.noop(),
      OpsEndpoints.of(Observability.noop(), new OpsEndpoint.Group[0]),
      HttpServerObserver.of(Observability.noop()),
      HttpServerObserver.of(Observability.noop()).start(new Receivers.Ordinary()),
      exchange(false),
      exchange(true),
      server()
    };
  }

  /** An exchange of another app, which has ended or has not. */
  private static HttpServerExchange exchange(boolean ended) {
    HttpServerExchange exchange =
        HttpServerObserver.of(Receivers.fresh()).start(new Receivers.Ordinary());
    exchange.leave();
    if (ended) {
      exchange.end(new Receivers.Ordinary(), null);
    }
    return exchange;
  }

  private static List<Object> throwables() {
    List<Object> values =
        new ArrayList<>(
            List.of(
                new PlantedFailure(),
                new HostileProxies.PlantedRiddle(),
                new HostileProxies.PlantedError(),
                new HostileProxies.PlantedOverflow(),
                new HostileProxies.PlantedIo(),
                new IllegalStateException("wraps", new HostileProxies.PlantedRiddle()),
                new RuntimeException((String) null)));
    TEXTS.stream().skip(1).map(IllegalStateException::new).forEach(values::add);
    Exception first = new Exception("first");
    first.initCause(new Exception("second", first));
    values.add(first);
    Throwable deep = new Exception("deep");
    for (int i = 0; i < 1_000; i++) {
      deep = new Exception("deeper", deep);
    }
    values.add(deep);
    return values;
  }

  private static <T> List<Object> lists(T element) {
    List<Object> values = new ArrayList<>();
    values.add(null);
    values.add(List.of());
    values.add(List.of(element, element));
    values.add(Collections.singletonList(null));
    values.add(new HostileProxies.EndlessList<>(element));
    values.add(new HostileProxies.ThrowingList<>());
    if (element instanceof String) {
      TEXTS.stream().skip(1).map(List::of).forEach(values::add);
    }
    return values;
  }

  /** Asynchronous bodies: without a stage, with one that fails, with one that cannot be used. */
  private static List<Object> bodies() {
    List<Object> values = new ArrayList<>(HostileProxies.of(Function.class, List.of()));
    values.add(null);
    List<Object> stages = new ArrayList<>(HostileProxies.of(CompletionStage.class, List.of("")));
    throwables().forEach(thrown -> stages.add(CompletableFuture.failedFuture((Throwable) thrown)));
    stages.add(null);
    for (Object stage : stages) {
      values.add((Function<Object, Object>) activity -> stage);
    }
    return values;
  }

  private static MeterRegistry closed(MeterRegistry registry) {
    registry.close();
    return registry;
  }

  private static HttpServer server() {
    try {
      return HttpServer.create();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static final class ClosedStream extends OutputStream {

    @Override
    public void write(int octet) throws IOException {
      throw new HostileProxies.PlantedIo();
    }
  }

  /** A request of an app's own kind, of which nothing is known. */
  private static final class OddRequest extends HttpRequest {

    @Override
    public java.util.Optional<BodyPublisher> bodyPublisher() {
      return null;
    }

    @Override
    public String method() {
      return null;
    }

    @Override
    public java.util.Optional<Duration> timeout() {
      return null;
    }

    @Override
    public boolean expectContinue() {
      return false;
    }

    @Override
    public URI uri() {
      return null;
    }

    @Override
    public java.util.Optional<HttpClient.Version> version() {
      return null;
    }

    @Override
    public java.net.http.HttpHeaders headers() {
      return null;
    }
  }
}
