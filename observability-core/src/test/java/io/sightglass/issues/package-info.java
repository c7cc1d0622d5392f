// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Mistakes that were made once, as tests. */
@NullMarked
package io.sightglass.issues;

import org.jspecify.annotations.NullMarked;
