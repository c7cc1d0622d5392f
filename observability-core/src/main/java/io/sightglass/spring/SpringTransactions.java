// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.spring;

import io.sightglass.Observability;
import io.sightglass.event.TransactionEvents;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records events when Spring's current transaction commits, and forgets them when it rolls back.
 *
 * <pre>{@code
 * @Transactional
 * void pay(Invoice invoice) {
 *   repository.save(invoice.paid());
 *   events.record(new InvoicePaid(Method.UPI, invoice.amount(), invoice.id()));
 * }
 * }</pre>
 *
 * <p>Each transaction holds its own: those of {@code REQUIRES_NEW} do not wait for the one around
 * it, and a rollback to a savepoint ({@code NESTED}) forgets what came after it; Spring tells of
 * savepoints since 6.2. Outside a transaction an event is recorded at once; so it is in a reactive
 * transaction, which is bound to no thread.
 *
 * <p>Thread-safe. Nothing here throws for an event. One for each app: two of them hold their events
 * apart.
 */
public final class SpringTransactions {

  private final Observability obs;

  private SpringTransactions(Observability obs) {
    this.obs = obs;
  }

  /** One that records into {@code obs}; the app keeps it, as a bean. */
  public static SpringTransactions of(Observability obs) {
    return new SpringTransactions(Objects.requireNonNull(obs, "obs"));
  }

  /** Records an event when the current transaction commits, or at once outside any. */
  public void record(Record event) {
    TransactionEvents tx = current();
    if (tx == null) {
      obs.record(event);
    } else {
      tx.record(event);
    }
  }

  /**
   * Like {@link #record}, once for each key; see {@link Observability#recordOnce}. The key is taken
   * when the transaction commits: what is rolled back may be tried again.
   */
  public void recordOnce(String key, Record event) {
    TransactionEvents tx = current();
    if (tx == null) {
      obs.recordOnce(key, event);
    } else {
      tx.recordOnce(key, event);
    }
  }

  private @Nullable TransactionEvents current() {
    try {
      if (!TransactionSynchronizationManager.isSynchronizationActive()
          || !TransactionSynchronizationManager.isActualTransactionActive()) {
        return null;
      }
      Object bound = TransactionSynchronizationManager.getResource(this);
      return bound instanceof SpringEvents events ? events.held() : bind();
    } catch (RuntimeException failure) {
      obs.diagnostics().internalError("spring transactions", failure);
      return null;
    }
  }

  private TransactionEvents bind() {
    SpringEvents events = new SpringEvents(this, obs.transaction());
    TransactionSynchronizationManager.registerSynchronization(events);
    TransactionSynchronizationManager.bindResource(this, events);
    return events.held();
  }
}
