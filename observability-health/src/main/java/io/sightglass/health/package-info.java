// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * Health: checks with a deadline each, and the endpoints {@code /health}, {@code /health/detailed},
 * {@code /ready} and {@code /live} that answer for them.
 */
@NullMarked
package io.sightglass.health;

import org.jspecify.annotations.NullMarked;
