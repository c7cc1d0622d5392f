// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The settings of a sender over gRPC, without retries of its own and with a small answer. */
record GrpcLimits(GrpcSenderConfig all) implements GrpcSenderConfig {

  @Override
  public @Nullable RetryPolicy getRetryPolicy() {
    return null;
  }

  @Override
  public long getMaxResponseBodySize() {
    return HttpAttempts.LONGEST_ANSWER;
  }

  @Override
  public URI getEndpoint() {
    return all.getEndpoint();
  }

  @Override
  public String getFullMethodName() {
    return all.getFullMethodName();
  }

  @Override
  public @Nullable Compressor getCompressor() {
    return all.getCompressor();
  }

  @Override
  public Duration getTimeout() {
    return all.getTimeout();
  }

  @Override
  public Duration getConnectTimeout() {
    return all.getConnectTimeout();
  }

  @Override
  public Supplier<Map<String, List<String>>> getHeadersSupplier() {
    return all.getHeadersSupplier();
  }

  @Override
  public @Nullable SSLContext getSslContext() {
    return all.getSslContext();
  }

  @Override
  public @Nullable X509TrustManager getTrustManager() {
    return all.getTrustManager();
  }

  @Override
  public @Nullable ExecutorService getExecutorService() {
    return all.getExecutorService();
  }
}
