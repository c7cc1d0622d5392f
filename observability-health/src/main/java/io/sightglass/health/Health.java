// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Observability;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * The app's health checks and the endpoints that answer for them.
 *
 * <pre>{@code
 * var health = Health.of(obs)
 *     .ready("database", HealthChecks.jdbc(dataSource))
 *     .check("disk", Health.Level.DEGRADED, HealthChecks.diskSpace(Path.of("."), 1L << 30));
 * ObservabilityServer.start(obs, health);
 * }</pre>
 *
 * <p>{@code /live} says that the process answers, and depends on nothing else: no check can be
 * added to it. {@code /ready} says whether to send work: 503 before {@code obs.started()}, while
 * draining, and when a check given to {@link #ready} fails. {@code /health} is the state in short,
 * {@code /health/detailed} every check; both answer 503 when a critical check fails, and say the
 * state alone to a caller who is not {@linkplain OpsRequest#isTrusted() trusted}. Answers hold
 * states and cause codes only; the full cause is in the log.
 *
 * <p>Checks run in parallel, each with a deadline (800 ms unless set), and results, good and bad,
 * are kept for two seconds unless set. Thread-safe; checks may be added at any time.
 */
public final class Health implements OpsEndpoint.Group {

  /** How much a failing check means to the app. */
  public enum Level {
    /** The app cannot do its work. */
    CRITICAL,
    /** The app works, but not fully. */
    DEGRADED,
    /** Shown, and without effect on the app's state. */
    INFORMATIONAL
  }

  /** How many checks an app has at most. */
  static final int MAX_CHECKS = 100;

  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]{0,63}");

  private final Settings settings;
  private final HealthMeters meters;
  private final CheckRunner.Observer observer;
  private final List<CheckRunner> checks = new CopyOnWriteArrayList<>();
  private final List<OpsEndpoint> endpoints;

  private Health(Observability obs) {
    this.settings = obs.settings();
    this.meters = new HealthMeters(obs.meters());
    this.observer = new RunObserver(obs, meters);
    this.endpoints = HealthEndpoints.of(obs, checks);
  }

  /** Health of that app, without checks yet. */
  public static Health of(Observability obs) {
    return new Health(Objects.requireNonNull(obs, "obs"));
  }

  /**
   * Adds a check without which the app should get no work: a failure makes {@code /ready} and
   * {@code /health} answer 503.
   *
   * @param name letters, digits and {@code _ . -}, at most 64; the value of the label {@code check}
   * @throws IllegalArgumentException for a bad name, one that is taken, or the 101st check
   */
  public Health ready(String name, HealthCheck check) {
    return add(name, Level.CRITICAL, true, check);
  }

  /**
   * Adds a check that {@code /ready} does not depend on: use it for what all instances share and
   * for what the app can do without.
   *
   * @param name letters, digits and {@code _ . -}, at most 64; the value of the label {@code check}
   * @throws IllegalArgumentException for a bad name, one that is taken, or the 101st check
   */
  public Health check(String name, Level level, HealthCheck check) {
    return add(name, Objects.requireNonNull(level, "level"), false, check);
  }

  private Health add(String name, Level level, boolean ready, HealthCheck check) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(check, "check");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name of a health check '"
              + name
              + "': a letter, then at most 63 letters, digits, _ . or -");
    }
    CheckRunner runner =
        new CheckRunner(
            name,
            level,
            ready,
            check,
            Deadlines.of(check, settings),
            settings.get(Setting.HEALTH_CACHE),
            observer);
    synchronized (checks) {
      if (checks.size() >= MAX_CHECKS) {
        throw new IllegalArgumentException("an app has at most " + MAX_CHECKS + " health checks");
      }
      if (checks.stream().anyMatch(known -> known.name().equals(name))) {
        throw new IllegalArgumentException("there is a health check '" + name + "' already");
      }
      checks.add(runner);
    }
    meters.observe(runner);
    return this;
  }

  @Override
  public List<OpsEndpoint> endpoints() {
    return endpoints;
  }
}
