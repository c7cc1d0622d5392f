// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An episode of loss: it begins with the first line that is lost and ends when for a second none
 * was. Each is announced twice, whatever its length. Used by one thread.
 */
final class LossEpisode {

  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LineAccount account;
  private final long[][] before = new long[Levels.COUNT][Loss.values().length];
  private long known;
  private long changed;
  private boolean open;

  LossEpisode(LineAccount account) {
    this.account = account;
    remember();
    known = account.dropped();
  }

  boolean isOpen() {
    return open;
  }

  /** What there is to say now; null for nothing. */
  @Nullable String look(long now, boolean isFull) {
    long dropped = account.dropped();
    if (dropped != known) {
      known = dropped;
      changed = now;
      if (!open) {
        open = true;
        return "log lines are being lost ("
            + reasons()
            + "). Errors and warnings are kept longest.";
      }
    } else if (open && !isFull && now - changed >= QUIET_NANOS) {
      String text = "log lines are whole again. Lost: " + levels() + " (" + reasons() + ").";
      open = false;
      remember();
      return text;
    }
    return null;
  }

  /** What is to be said of an episode that is still open at the end; null for nothing. */
  @Nullable String end() {
    if (!open) {
      return null;
    }
    String text = "log lines were lost until the end: " + levels() + " (" + reasons() + ").";
    open = false;
    remember();
    return text;
  }

  @SuppressWarnings("EnumOrdinal")
  private void remember() {
    for (int level = 0; level < Levels.COUNT; level++) {
      for (Loss reason : Loss.values()) {
        before[level][reason.ordinal()] = account.dropped(level, reason);
      }
    }
  }

  private String levels() {
    StringBuilder text = new StringBuilder();
    for (int level = Levels.ERROR; level >= 0; level--) {
      long lost = 0;
      for (Loss reason : Loss.values()) {
        lost += lost(level, reason);
      }
      if (lost > 0) {
        text.append(text.isEmpty() ? "" : ", ").append(Levels.name(level)).append(' ').append(lost);
      }
    }
    return text.isEmpty() ? "none" : text.toString();
  }

  private String reasons() {
    StringBuilder text = new StringBuilder();
    for (Loss reason : Loss.values()) {
      long lost = 0;
      for (int level = 0; level < Levels.COUNT; level++) {
        lost += lost(level, reason);
      }
      if (lost > 0) {
        text.append(text.isEmpty() ? "" : ", ").append(reason.label()).append(' ').append(lost);
      }
    }
    return text.toString();
  }

  @SuppressWarnings("EnumOrdinal") // an index into this object's arrays, never kept elsewhere
  private long lost(int level, Loss reason) {
    return account.dropped(level, reason) - before[level][reason.ordinal()];
  }
}
