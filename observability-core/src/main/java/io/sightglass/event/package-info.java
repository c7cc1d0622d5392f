// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * Events: records that an app declares, each of which makes a counter, histograms, span attributes
 * and a log line.
 */
@NullMarked
package io.sightglass.event;

import org.jspecify.annotations.NullMarked;
