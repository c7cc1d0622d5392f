// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Meters: declared once from a spec, resolved to handles, recorded without a lookup. */
@NullMarked
package io.sightglass.meter;

import org.jspecify.annotations.NullMarked;
