// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer was exported. Counted in {@code
 * customer_operations_total{operation="exported",status="success"}}.
 *
 * @param customerId the customer's id
 */
@Event(
    value = "customer.exported",
    message = "Customer exported",
    help = "What is known of a customer was exported.",
    counts =
        @Count(
            value = Names.CUSTOMER_OPERATIONS,
            labels = {"operation=exported", "status=success"},
            help = Names.CUSTOMER_OPERATIONS_HELP))
public record CustomerExported(@Detail @Nullable String customerId) {}
