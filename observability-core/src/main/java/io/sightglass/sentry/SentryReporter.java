// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.sentry;

import io.sightglass.ErrorReport;
import io.sightglass.ErrorReporter;
import io.sightglass.internal.Account;

/** Reports errors as Sentry's events. */
final class SentryReporter implements ErrorReporter, Account, AutoCloseable {

  private final SentryOutbox outbox;

  SentryReporter(SentryOutbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void report(ErrorReport error) {
    outbox.send(SentryEvents.of(error));
  }

  @Override
  public String text() {
    return "Sentry " + outbox.sent() + " sent, " + outbox.open() + " lost";
  }

  @Override
  public long lost() {
    return outbox.open();
  }

  @Override
  public void close() {
    outbox.close();
  }
}
