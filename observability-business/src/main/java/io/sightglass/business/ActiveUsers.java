// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Gauge;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who was seen lately. Ids are kept in memory for a window and leave only as a number. Reading
 * sweeps; writing does so only when all places are taken, at most once a second.
 */
final class ActiveUsers {

  static final int MAX_USERS = 100_000;
  static final int MAX_WORKSPACES = 100;
  private static final int MAX_ID = 256;
  private static final long SECOND = 1_000_000_000L;
  private static final String NAME = "analytics_active_users";
  private static final String HELP = "Users who were seen within the window.";
  private static final String FEED = "Business.analytics().seen";

  /** Whom: a user, in a workspace where those are told apart. */
  private record Seen(@Nullable String workspace, String user) {}

  /** How many by series, at that time. */
  private record Counts(long at, Map<String, Integer> bySeries) {}

  private final Observability obs;
  private final boolean byWorkspace;
  private final long windowNanos;
  private final LongSupplier clock;
  private final Gauge gauge;
  private final ConcurrentHashMap<Seen, Long> last = new ConcurrentHashMap<>();
  private final Set<String> workspaces = ConcurrentHashMap.newKeySet();
  private long sweptAt;
  private @Nullable Counts counts;

  ActiveUsers(Observability obs, boolean byWorkspace, Duration window, LongSupplier clock) {
    this.obs = obs;
    this.byWorkspace = byWorkspace;
    this.windowNanos = window.toNanos();
    this.clock = clock;
    this.sweptAt = clock.getAsLong() - SECOND;
    MeterSpec.Builder spec = MeterSpec.gauge(NAME, HELP).fedBy(FEED);
    if (byWorkspace) {
      spec.label(
          LabelSpec.upTo("workspace", MAX_WORKSPACES)
              .describedAs("if switched on: learned, up to 100"));
    }
    gauge = obs.meters().gauge(spec.build());
    if (!byWorkspace) {
      gauge.observe(() -> count(LabelSpec.OTHER));
    }
  }

  void seen(@Nullable String user, @Nullable String workspace) {
    if (user == null || user.length() > MAX_ID) {
      obs.diagnostics().invalid("metrics", user == null ? "null_argument" : "user_id");
      return;
    }
    Seen key = new Seen(byWorkspace ? series(workspace) : null, user);
    long now = clock.getAsLong();
    if (last.replace(key, now) != null) {
      return;
    }
    if (last.size() >= MAX_USERS && !sweepNow(now)) {
      obs.diagnostics().invalid("metrics", "active_users");
      return;
    }
    last.put(key, now);
  }

  /** The workspace, or _other once there are as many series as there may be. */
  private String series(@Nullable String workspace) {
    String name = workspace == null ? LabelSpec.NONE : workspace;
    return workspaces.contains(name) ? name : learn(name);
  }

  private synchronized String learn(String name) {
    if (workspaces.contains(name)) {
      return name;
    }
    // A value that may not be a label has the series of _other, which must have one reader alone.
    Gauge.Handle others = gauge.handle(LabelSpec.OTHER);
    boolean own = workspaces.size() < MAX_WORKSPACES && !gauge.handle(name).equals(others);
    String series = own ? name : LabelSpec.OTHER;
    if (workspaces.size() <= MAX_WORKSPACES && workspaces.add(series)) {
      gauge.observe(() -> count(series), series);
    }
    return series;
  }

  private synchronized boolean sweepNow(long now) {
    if (now - sweptAt < SECOND) {
      return false;
    }
    sweep(now);
    return last.size() < MAX_USERS;
  }

  private synchronized int count(String series) {
    long now = clock.getAsLong();
    Counts known = counts;
    if (known == null || now - known.at() >= SECOND / 4) {
      known = sweep(now);
    }
    return known.bySeries().getOrDefault(series, 0);
  }

  private Counts sweep(long now) {
    sweptAt = now;
    Map<String, Integer> bySeries = new HashMap<>();
    last.forEach(
        (seen, at) -> {
          if (now - at >= windowNanos) {
            last.remove(seen, at);
          } else {
            String workspace = seen.workspace();
            bySeries.merge(workspace == null ? LabelSpec.OTHER : workspace, 1, Integer::sum);
          }
        });
    Counts fresh = new Counts(now, bySeries);
    counts = fresh;
    return fresh;
  }
}
