// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Executors: threads, queues, waiting and running tasks. */
@NullMarked
package io.sightglass.executor;

import org.jspecify.annotations.NullMarked;
