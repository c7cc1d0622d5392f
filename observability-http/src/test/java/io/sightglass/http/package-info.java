// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Tests of the portable observers. */
@NullMarked
package io.sightglass.http;

import org.jspecify.annotations.NullMarked;
