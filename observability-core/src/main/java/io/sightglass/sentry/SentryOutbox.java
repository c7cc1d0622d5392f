// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.sentry;

import io.sentry.Hint;
import io.sentry.Scope;
import io.sentry.SentryClient;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.hints.SubmissionResult;
import io.sentry.protocol.SentryTransaction;
import io.sentry.util.HintUtils;
import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.util.concurrent.atomic.LongAdder;

/**
 * Hands things to Sentry's client, which has a short queue and a thread, and counts the answers.
 */
final class SentryOutbox {

  private final SentryClient client;
  private final SentryOptions options;
  private final Diagnostics diagnostics;
  private final LongAdder given = new LongAdder();
  private final LongAdder sent = new LongAdder();

  SentryOutbox(SentryClient client, SentryOptions options, Diagnostics diagnostics) {
    this.client = client;
    this.options = options;
    this.diagnostics = diagnostics;
  }

  void send(SentryEvent event) {
    given.increment();
    client.captureEvent(event, new Scope(options), hint("errors"));
  }

  void send(SentryTransaction transaction) {
    given.increment();
    client.captureTransaction(transaction, new Scope(options), hint("traces"));
  }

  private Hint hint(String signal) {
    return HintUtils.createWithTypeCheckHint(new Answer(signal));
  }

  /** How long one half of {@link #close} may take. */
  long limitMillis() {
    return options.getShutdownTimeoutMillis();
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  long sent() {
    return sent.sum();
  }

  /** How much was given to the client and has not arrived. */
  long open() {
    return Math.max(0, given.sum() - sent.sum());
  }

  /** Waits for what is under way, for as long as the options say. */
  void close() {
    client.close();
  }

  /** What Sentry's transport says when it has tried. */
  private final class Answer implements SubmissionResult {

    private final String signal;
    private volatile boolean success;

    Answer(String signal) {
      this.signal = signal;
    }

    @Override
    public void setResult(boolean arrived) {
      success = arrived;
      if (arrived) {
        sent.increment();
        return;
      }
      diagnostics.dropped(signal, "sentry_failed", 1);
      diagnostics.warn(
          Code.SENTRY_FAILED,
          "Sentry did not take what was sent. Check that SENTRY_DSN is right and its host is up;"
              + " the app goes on without.");
    }

    @Override
    public boolean isSuccess() {
      return success;
    }
  }
}
