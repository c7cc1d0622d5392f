// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Every meter that exists, as data: docs, dashboards, alerts and tests are made from it. */
@NullMarked
package io.sightglass.catalogue;

import org.jspecify.annotations.NullMarked;
