// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

/** Where leads come from. */
enum LeadSource {
  WEBSITE,
  REFERRAL,
  ADS,
  PARTNER
}
