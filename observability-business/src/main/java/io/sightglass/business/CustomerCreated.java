// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * A customer was added. Counted in {@code
 * customer_operations_total{operation="created",status="success"}}.
 *
 * @param customerId the customer's id
 */
@Event(
    value = "customer.created",
    message = "Customer created",
    help = "A customer was added.",
    counts =
        @Count(
            value = Names.CUSTOMER_OPERATIONS,
            labels = {"operation=created", "status=success"},
            help = Names.CUSTOMER_OPERATIONS_HELP))
public record CustomerCreated(@Detail @Nullable String customerId) {}
