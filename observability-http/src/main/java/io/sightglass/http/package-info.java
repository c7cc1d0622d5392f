// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** HTTP: what is observed of servers and clients, and the port of the operational endpoints. */
@NullMarked
package io.sightglass.http;

import org.jspecify.annotations.NullMarked;
