// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Calls to AI models: duration, tokens, cost, time to the first chunk, tools and prices. */
@NullMarked
package io.sightglass.business.ai;

import org.jspecify.annotations.NullMarked;
