// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Operational endpoints, independent of the server that answers them. */
@NullMarked
package io.sightglass.endpoint;

import org.jspecify.annotations.NullMarked;
