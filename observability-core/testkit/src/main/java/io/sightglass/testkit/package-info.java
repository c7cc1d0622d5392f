// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * {@link io.sightglass.testkit.TestObservability}, on which a test asserts in one line what an
 * action recorded; and real parts for the tests of an app that uses Sightglass: a receiver of OTLP,
 * a Prometheus, a process of its own, a TCP proxy that breaks connections and a stand-in for AI
 * vendors. Everything listens on 127.0.0.1 and ends with {@code close()}.
 */
@NullMarked
package io.sightglass.testkit;

import org.jspecify.annotations.NullMarked;
