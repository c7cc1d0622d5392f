// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * Two records of one customer were made one. Counted in {@code
 * customer_operations_total{operation="merged",status="success"}}.
 *
 * @param customerId the customer's id
 */
@Event(
    value = "customer.merged",
    message = "Customer merged",
    help = "Two records of one customer were made one.",
    counts =
        @Count(
            value = Names.CUSTOMER_OPERATIONS,
            labels = {"operation=merged", "status=success"},
            help = Names.CUSTOMER_OPERATIONS_HELP))
public record CustomerMerged(@Detail @Nullable String customerId) {}
