// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * Real servers for tests: a container where Docker runs, the embedded server elsewhere. Needs
 * JUnit, and Testcontainers or the embedded server, on the test class path.
 */
@NullMarked
package io.sightglass.testkit.servers;

import org.jspecify.annotations.NullMarked;
