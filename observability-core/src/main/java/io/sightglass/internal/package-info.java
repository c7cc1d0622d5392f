// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Not for use outside core: no promise is made about these types. */
@NullMarked
package io.sightglass.internal;

import org.jspecify.annotations.NullMarked;
