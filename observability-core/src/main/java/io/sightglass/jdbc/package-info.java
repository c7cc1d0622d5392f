// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Queries, connection pools, and events held until a JDBC transaction commits. */
@NullMarked
package io.sightglass.jdbc;

import org.jspecify.annotations.NullMarked;
