// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.spring;

import io.sightglass.event.TransactionEvents;
import java.util.Map;
import java.util.WeakHashMap;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The events of one of Spring's transactions, bound to its thread while it is not suspended. */
final class SpringEvents implements TransactionSynchronization {

  private final Object key;
  private final TransactionEvents held;
  // Weak: nobody says when a savepoint is released, and a transaction may have many.
  private final Map<Object, Integer> marks = new WeakHashMap<>(4);

  SpringEvents(Object key, TransactionEvents held) {
    this.key = key;
    this.held = held;
  }

  TransactionEvents held() {
    return held;
  }

  @Override
  public void suspend() {
    unbind();
  }

  @Override
  public void resume() {
    TransactionSynchronizationManager.bindResource(key, this);
  }

  @Override
  public void savepoint(Object savepoint) {
    marks.put(savepoint, held.held());
  }

  @Override
  public void savepointRollback(Object savepoint) {
    // One set before the first event was recorded is not known here: all came after it.
    held.rolledBackTo(marks.getOrDefault(savepoint, 0));
  }

  @Override
  public void afterCommit() {
    held.committed();
  }

  /** Also records what another's {@code afterCommit} gave, and where another's has thrown. */
  @Override
  public void afterCompletion(int status) {
    unbind();
    if (status == STATUS_COMMITTED) {
      held.committed();
    } else {
      held.rolledBack();
    }
  }

  private void unbind() {
    TransactionSynchronizationManager.unbindResourceIfPossible(key);
  }
}
