// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * What watches an app, made from its catalogue of meters: Prometheus rules, SLOs, dashboards,
 * Alertmanager's routes and runbooks, under the naming profile in force.
 *
 * <p>Queries are written in the names that meters were declared under; {@link
 * io.sightglass.monitoring.PromQl} spells them as a profile does, so that one text serves every
 * profile and a query for a label that does not exist cannot be made.
 */
@NullMarked
package io.sightglass.monitoring;

import org.jspecify.annotations.NullMarked;
