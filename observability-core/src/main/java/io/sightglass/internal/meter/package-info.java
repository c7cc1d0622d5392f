// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * The engine behind the meters: bounded series, two stores, scrapes that one bad meter cannot
 * spoil.
 */
@NullMarked
package io.sightglass.internal.meter;

import org.jspecify.annotations.NullMarked;
