// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An error as the thread that met it leaves it: references alone, nothing read or copied.
 *
 * @param work the unit of work or the activity
 * @param occasion the trace or the request; empty for neither
 */
record ErrorSeen(
    String area,
    String type,
    Throwable error,
    Instant time,
    boolean handled,
    @Nullable String work,
    ContextFields fields,
    SpanContext span,
    String occasion,
    long thread) {}
