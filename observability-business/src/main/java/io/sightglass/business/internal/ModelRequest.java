// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.internal;

import io.sightglass.business.ai.AiOperation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's client is asked to do.
 *
 * @param operation what for
 * @param model the model, as the app asks for it; empty if it named none
 * @param streaming whether the answer comes in chunks
 * @param maxTokens the most tokens of the answer; null if not said
 * @param temperature null if not said
 * @param prompt the words, read only if they are asked for
 */
public record ModelRequest(
    AiOperation operation,
    String model,
    boolean streaming,
    @Nullable Long maxTokens,
    @Nullable Double temperature,
    Supplier<String> prompt) {}
