// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.util.Map;

/**
 * An event as it left: with the fields of its log line.
 *
 * @param name for example {@code payment.succeeded}
 * @param fields text, whole numbers as Long, other numbers as Double, or Boolean
 */
public record RecordedEvent(String name, Map<String, Object> fields) {}
