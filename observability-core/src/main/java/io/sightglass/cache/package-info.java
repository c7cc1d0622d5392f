// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Caches: hits and misses, evictions, durations and sizes. */
@NullMarked
package io.sightglass.cache;

import org.jspecify.annotations.NullMarked;
