// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * Observes HTTP requests, in and out, over small views that any server or client can offer: rate,
 * errors, duration and sizes, a span by OpenTelemetry's conventions, a request id, one log line.
 */
@NullMarked
package io.sightglass.http;

import org.jspecify.annotations.NullMarked;
