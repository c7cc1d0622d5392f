// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * The way of spans and log records to their receiver: bounded queues, attempts, retries, and an
 * account that is exact.
 */
@NullMarked
package io.sightglass.internal.delivery;

import org.jspecify.annotations.NullMarked;
