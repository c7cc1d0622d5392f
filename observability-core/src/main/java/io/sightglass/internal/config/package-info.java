// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Reads, checks and completes the settings. Not for use outside core. */
@NullMarked
package io.sightglass.internal.config;

import org.jspecify.annotations.NullMarked;
