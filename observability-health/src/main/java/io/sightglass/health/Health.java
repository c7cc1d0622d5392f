// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Observability;
import io.sightglass.config.Settings;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.health.CheckRunner.Role;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The app's health checks and the endpoints that answer for them.
 *
 * <pre>{@code
 * var health = Health.of(obs)
 *     .ready("database", HealthChecks.jdbc(dataSource))
 *     .live("deadlock", HealthChecks.deadlock())
 *     .check("disk", Health.Level.DEGRADED, HealthChecks.diskSpace(Path.of("."), 1L << 30));
 * ObservabilityServer.start(obs, health);
 * }</pre>
 *
 * <p>{@code /live} says that the process answers, and depends on nothing else: only checks of the
 * process can be added to it, and it never waits for one. {@code /started} says that the app has
 * started and each check given to {@link #started} has passed once. {@code /ready} says whether to
 * send work: 503 before that, while draining, and when a check given to {@link #ready} fails.
 * {@code /health} is the state in short, {@code /health/detailed} every check, {@code
 * /health/{group}} those of a group; they answer 503 when a critical check fails, and say the state
 * alone to a caller who is not {@linkplain OpsRequest#isTrusted() trusted}. Answers hold states and
 * cause codes only; the full cause is in the log.
 *
 * <p>Checks run in parallel, each with a deadline (800 ms unless set). Results, good and bad, are
 * kept for two seconds unless set; while somebody asks at least every half minute they are renewed
 * in the background, and a question is answered from what is known. Thread-safe; checks may be
 * added at any time.
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
  private final RunObserver observer;
  private final List<CheckRunner> checks = new CopyOnWriteArrayList<>();
  private final CheckGroups groups;
  private final HealthEndpoints endpoints;

  private Health(Observability obs) {
    this.settings = obs.settings();
    this.meters = new HealthMeters(obs.meters());
    this.observer = new RunObserver(obs, meters, new Refresher(checks, obs.lifecycle()));
    this.groups = new CheckGroups(checks);
    this.endpoints = new HealthEndpoints(obs, checks);
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
    return add(name, Level.CRITICAL, Role.READY, check);
  }

  /**
   * Adds a check that must pass once before the app counts as started: until then {@code /started}
   * and {@code /ready} answer 503. Once it has passed it is not run again.
   *
   * @param name letters, digits and {@code _ . -}, at most 64; the value of the label {@code check}
   * @throws IllegalArgumentException for a bad name, one that is taken, or the 101st check
   */
  public Health started(String name, HealthCheck check) {
    return add(name, Level.CRITICAL, Role.STARTED, check);
  }

  /**
   * Adds a check whose failure means that the process must be restarted: {@code /live} answers 503.
   *
   * @param name letters, digits and {@code _ . -}, at most 64; the value of the label {@code check}
   * @param check of the process itself: {@link HealthCheck#process}, {@link HealthChecks#deadlock}
   * @throws IllegalArgumentException for a check of a dependency, which a restart does not mend; a
   *     bad name, one that is taken, or the 101st check
   */
  public Health live(String name, HealthCheck check) {
    if (Objects.requireNonNull(check, "check").scope() != HealthCheck.Scope.PROCESS) {
      throw new IllegalArgumentException(
          "health check '"
              + name
              + "' looks at a dependency: if that is down, restarting every instance makes it"
              + " worse. Use ready(…) or check(…); wrap a check of the process itself in"
              + " HealthCheck.process(…).");
    }
    return add(name, Level.CRITICAL, Role.LIVE, check);
  }

  /**
   * Adds a check of a dependency to liveness: each time it fails, this process is restarted, and so
   * is every other instance that asks the same. {@code /live} still does not wait for it.
   *
   * @param name letters, digits and {@code _ . -}, at most 64; the value of the label {@code check}
   * @throws IllegalArgumentException for a bad name, one that is taken, or the 101st check
   */
  public Health liveDespiteDependency(String name, HealthCheck check) {
    return add(name, Level.CRITICAL, Role.LIVE, check);
  }

  /**
   * Adds a check that neither {@code /ready} nor {@code /live} depends on: use it for what all
   * instances share and for what the app can do without.
   *
   * @param name letters, digits and {@code _ . -}, at most 64; the value of the label {@code check}
   * @throws IllegalArgumentException for a bad name, one that is taken, or the 101st check
   */
  public Health check(String name, Level level, HealthCheck check) {
    return add(name, Objects.requireNonNull(level, "level"), Role.NONE, check);
  }

  /**
   * Names a group of checks, which answers at {@code /health/{group}}. Groups are named before the
   * endpoints are mounted.
   *
   * @param group lower-case letters, digits and {@code _ -}, at most 32; not {@code live}, {@code
   *     ready}, {@code started} or {@code detailed}
   * @param checks the names of checks that were added before; at least one
   * @throws IllegalArgumentException for a bad or taken name, a check that is not there, or the
   *     21st group
   * @throws IllegalStateException when the endpoints are mounted already
   */
  public Health group(String group, String... checks) {
    groups.add(group, checks);
    return this;
  }

  /**
   * Calls {@code listener} on each change of a check, after its thresholds. Calls come one after
   * the other on a thread that neither probes nor checks wait for.
   */
  public Health onChange(Consumer<HealthChange> listener) {
    observer.listen(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  private Health add(String name, Level level, Role role, HealthCheck check) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(check, "check");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name of a health check '"
              + name
              + "': a letter, then at most 63 letters, digits, _ . or -");
    }
    CheckLimits limits = CheckLimits.of(check, settings);
    CheckRunner runner = new CheckRunner(name, level, role, check, limits, observer);
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

  /** The endpoints; groups can no longer be named afterwards. */
  @Override
  public List<OpsEndpoint> endpoints() {
    return endpoints.all(groups.close());
  }
}
