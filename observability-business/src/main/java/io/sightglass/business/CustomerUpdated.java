// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer was changed. Counted in {@code
 * customer_operations_total{operation="updated",status="success"}}.
 *
 * @param customerId the customer's id
 */
@Event(
    value = "customer.updated",
    message = "Customer updated",
    help = "What is known of a customer was changed.",
    counts =
        @Count(
            value = Names.CUSTOMER_OPERATIONS,
            labels = {"operation=updated", "status=success"},
            help = Names.CUSTOMER_OPERATIONS_HELP))
public record CustomerUpdated(@Detail @Nullable String customerId) {}
