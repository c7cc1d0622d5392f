// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Health of a HikariCP pool and the database behind it. Needs HikariCP. */
@NullMarked
package io.sightglass.health.hikari;

import org.jspecify.annotations.NullMarked;
