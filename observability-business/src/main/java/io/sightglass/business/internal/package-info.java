// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * What the adapters of the vendors' clients share. It is not for apps: they use {@code
 * io.sightglass.business.openai} and {@code .anthropic}.
 */
@NullMarked
package io.sightglass.business.internal;

import org.jspecify.annotations.NullMarked;
