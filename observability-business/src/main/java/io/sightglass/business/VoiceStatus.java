// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** What became of a voice command. */
public enum VoiceStatus {
  /** Done. */
  SUCCESS,
  /** Understood, but it could not be done. */
  FAILURE,
  /** Not understood. */
  NOT_UNDERSTOOD
}
