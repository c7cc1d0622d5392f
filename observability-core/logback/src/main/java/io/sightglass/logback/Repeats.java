// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Warnings and errors that come again: the same logger, the same text before its arguments, the
 * same class of exception. Knows 512 at a time; one that finds no place is always written.
 */
final class Repeats {

  private static final int KNOWN = 512;
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** One that comes again, with how often it came in this minute. */
  static final class Entry {

    private final Level level;
    private final String logger;
    private final @Nullable String template;
    private final @Nullable String thrown;
    private final long since;
    private final AtomicInteger count = new AtomicInteger();

    private Entry(ILoggingEvent event, long since) {
      this.level = event.getLevel();
      this.logger = event.getLoggerName();
      this.template = event.getMessage();
      this.thrown = thrown(event);
      this.since = since;
    }

    Level level() {
      return level;
    }

    String logger() {
      return logger;
    }

    String template() {
      return template == null ? "" : template;
    }

    private boolean isOf(ILoggingEvent event) {
      return logger.equals(event.getLoggerName())
          && Objects.equals(template, event.getMessage())
          && Objects.equals(thrown, thrown(event));
    }
  }

  /** Who writes how often one came that was not written. */
  interface Summary {

    /** It came that many times more. */
    void more(Entry entry, int times);
  }

  private final int limit;
  private final Summary summary;
  private final AtomicReferenceArray<@Nullable Entry> known = new AtomicReferenceArray<>(KNOWN);
  private volatile boolean suppressing;

  /**
   * Made for the settings in force.
   *
   * @param limit how often each is written within a minute; 0 for always
   */
  Repeats(int limit, Summary summary) {
    this.limit = limit;
    this.summary = summary;
  }

  private static @Nullable String thrown(ILoggingEvent event) {
    IThrowableProxy proxy = event.getThrowableProxy();
    return proxy == null ? null : proxy.getClassName();
  }

  /** Whether to write it. */
  boolean admits(ILoggingEvent event, long now) {
    if (limit == 0) {
      return true;
    }
    int slot = slot(event);
    Entry entry = known.get(slot);
    if (entry == null || now - entry.since >= WINDOW_NANOS) {
      Entry fresh = new Entry(event, now);
      if (known.compareAndSet(slot, entry, fresh)) {
        end(entry);
        entry = fresh;
      } else {
        entry = known.get(slot);
      }
    }
    if (entry == null || !entry.isOf(event) || entry.count.incrementAndGet() <= limit) {
      return true;
    }
    suppressing = true;
    return false;
  }

  private static int slot(ILoggingEvent event) {
    int hash = event.getLoggerName().hashCode() * 31 + Objects.hashCode(event.getMessage());
    hash = hash * 31 + Objects.hashCode(thrown(event));
    return (hash ^ (hash >>> 16)) & (KNOWN - 1);
  }

  private void end(@Nullable Entry entry) {
    if (entry != null) {
      int more = entry.count.get() - limit;
      if (more > 0) {
        summary.more(entry, more);
      }
    }
  }

  /** Writes the numbers of those whose minute is over, or of all. */
  void tick(long now, boolean all) {
    if (!suppressing) {
      return;
    }
    boolean some = false;
    for (int slot = 0; slot < KNOWN; slot++) {
      Entry entry = known.get(slot);
      if (entry != null) {
        if (all || now - entry.since >= WINDOW_NANOS) {
          if (known.compareAndSet(slot, entry, null)) {
            end(entry);
          }
        } else {
          some |= entry.count.get() > limit;
        }
      }
    }
    suppressing = some;
  }
}
