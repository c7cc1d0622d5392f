// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Observes the JDK's own HTTP client, {@code java.net.http}. */
@NullMarked
package io.sightglass.http.client;

import org.jspecify.annotations.NullMarked;
