// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** A small invoicing service on the JDK's own server, observed end to end. */
@NullMarked
package io.sightglass.examples.quickstart;

import org.jspecify.annotations.NullMarked;
