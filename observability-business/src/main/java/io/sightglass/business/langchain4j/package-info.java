// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
/**
 * Observes models of LangChain4j: chat, streams, embeddings, retrieval, speech, tools and
 * guardrails.
 */
@NullMarked
package io.sightglass.business.langchain4j;

import org.jspecify.annotations.NullMarked;
