// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Observes Jakarta Servlet containers. */
@NullMarked
package io.sightglass.http.servlet;

import org.jspecify.annotations.NullMarked;
