// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Observes Anthropic's own client for Java. */
@NullMarked
package io.sightglass.business.anthropic;

import org.jspecify.annotations.NullMarked;
