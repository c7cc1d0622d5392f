// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * Structured log lines through Logback: one JSON object for each event, with the service, the trace
 * and the request it belongs to, or a readable line in a terminal.
 */
@NullMarked
package io.sightglass.logback;

import org.jspecify.annotations.NullMarked;
