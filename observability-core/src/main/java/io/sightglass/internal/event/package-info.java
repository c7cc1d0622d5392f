// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * Resolves declarations of events and records events: one model of a declaration, read from a class
 * or by the compiler, one set of rules over it, and what is kept for each record class.
 */
@NullMarked
package io.sightglass.internal.event;

import org.jspecify.annotations.NullMarked;
