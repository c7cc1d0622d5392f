// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** What kind of WhatsApp message it is. */
public enum WhatsAppType {
  /** Free text. */
  TEXT,
  /** A template that was approved beforehand. */
  TEMPLATE,
  /** A picture, a document, a voice note. */
  MEDIA,
  /** Buttons or lists. */
  INTERACTIVE,
  /** Anything else. */
  OTHER
}
