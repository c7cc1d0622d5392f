// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/** How the redactor finds what must not leave: in one pass, in time linear in the text. */
@NullMarked
package io.sightglass.internal.redact;

import org.jspecify.annotations.NullMarked;
