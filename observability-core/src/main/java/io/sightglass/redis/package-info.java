// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Commands to Redis, through Lettuce and Jedis. */
@NullMarked
package io.sightglass.redis;

import org.jspecify.annotations.NullMarked;
