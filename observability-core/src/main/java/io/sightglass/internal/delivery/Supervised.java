// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.sightglass.Code;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The thread of a queue: work that fails begins again, at most three times a minute; after that it
 * is off, and says so.
 */
final class Supervised implements Runnable {

  private static final int RESTARTS = 3;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Thread thread;
  private final String noun;
  private final Work work;
  private final Voice voice;
  private final LongSupplier clock;
  private final long[] restarts = new long[RESTARTS];
  private int count;

  /** What the thread does. */
  interface Work {

    /** Works until the end. */
    void run();

    /** Clears up after {@link #run} failed. */
    void failed();

    /** It will not run again. */
    void off();
  }

  Supervised(String noun, Work work, Voice voice, LongSupplier clock) {
    this.noun = noun;
    this.work = work;
    this.voice = voice;
    this.clock = clock;
    this.thread = new Thread(this, "sightglass-delivery " + noun);
    thread.setDaemon(true);
    // Not the loader of whichever app's thread made it.
    thread.setContextClassLoader(Supervised.class.getClassLoader());
  }

  Thread thread() {
    return thread;
  }

  @Override
  public void run() {
    while (true) {
      try {
        work.run();
        return;
      } catch (Throwable failure) {
        if (!restart(failure)) {
          return;
        }
      }
    }
  }

  // Nothing here may need memory to succeed: there may be none.
  private boolean restart(Throwable failure) {
    boolean again = isAllowed();
    try {
      work.failed();
      if (!again) {
        work.off();
      }
      voice.died("delivery of " + noun, failure);
      if (!again) {
        voice.announce(
            Code.INTERNAL_ERROR,
            "delivery of "
                + noun
                + " failed four times within a minute, last by "
                + failure.getClass().getName()
                + ", and is off until the app starts again. The app is not affected.",
            true);
      }
    } catch (Throwable worse) {
      return again;
    }
    return again;
  }

  private boolean isAllowed() {
    long now = clock.getAsLong();
    int slot = count % RESTARTS;
    boolean again = count < RESTARTS || now - restarts[slot] > MINUTE;
    restarts[slot] = now;
    count++;
    return again;
  }
}
