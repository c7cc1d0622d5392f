// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import java.util.Locale;

/** Why something that was accepted was not delivered. */
enum Reason {
  /** The queue was full when it came. */
  QUEUE_FULL,
  /** The receiver refused it. */
  REJECTED,
  /** It could not be handed over within the export timeout. */
  EXPIRED,
  /** It was sent, and an answer never came: the receiver may have it. */
  UNCONFIRMED,
  /** The app stopped before it could be handed over. */
  SHUTDOWN,
  /** An exporter other than OTLP's failed, without saying why. */
  EXPORT_FAILED,
  /** The library itself failed on it (SG-0800). */
  INTERNAL_ERROR;

  /** As the label of {@code sightglass_dropped_total}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
