// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

/**
 * The events of one transaction, held until it commits. Events that are rolled back are never
 * counted, measured or logged as such.
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
  void recordOnce(String key, Record event);

  /** The transaction has committed: records what is held, in order, and holds nothing more. */
  void committed();

  /** The transaction was rolled back: forgets what is held. */
  void rolledBack();
}
