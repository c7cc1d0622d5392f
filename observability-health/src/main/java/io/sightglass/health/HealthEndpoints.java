// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Lifecycle;
import io.sightglass.Observability;
import io.sightglass.config.Setting;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.health.HealthResult.Cause;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The four endpoints. Bodies hold states, names the app chose and cause codes, nothing else. */
final class HealthEndpoints {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Observability obs;
  private final List<CheckRunner> checks;

  private HealthEndpoints(Observability obs, List<CheckRunner> checks) {
    this.obs = obs;
    this.checks = checks;
  }

  static List<OpsEndpoint> of(Observability obs, List<CheckRunner> checks) {
    HealthEndpoints endpoints = new HealthEndpoints(obs, checks);
    OpsResponse alive = answer(true, new Json().open().field("status", "healthy").close());
    return List.of(
        new Endpoint("/live", true, true, request -> alive),
        new Endpoint("/ready", false, true, request -> endpoints.ready()),
        new Endpoint("/health", false, true, endpoints::summary),
        new Endpoint("/health/detailed", false, false, endpoints::detailed));
  }

  private record Endpoint(
      String path, boolean isInstant, boolean isOpen, Function<OpsRequest, OpsResponse> answers)
      implements OpsEndpoint {

    @Override
    public OpsResponse answer(OpsRequest request) {
      return answers.apply(request);
    }
  }

  private OpsResponse ready() {
    Lifecycle.State before = obs.lifecycle().state();
    if (before != Lifecycle.State.READY) {
      return state(before);
    }
    boolean failed =
        outcomes(CheckRunner::isReady).values().stream().anyMatch(Outcome::isUnhealthy);
    // Checks take time: the app may have begun to stop meanwhile.
    Lifecycle.State after = obs.lifecycle().state();
    if (after != Lifecycle.State.READY) {
      return state(after);
    }
    String word = failed ? "unhealthy" : "ready";
    return answer(!failed, new Json().open().field("status", word).close());
  }

  private static OpsResponse state(Lifecycle.State state) {
    return answer(false, new Json().open().field("status", word(state)).close());
  }

  private OpsResponse summary(OpsRequest request) {
    Map<CheckRunner, Outcome> outcomes = outcomes(check -> true);
    String status = overall(outcomes);
    if (!request.isTrusted()) {
      return statusAlone(status);
    }
    Json json = head(status).open("services");
    outcomes.forEach(
        (check, outcome) ->
            json.field(check.name(), outcome.isUnhealthy() ? "disconnected" : "connected"));
    return answer(!status.equals("unhealthy"), json.close().close());
  }

  private static OpsResponse statusAlone(String status) {
    return answer(!status.equals("unhealthy"), new Json().open().field("status", status).close());
  }

  private OpsResponse detailed(OpsRequest request) {
    Map<CheckRunner, Outcome> outcomes = outcomes(check -> true);
    String status = overall(outcomes);
    if (!request.isTrusted()) {
      return statusAlone(status);
    }
    Json json = head(status).field("state", word(obs.lifecycle().state())).openList("checks");
    outcomes.forEach((check, outcome) -> item(json, check, outcome));
    return answer(!status.equals("unhealthy"), json.closeList().close());
  }

  private Json head(String status) {
    return new Json()
        .open()
        .field("status", status)
        .field("timestamp", TIME.format(Instant.now()))
        .field("version", obs.settings().get(Setting.APP_VERSION))
        .field("uptime", obs.lifecycle().uptime().toNanos() / 1e9);
  }

  private static void item(Json json, CheckRunner check, Outcome outcome) {
    json.openItem()
        .field("name", check.name())
        .field("status", outcome.isUnhealthy() ? "DOWN" : "UP")
        .open("data")
        .field("result", outcome.result())
        .field("level", word(check.level()))
        .field("ready", check.isReady());
    Cause cause = outcome.cause();
    if (cause != null) {
      json.field("cause", cause.code());
    }
    json.field("duration_ms", outcome.nanos() / 1e6)
        .field("last_checked", TIME.format(outcome.at()))
        .field("stale", check.isStale(outcome))
        .close()
        .close();
  }

  /** Begins every run before it waits for the first, so that they overlap. */
  private Map<CheckRunner, Outcome> outcomes(Predicate<CheckRunner> which) {
    Map<CheckRunner, CheckRun> runs = new LinkedHashMap<>();
    for (CheckRunner check : checks) {
      if (which.test(check)) {
        runs.put(check, check.begin());
      }
    }
    Map<CheckRunner, Outcome> outcomes = new LinkedHashMap<>();
    runs.forEach((check, run) -> outcomes.put(check, run.outcome()));
    return outcomes;
  }

  private static String overall(Map<CheckRunner, Outcome> outcomes) {
    String overall = "healthy";
    for (Map.Entry<CheckRunner, Outcome> entry : outcomes.entrySet()) {
      Health.Level level = entry.getKey().level();
      if (level == Health.Level.CRITICAL && entry.getValue().isUnhealthy()) {
        return "unhealthy";
      }
      if (level != Health.Level.INFORMATIONAL && entry.getValue().cause() != null) {
        overall = "degraded";
      }
    }
    return overall;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static OpsResponse answer(boolean good, Json json) {
    return OpsResponse.text(good ? 200 : 503, "application/json", json.toString());
  }
}
