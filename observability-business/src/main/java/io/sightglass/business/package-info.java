// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * The signals of a business: records of what happened (invoices, payments, leads, messages, …), and
 * facades for what takes time or has a level.
 */
@NullMarked
package io.sightglass.business;

import org.jspecify.annotations.NullMarked;
