// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * A customer was deleted. Counted in {@code
 * customer_operations_total{operation="deleted",status="success"}}.
 *
 * @param customerId the customer's id
 */
@Event(
    value = "customer.deleted",
    message = "Customer deleted",
    help = "A customer was deleted.",
    counts =
        @Count(
            value = Names.CUSTOMER_OPERATIONS,
            labels = {"operation=deleted", "status=success"},
            help = Names.CUSTOMER_OPERATIONS_HELP))
public record CustomerDeleted(@Detail @Nullable String customerId) {}
