// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Observes OpenAI's own client for Java. */
@NullMarked
package io.sightglass.business.openai;

import org.jspecify.annotations.NullMarked;
