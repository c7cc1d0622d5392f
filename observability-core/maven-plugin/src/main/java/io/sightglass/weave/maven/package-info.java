// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** The weaver as goals of Maven. */
@NullMarked
package io.sightglass.weave.maven;

import org.jspecify.annotations.NullMarked;
