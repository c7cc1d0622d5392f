// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Lifecycle;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks that are asked for before their results are too old, so that a probe reads what is
 * known. One thread, which ends when nobody has asked for a while and when the app stops.
 */
final class Refresher {

  private final List<CheckRunner> checks;
  private final Lifecycle lifecycle;
  private @Nullable Thread thread;
  private boolean woken;

  Refresher(List<CheckRunner> checks, Lifecycle lifecycle) {
    this.checks = checks;
    this.lifecycle = lifecycle;
    lifecycle.onChange(state -> wake());
  }

  /** Looks at the checks soon. Never waits. */
  void wake() {
    synchronized (this) {
      woken = true;
      if (thread != null) {
        notifyAll();
        return;
      }
      if (isStopping()) {
        return;
      }
      Thread own = new Thread(null, this::work, "sightglass-health-refresh", 0, false);
      own.setDaemon(true);
      own.setContextClassLoader(null);
      thread = own;
      try {
        own.start();
      } catch (OutOfMemoryError noThread) {
        thread = null; // Whoever asks next runs the checks itself.
      }
    }
  }

  // While stopping, dependencies go away as they should.
  private boolean isStopping() {
    return lifecycle.state().compareTo(Lifecycle.State.DRAINING) >= 0;
  }

  private void work() {
    long pause = 0;
    while (goOn(pause)) {
      pause = CheckRunner.IDLE;
      for (CheckRunner check : checks) {
        pause = Math.min(pause, tick(check));
      }
    }
  }

  private static long tick(CheckRunner check) {
    try {
      return check.tick();
    } catch (RuntimeException | Error e) {
      return CheckRunner.IDLE; // No memory, for example; whoever asks next runs the check itself.
    }
  }

  private synchronized boolean goOn(long pause) {
    if (isStopping() || (pause == CheckRunner.IDLE && !woken)) {
      thread = null;
      return false;
    }
    if (!woken && pause > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, pause);
      } catch (InterruptedException e) {
        // The thread is this object's own; an interrupt means no more than a look at the checks.
      }
    }
    woken = false;
    return true;
  }
}
