// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Errors, the lines before them and transactions in Sentry. Needs {@code io.sentry:sentry}. */
@NullMarked
package io.sightglass.sentry;

import org.jspecify.annotations.NullMarked;
