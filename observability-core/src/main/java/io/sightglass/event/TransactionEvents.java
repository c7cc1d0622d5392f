// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import org.jspecify.annotations.Nullable;

/**
 * The events of one transaction, held until it commits. Events that are rolled back are never
 * counted, measured or logged as such.
 *
 * <pre>{@code
 * TransactionEvents tx = obs.transaction();
 * tx.record(new InvoicePaid(Method.UPI, amount, id));
 * connection.commit();
 * tx.committed();
 * }</pre>
 *
 * <p>{@code JdbcTransactions} and {@code SpringTransactions} call the last three themselves. After
 * them it may be used for the next transaction.
 *
 * <p>Used by one thread at a time, as a transaction is. Nothing here throws for an event; at most
 * {@value #MAX_EVENTS} are held, further ones are dropped and counted.
 */
public interface TransactionEvents {

  /** How many events a transaction holds at most. */
  int MAX_EVENTS = 10_000;

  /** Holds an event, as it is now, until {@link #committed}. */
  void record(Record event);

  /** Like {@link #record}, once for each key; see {@code Observability.recordOnce}. */
  void recordOnce(@Nullable String key, Record event);

  /** How many events are held; where a savepoint is set, the mark for {@link #rolledBackTo}. */
  int held();

  /** The transaction has committed: records what is held, in order, and holds nothing more. */
  void committed();

  /** The transaction was rolled back: forgets what is held. */
  void rolledBack();

  /**
   * The transaction was rolled back to a savepoint: forgets what came after it.
   *
   * @param mark what {@link #held} was when the savepoint was set
   */
  void rolledBackTo(int mark);
}
