// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Observability;
import io.sightglass.health.HealthResult.Cause;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Checks that most apps need. None adds a library; each tells the usual failures apart by a {@link
 * Cause}, and says no more than that in an answer.
 */
public final class HealthChecks {

  private HealthChecks() {}

  /**
   * A database: takes one connection and asks the driver whether it is valid. A full pool is waited
   * for by this one thread alone, so a check never adds more than one waiting request to it.
   */
  public static HealthCheck jdbc(DataSource dataSource) {
    return new PooledJdbcCheck(Objects.requireNonNull(dataSource, "dataSource"), () -> false);
  }

  /**
   * A database behind a pool, told apart from the pool: while the pool is full the check does not
   * queue for a connection, and a pool that stays full is {@link Cause#POOL_EXHAUSTED}.
   *
   * <pre>{@code
   * HealthChecks.jdbc(hikari, () -> hikari.getHikariPoolMXBean().getIdleConnections() == 0
   *     && hikari.getHikariPoolMXBean().getTotalConnections() == hikari.getMaximumPoolSize())
   * }</pre>
   *
   * @param isFull whether all connections are in use and there can be no more
   */
  public static HealthCheck jdbc(DataSource dataSource, BooleanSupplier isFull) {
    return new PooledJdbcCheck(
        Objects.requireNonNull(dataSource, "dataSource"), Objects.requireNonNull(isFull, "isFull"));
  }

  /**
   * A database, by a connection of the check's own, opened and closed each time, with a login
   * timeout of a second where the driver has one (PostgreSQL, MySQL, MariaDB, SQL Server, Oracle).
   * It needs no pool and says nothing of one.
   *
   * @param user null where the URL or the driver has it
   * @param password asked for each time; its null is no password
   */
  public static HealthCheck jdbc(
      String url, @Nullable String user, Supplier<@Nullable String> password) {
    return new DirectJdbcCheck(
        Objects.requireNonNull(url, "url"), user, Objects.requireNonNull(password, "password"));
  }

  /**
   * Something that takes TCP connections: opens one and closes it.
   *
   * @param port 1 to 65,535
   * @throws IllegalArgumentException for a port outside its range
   */
  public static HealthCheck tcp(String host, int port) {
    return new TcpCheck(Objects.requireNonNull(host, "host"), Ports.checked(port));
  }

  /**
   * Something that answers HTTP: healthy for a status from 200 to 299. Redirects are not followed,
   * the body is not read.
   *
   * @param target {@code http} or {@code https}, without a user in it
   * @throws IllegalArgumentException for any other target
   */
  public static HttpCheck http(URI target) {
    return HttpCheck.of(target, false);
  }

  /**
   * The health of another service: as {@link #http}, and degraded where its answer's {@code status}
   * says so. Point it at the other's {@code /ready}; two services that ask each other do no harm.
   *
   * @param target {@code http} or {@code https}, without a user in it
   * @throws IllegalArgumentException for any other target
   */
  public static HttpCheck service(URI target) {
    return HttpCheck.of(target, true);
  }

  /**
   * The certificate a TLS server shows: unhealthy once one of its chain has expired, degraded
   * before. Asked once a minute; trust is not judged and nothing is sent.
   *
   * @param port 1 to 65,535
   * @param before degraded when less than this is left; not negative
   * @throws IllegalArgumentException for a port or a duration outside its range
   */
  public static HealthCheck certificate(String host, int port, Duration before) {
    return new CertificateCheck(
            Objects.requireNonNull(host, "host"), Ports.checked(port), checked("before", before))
        .every(Duration.ofMinutes(1));
  }

  /**
   * Free space of the file store that holds {@code path}.
   *
   * @param minFreeBytes unhealthy below this; not negative
   * @throws IllegalArgumentException for a negative limit
   */
  public static HealthCheck diskSpace(Path path, long minFreeBytes) {
    Objects.requireNonNull(path, "path");
    if (minFreeBytes < 0) {
      throw new IllegalArgumentException("least free space: 0 bytes or more, was " + minFreeBytes);
    }
    return HealthCheck.process(
        () -> {
          long free = Files.getFileStore(path).getUsableSpace();
          return free >= minFreeBytes
              ? HealthResult.healthy()
              : HealthResult.unhealthy(Cause.LOW_SPACE, free + " bytes free at " + path);
        });
  }

  /**
   * Heap in use after the last garbage collection, so that garbage does not count.
   *
   * @param maxShare unhealthy above this share of the largest heap; above 0, at most 1
   * @throws IllegalArgumentException for a share outside its range
   */
  public static HealthCheck memory(double maxShare) {
    return HealthCheck.process(MemoryChecks.heapAfterCollection(MemoryChecks.checked(maxShare)));
  }

  /**
   * Memory of the container, or of the machine where there is none, as the JVM sees it.
   *
   * @param maxShare unhealthy when more than this share is in use; above 0, at most 1
   * @throws IllegalArgumentException for a share outside its range
   */
  public static HealthCheck systemMemory(double maxShare) {
    return MemoryChecks.system(MemoryChecks.checked(maxShare));
  }

  /** Threads that wait for each other for ever, as the JVM finds them. */
  public static HealthCheck deadlock() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return HealthCheck.process(
        () -> {
          // The JVM's own contract: null when there is none.
          long[] deadlocked = threads.findDeadlockedThreads();
          return deadlocked == null
              ? HealthResult.healthy()
              : HealthResult.unhealthy(Cause.DEADLOCK, deadlocked.length + " threads");
        });
  }

  /**
   * A thread pool: unhealthy when more than {@code maxQueued} tasks wait, and when all its threads
   * are busy and its queue takes no more.
   *
   * @param maxQueued 0 or more
   * @throws IllegalArgumentException for a negative limit
   */
  public static HealthCheck executor(ThreadPoolExecutor pool, int maxQueued) {
    Objects.requireNonNull(pool, "pool");
    long limit = notNegative("maxQueued", maxQueued);
    return HealthCheck.process(
        () -> {
          int queued = pool.getQueue().size();
          boolean full = pool.getQueue().remainingCapacity() == 0;
          boolean busy = pool.getActiveCount() >= pool.getMaximumPoolSize();
          return queued > limit || (busy && full)
              ? HealthResult.unhealthy(Cause.BACKLOG, queued + " tasks wait")
              : HealthResult.healthy();
        });
  }

  /**
   * A queue or a backlog of any kind, for example the lag of a consumer.
   *
   * @param depth how much waits; may ask a broker
   * @param max unhealthy above this; 0 or more
   * @throws IllegalArgumentException for a negative limit
   */
  public static HealthCheck queueDepth(LongSupplier depth, long max) {
    Objects.requireNonNull(depth, "depth");
    long limit = notNegative("max", max);
    return () -> {
      long waiting = depth.getAsLong();
      return waiting <= limit
          ? HealthResult.healthy()
          : HealthResult.unhealthy(Cause.BACKLOG, waiting + " wait, at most " + limit + " should");
    };
  }

  /**
   * A job that is recorded elsewhere, for example in the app's database; {@link Heartbeat} is for
   * one that runs in this process.
   *
   * @param lastRun when it last ended well; its null is never
   * @param maxAge unhealthy when that is longer ago; not negative
   * @throws IllegalArgumentException for a negative age
   */
  public static HealthCheck lastRun(Supplier<@Nullable Instant> lastRun, Duration maxAge) {
    Objects.requireNonNull(lastRun, "lastRun");
    Duration limit = checked("maxAge", maxAge);
    return () -> {
      Instant last = lastRun.get();
      if (last == null) {
        return HealthResult.unhealthy(Cause.MISSED, "it has never run");
      }
      Duration age = Duration.between(last, Instant.now());
      return age.compareTo(limit) <= 0
          ? HealthResult.healthy()
          : HealthResult.unhealthy(Cause.MISSED, "last run " + age + " ago");
    };
  }

  /**
   * Telemetry itself: degraded while spans, metrics or log lines are being lost or wait for a
   * receiver that does not take them. Never unhealthy: an app without telemetry still works.
   */
  public static HealthCheck telemetry(Observability obs) {
    Objects.requireNonNull(obs, "obs");
    return HealthCheck.process(new TelemetryCheck(obs.diagnostics()));
  }

  private static Duration checked(String what, Duration duration) {
    if (Objects.requireNonNull(duration, what).isNegative()) {
      throw new IllegalArgumentException(what + ": not negative, was " + duration);
    }
    return duration;
  }

  private static long notNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + ": 0 or more, was " + value);
    }
    return value;
  }
}
