// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import org.jspecify.annotations.Nullable;

/**
 * Something could not be done with a customer. Counted in {@code
 * customer_operations_total{status="failure"}}.
 *
 * @param operation what should have been done
 * @param customerId the customer's id
 * @param reason why, in a few words
 */
@Event(
    value = "customer.failed",
    message = "Customer failed",
    help = "Something could not be done with a customer.",
    counts =
        @Count(
            value = Names.CUSTOMER_OPERATIONS,
            labels = {"operation", "status=failure"},
            help = Names.CUSTOMER_OPERATIONS_HELP))
public record CustomerFailed(
    @Label @Nullable CustomerOperation operation,
    @Detail @Nullable String customerId,
    @Detail @Nullable String reason) {}
