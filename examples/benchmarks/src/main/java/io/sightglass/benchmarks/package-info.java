// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** What a call costs, beside what a user would pick instead, in one run. */
@NullMarked
package io.sightglass.benchmarks;

import org.jspecify.annotations.NullMarked;
