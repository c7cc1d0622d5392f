// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Settings: one table of names, meanings, defaults and allowed values, and the values in force. */
@NullMarked
package io.sightglass.config;

import org.jspecify.annotations.NullMarked;
