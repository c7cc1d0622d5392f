// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Observes the JDK's own HTTP server, {@code com.sun.net.httpserver}. */
@NullMarked
package io.sightglass.http.jdk;

import org.jspecify.annotations.NullMarked;
