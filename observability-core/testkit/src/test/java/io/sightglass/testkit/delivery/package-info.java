// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** The delivery of spans, log records and metrics to receivers that fail in every way. */
@NullMarked
package io.sightglass.testkit.delivery;

import org.jspecify.annotations.NullMarked;
