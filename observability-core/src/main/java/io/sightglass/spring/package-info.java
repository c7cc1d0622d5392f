// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** Events held until Spring's transaction commits; needs spring-tx. */
@NullMarked
package io.sightglass.spring;

import org.jspecify.annotations.NullMarked;
