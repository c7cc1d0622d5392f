// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

/**
 * What is known of a check.
 *
 * @param latest the outcome of the latest run that ended
 * @param state the outcome that counts: the latest one, unless it is one against the state so far
 *     and too few agree with it
 */
record Reading(Outcome latest, Outcome state) {}
