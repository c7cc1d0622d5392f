// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.sightglass.event.TransactionEvents;
import org.jspecify.annotations.Nullable;

/** Holds nothing, where nothing is recorded. */
enum NoTransactionEvents implements TransactionEvents {
  /** The only one. */
  NONE;

  @Override
  public void record(Record event) {}

  @Override
  public void recordOnce(@Nullable String key, Record event) {}

  @Override
  public int held() {
    return 0;
  }

  @Override
  public void committed() {}

  @Override
  public void rolledBack() {}

  @Override
  public void rolledBackTo(int mark) {}
}
