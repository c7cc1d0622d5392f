// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** The weaver: puts the calls of the run time around annotated methods of class files. */
@NullMarked
package io.sightglass.weave;

import org.jspecify.annotations.NullMarked;
