// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks.actuator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Spring Boot Actuator, measured from outside: a health check that hangs, what the probes say while
 * a slow request keeps the app from stopping, and how long a stop takes while the collector fails.
 */
@SpringBootApplication
@RestController
public class ActuatorApp {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  /** A check that does not come back for a minute. */
  @Bean
  HealthIndicator hanging() {
    return () -> {
      LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
      return Health.up().build();
    };
  }

  /** A request that takes three seconds. */
  @GetMapping("/slow")
  String slow() {
    LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
    return "done";
  }

  /** A request that makes a span. */
  @GetMapping("/fast")
  String fast() {
    return "done";
  }

  /** Starts it and measures. */
  public static void main(String[] args) throws Exception {
    ConfigurableApplicationContext app =
        SpringApplication.run(
            ActuatorApp.class,
            "--server.port=18080",
            "--management.endpoint.health.probes.enabled=true",
            "--management.endpoints.web.exposure.include=health",
            "--management.tracing.sampling.probability=1.0",
            "--management.opentelemetry.tracing.export.otlp.endpoint=" + args[0] + "/v1/traces");
    System.out.println("hanging check: /actuator/health " + asked("/actuator/health", 15));
    System.out.println(
        "hanging check: /actuator/health/readiness " + asked("/actuator/health/readiness", 15));
    for (int i = 0; i < 1_000; i++) {
      asked("/fast", 5);
    }
    Thread slow = new Thread(() -> asked("/slow", 30));
    slow.setDaemon(true);
    slow.start();
    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    AtomicLong stopped = new AtomicLong();
    long begin = System.nanoTime();
    Thread stop =
        new Thread(
            () -> {
              app.close();
              stopped.set(System.nanoTime());
            });
    stop.start();
    for (int i = 0; i < 5; i++) {
      LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
      System.out.println(
          "draining, "
              + (i + 1) * 400
              + " ms: /actuator/health/readiness "
              + asked("/actuator/health/readiness", 2));
    }
    stop.join();
    System.out.printf(
        "stopped in %.1f s with the collector at %s%n", (stopped.get() - begin) / 1e9, args[0]);
    System.exit(0);
  }

  private static String asked(String path, int seconds) {
    long begin = System.nanoTime();
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:18080" + path))
                  .timeout(Duration.ofSeconds(seconds))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " after " + (System.nanoTime() - begin) / 1_000_000 + " ms";
    } catch (IOException e) {
      return e.getClass().getSimpleName()
          + " after "
          + (System.nanoTime() - begin) / 1_000_000
          + " ms";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
