// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.Lifecycle;
import io.sightglass.Observability;
import io.sightglass.config.HealthSettings;
import io.sightglass.endpoint.OpsEndpoint;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.health.CheckRunner.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** The endpoints. Bodies hold states, names the app chose and cause codes, nothing else. */
final class HealthEndpoints {

  private final Observability obs;
  private final List<CheckRunner> checks;
  private final Shape shape;

  HealthEndpoints(Observability obs, List<CheckRunner> checks) {
    this.obs = obs;
    this.checks = checks;
    boolean microProfile = obs.settings().get(HealthSettings.FORMAT).equals("microprofile");
    this.shape = microProfile ? new MicroProfileShape() : new SightglassShape(obs);
  }

  /** Those that every app has, and one for each of its groups. */
  List<OpsEndpoint> all(Map<String, List<CheckRunner>> groups) {
    List<OpsEndpoint> all = new ArrayList<>();
    BooleanSupplier always = () -> true;
    BooleanSupplier known = () -> isKnown(checks);
    BooleanSupplier startKnown = () -> runsNothing() || isKnown(of(Role.STARTED));
    BooleanSupplier readyKnown =
        () -> runsNothing() || (isKnown(of(Role.READY)) && isKnown(of(Role.STARTED)));
    all.add(probe("/live", always, this::live));
    all.add(probe("/ready", readyKnown, this::ready));
    all.add(probe("/started", startKnown, this::started));
    Supplier<Verdict> overall = () -> Verdict.worst(Verdict.read(checks));
    all.add(new Endpoint("/health", known, true, told(overall, shape::summary)));
    all.add(group("detailed", known, overall));
    all.add(group("live", always, this::live));
    all.add(group("ready", readyKnown, this::ready));
    all.add(group("started", startKnown, this::started));
    groups.forEach(
        (name, members) ->
            all.add(
                group(name, () -> isKnown(members), () -> Verdict.worst(Verdict.read(members)))));
    return List.copyOf(all);
  }

  private record Endpoint(
      String path, BooleanSupplier instant, boolean isOpen, Function<OpsRequest, OpsResponse> says)
      implements OpsEndpoint {

    @Override
    public OpsResponse answer(OpsRequest request) {
      return says.apply(request);
    }

    @Override
    public boolean isInstant() {
      return instant.getAsBoolean();
    }
  }

  private OpsEndpoint probe(String path, BooleanSupplier instant, Supplier<Verdict> verdict) {
    return new Endpoint(path, instant, true, request -> answer(verdict.get(), shape::status));
  }

  private OpsEndpoint group(String name, BooleanSupplier instant, Supplier<Verdict> verdict) {
    return new Endpoint("/health/" + name, instant, false, told(verdict, shape::detailed));
  }

  private Function<OpsRequest, OpsResponse> told(
      Supplier<Verdict> verdict, Function<Verdict, Json> details) {
    return request -> answer(verdict.get(), request.isTrusted() ? details : shape::status);
  }

  private static OpsResponse answer(Verdict verdict, Function<Verdict, Json> body) {
    int status = verdict.isGood() ? 200 : 503;
    return OpsResponse.text(status, "application/json", body.apply(verdict).toString());
  }

  private List<CheckRunner> of(Role role) {
    return checks.stream().filter(check -> check.role() == role).toList();
  }

  private static boolean isKnown(List<CheckRunner> members) {
    return members.stream().allMatch(CheckRunner::isInstant);
  }

  /** Whether startup and readiness are decided without any check. */
  private boolean runsNothing() {
    return obs.lifecycle().state() != Lifecycle.State.READY;
  }

  /** Never waits: what is not known of the process does not count against it. */
  private Verdict live() {
    boolean failing = false;
    Map<CheckRunner, Reading> readings = new LinkedHashMap<>();
    for (CheckRunner check : of(Role.LIVE)) {
      failing |= check.isFailing();
      Reading known = check.peek();
      if (known != null) {
        readings.put(check, known);
      }
    }
    return new Verdict(failing ? "unhealthy" : "healthy", !failing, readings);
  }

  private Verdict started() {
    Lifecycle.State state = obs.lifecycle().state();
    if (state == Lifecycle.State.STARTING) {
      return Verdict.of("starting", false);
    }
    List<CheckRunner> required = of(Role.STARTED);
    boolean passed = required.stream().allMatch(CheckRunner::hasPassed);
    if (state != Lifecycle.State.READY) {
      return Verdict.of(passed ? "started" : "starting", passed); // Runs nothing while stopping.
    }
    Map<CheckRunner, Reading> readings = Verdict.read(required);
    passed = required.stream().allMatch(CheckRunner::hasPassed);
    return new Verdict(passed ? "started" : "starting", passed, readings);
  }

  private Verdict ready() {
    Lifecycle.State before = obs.lifecycle().state();
    if (before != Lifecycle.State.READY) {
      return Verdict.of(word(before), false);
    }
    List<CheckRunner> required = new ArrayList<>(of(Role.STARTED));
    required.addAll(of(Role.READY));
    Map<CheckRunner, Reading> readings = Verdict.read(required);
    // Checks take time: the app may have begun to stop meanwhile.
    Lifecycle.State after = obs.lifecycle().state();
    if (after != Lifecycle.State.READY) {
      return Verdict.of(word(after), false);
    }
    if (!of(Role.STARTED).stream().allMatch(CheckRunner::hasPassed)) {
      return new Verdict("starting", false, readings);
    }
    boolean failed = readings.values().stream().anyMatch(known -> known.state().isUnhealthy());
    return new Verdict(failed ? "unhealthy" : "ready", !failed, readings);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
