// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Tests over real sockets. */
@NullMarked
package io.sightglass.http.client;

import org.jspecify.annotations.NullMarked;
