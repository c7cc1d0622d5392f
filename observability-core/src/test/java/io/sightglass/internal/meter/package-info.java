// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Tests of the meter engine. */
@NullMarked
package io.sightglass.internal.meter;

import org.jspecify.annotations.NullMarked;
