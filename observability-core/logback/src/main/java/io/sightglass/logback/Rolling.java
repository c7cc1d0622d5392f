// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * When a file is rolled, and what becomes of rolled ones: {@code app.log} is moved to {@code
 * app.log.2026-11-25.0} and compressed; the oldest are deleted. Days and hours are those of UTC, as
 * in the lines.
 */
final class Rolling {

  private static final String PART = ".part";
  private static final Pattern ROLLED =
      Pattern.compile("\\.\\d{4}-\\d{2}-\\d{2}(T\\d{2})?\\.\\d{1,9}(\\.gz)?");
  private static final long AGAIN_MILLIS = Duration.ofMinutes(1).toMillis();

  private final long maxSize;
  private final String every;
  private final Duration keep;
  private final long totalSize;
  private final LongSupplier clock;
  private final ReentrantLock tidying = new ReentrantLock();
  private long notBefore = Long.MIN_VALUE;

  Rolling(long maxSize, String every, Duration keep, long totalSize, LongSupplier clock) {
    this.maxSize = maxSize;
    this.every = every;
    this.keep = keep;
    this.totalSize = totalSize;
    this.clock = clock;
  }

  /** The day or the hour of that time, or of now for 0. */
  long period(long millis) {
    Instant time = Instant.ofEpochMilli(millis == 0 ? clock.getAsLong() : millis);
    return switch (every) {
      case "daily" -> time.truncatedTo(ChronoUnit.DAYS).toEpochMilli();
      case "hourly" -> time.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
      default -> 0;
    };
  }

  /** Whether a file of that period is to be rolled before it gets that large. */
  boolean isDue(long size, long period) {
    return (size > maxSize || period(0) != period) && clock.getAsLong() >= notBefore;
  }

  /**
   * Moves the file out of the way. Where that cannot be done it stays, and is tried again later.
   */
  void roll(Path file, long period) {
    try {
      Files.move(file, free(file, period));
    } catch (IOException e) {
      notBefore = clock.getAsLong() + AGAIN_MILLIS;
      return;
    }
    Thread tidy = new Thread(() -> tidy(file), "sightglass-logs-roll");
    tidy.setDaemon(true);
    tidy.start();
  }

  private Path free(Path file, long period) {
    Instant of = Instant.ofEpochMilli(period == 0 ? clock.getAsLong() : period);
    String day =
        DateTimeFormatter.ofPattern(every.equals("hourly") ? "yyyy-MM-dd'T'HH" : "yyyy-MM-dd")
            .withLocale(Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(of);
    for (int i = 0; ; i++) {
      Path target = file.resolveSibling(file.getFileName() + "." + day + "." + i);
      if (!Files.exists(target) && !Files.exists(gz(target))) {
        return target;
      }
    }
  }

  private static Path gz(Path file) {
    return file.resolveSibling(file.getFileName() + ".gz");
  }

  /** Compresses what was rolled and deletes what is too old or too much. */
  void tidy(Path file) {
    tidying.lock();
    try {
      for (Path rolled : rolled(file)) {
        if (!rolled.toString().endsWith(".gz")) {
          compress(rolled);
        }
      }
      prune(file);
    } catch (IOException e) {
      // No space, perhaps. What could not be done is done when the file is rolled next.
      notBefore = Math.max(notBefore, 0);
    } finally {
      tidying.unlock();
    }
  }

  private static void compress(Path rolled) throws IOException {
    Path part = rolled.resolveSibling(rolled.getFileName() + PART);
    try (InputStream in = Files.newInputStream(rolled);
        OutputStream out = new GZIPOutputStream(Files.newOutputStream(part), 64 * 1024)) {
      in.transferTo(out);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.setLastModifiedTime(part, Files.getLastModifiedTime(rolled));
    Files.move(part, gz(rolled), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(rolled);
  }

  private void prune(Path file) throws IOException {
    List<Path> all = rolled(file);
    all.sort(Comparator.comparing(Rolling::modified).reversed());
    Instant oldest = Instant.ofEpochMilli(clock.getAsLong()).minus(keep);
    long sum = 0;
    for (Path rolled : all) {
      sum += Files.size(rolled);
      if (sum > totalSize || modified(rolled).isBefore(oldest)) {
        Files.deleteIfExists(rolled);
      }
    }
  }

  private static Instant modified(Path path) {
    try {
      return Files.getLastModifiedTime(path).toInstant();
    } catch (IOException gone) {
      return Instant.EPOCH;
    }
  }

  private static List<Path> rolled(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    Path folder = file.toAbsolutePath().getParent();
    List<Path> rolled = new ArrayList<>();
    if (folder == null) {
      return rolled;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String other = String.valueOf(entry.getFileName());
        if (other.startsWith(name) && ROLLED.matcher(other.substring(name.length())).matches()) {
          rolled.add(entry);
        }
      }
    }
    return rolled;
  }
}
