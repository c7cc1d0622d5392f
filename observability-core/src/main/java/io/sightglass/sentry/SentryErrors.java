// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.sentry;

import io.sentry.SentryClient;
import io.sentry.SentryOptions;
import io.sightglass.Code;
import io.sightglass.Observability;
import io.sightglass.config.SentrySettings;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import io.sightglass.internal.SpanSource;
import io.sightglass.internal.SpanTap;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports the app's errors to Sentry: with their stacks, the log lines before them, user and
 * workspace, and the ids of the trace. Requests and outermost activities go there as transactions
 * where {@code SENTRY_TRACES_SAMPLE_RATE} says so.
 *
 * <pre>{@code
 * var obs = Observability.fromEnvironment("billing");
 * SentryErrors.install(obs);   // does nothing without SENTRY_DSN
 * }</pre>
 *
 * <p>It has a client of its own: {@code Sentry.init} is not called, no hook and no handler of
 * uncaught exceptions is set, and what an app does with Sentry's static methods is left alone.
 */
public final class SentryErrors {

  private static final int QUEUE = 100;
  private static final int TIMEOUT_MILLIS = 5_000;

  private SentryErrors() {}

  /**
   * Sends the errors of that app to the project of {@code SENTRY_DSN}; call it once.
   *
   * @return whether they go there; false without a DSN or with everything off
   */
  public static boolean install(Observability obs) {
    Settings settings = Objects.requireNonNull(obs, "obs").settings();
    if (obs.isOff() || settings.get(SentrySettings.DSN).isEmpty()) {
      obs.diagnostics().status("errors", "counted and logged (Sentry: set SENTRY_DSN)");
      return false;
    }
    SentryOptions options = options(obs.name(), settings);
    SentryClient client;
    try {
      client = new SentryClient(options);
    } catch (RuntimeException refused) {
      obs.diagnostics()
          .warn(
              Code.SENTRY_FAILED,
              "Sentry's client could not be made ("
                  + refused.getClass().getSimpleName()
                  + "); errors are counted and logged. Correct SENTRY_DSN.");
      return false;
    }
    SentryOutbox outbox = new SentryOutbox(client, options, obs.diagnostics());
    String transactions = transactions(obs, settings, outbox);
    obs.errors().sendTo("Sentry", new SentryReporter(outbox));
    obs.diagnostics().status("errors", status(options, settings, transactions));
    return true;
  }

  private static SentryOptions options(String name, Settings settings) {
    String release = settings.get(SentrySettings.RELEASE);
    String environment = settings.get(SentrySettings.ENVIRONMENT);
    long limit = Math.max(1, settings.get(Setting.SHUTDOWN_TIMEOUT).toMillis() / 8);
    SentryOptions options = new SentryOptions();
    options.setDsn(settings.get(SentrySettings.DSN));
    options.setRelease(
        release.isEmpty() ? name + '@' + settings.get(Setting.APP_VERSION) : release);
    options.setEnvironment(environment.isEmpty() ? settings.get(Setting.APP_ENV) : environment);
    options.setShutdownTimeoutMillis(limit);
    options.setFlushTimeoutMillis(limit);
    options.setConnectionTimeoutMillis(TIMEOUT_MILLIS);
    options.setReadTimeoutMillis(TIMEOUT_MILLIS);
    options.setMaxQueueSize(QUEUE);
    options.setTracesSampleRate(null);
    quiet(options);
    return options;
  }

  /** What Sentry would do besides, or a second time. */
  private static void quiet(SentryOptions options) {
    options.setEnableUncaughtExceptionHandler(false);
    options.setEnableShutdownHook(false);
    options.setEnableAutoSessionTracking(false);
    options.setEnableDeduplication(false);
    options.setEnableExternalConfiguration(false);
    options.setSendClientReports(false);
    options.setAttachServerName(false);
    options.setAttachThreads(false);
    options.setAttachStacktrace(false);
  }

  private static String transactions(Observability obs, Settings settings, SentryOutbox outbox) {
    double rate = settings.get(SentrySettings.TRACES_SAMPLE_RATE);
    if (rate <= 0) {
      return "off";
    }
    @Nullable SpanTap tap = obs instanceof SpanSource source ? source.spanTap() : null;
    if (tap == null) {
      return "off (the OpenTelemetry is not the library's own, or OTEL_SDK_DISABLED)";
    }
    tap.to(new SentryTransactions(outbox, rate, obs.redactor()));
    return percent(rate);
  }

  private static String status(SentryOptions options, Settings settings, String transactions) {
    URI dsn = URI.create(settings.get(SentrySettings.DSN));
    double profiles = settings.get(SentrySettings.PROFILES_SAMPLE_RATE);
    return "to Sentry at "
        + dsn.getHost()
        + (dsn.getPort() < 0 ? "" : ":" + dsn.getPort())
        + ", release "
        + options.getRelease()
        + ", environment "
        + options.getEnvironment()
        + ", transactions "
        + transactions
        + ", profiles off"
        + (profiles > 0
            ? " (SENTRY_PROFILES_SAMPLE_RATE=" + profiles + ": Sentry's profiler is not supported)"
            : "");
  }

  private static String percent(double rate) {
    return Math.round(rate * 1_000) / 10.0 + " %";
  }
}
