// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** The object an app builds, what it records with, and its lifecycle. */
@NullMarked
package io.sightglass;

import org.jspecify.annotations.NullMarked;
