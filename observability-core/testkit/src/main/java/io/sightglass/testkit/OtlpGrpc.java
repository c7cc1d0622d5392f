// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** OTLP over gRPC. */
final class OtlpGrpc {

  private static final Context.Key<OtlpInbox.Source> SOURCE = Context.key("source");

  private final OtlpInbox inbox;
  private final ScheduledExecutorService executor;
  private final Server server;

  OtlpGrpc(OtlpInbox inbox, ScheduledExecutorService executor, int port) throws IOException {
    this.inbox = inbox;
    this.executor = executor;
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .executor(executor)
            .maxInboundMessageSize(OtlpHttp.MAX_BODY)
            .intercept(new Headers())
            .addService(new Traces())
            .addService(new Metrics())
            .addService(new Logs())
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  void close() {
    server.shutdownNow();
  }

  private <T> void reply(OtlpAnswer answer, StreamObserver<T> caller, T success) {
    var unused =
        executor.schedule(
            () -> {
              // A caller that gave up has nobody left to answer.
              if (caller instanceof ServerCallStreamObserver<T> call && call.isCancelled()) {
                return;
              }
              if (answer.isSuccess()) {
                caller.onNext(success);
                caller.onCompleted();
              } else {
                caller.onError(status(answer.status()).asRuntimeException());
              }
            },
            answer.delay().toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** The counterpart of an HTTP status, as OTLP's specification pairs them. */
  private static Status status(int http) {
    Status status =
        switch (http) {
          case 400 -> Status.INVALID_ARGUMENT;
          case 401 -> Status.UNAUTHENTICATED;
          case 403 -> Status.PERMISSION_DENIED;
          case 404 -> Status.UNIMPLEMENTED;
          case 429 -> Status.RESOURCE_EXHAUSTED;
          case 502, 503 -> Status.UNAVAILABLE;
          case 504 -> Status.DEADLINE_EXCEEDED;
          default -> Status.INTERNAL;
        };
    return status.withDescription("HTTP " + http);
  }

  private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> caller) {
      reply(
          inbox.traces(request, SOURCE.get()),
          caller,
          ExportTraceServiceResponse.getDefaultInstance());
    }
  }

  private final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> caller) {
      reply(
          inbox.metrics(request, SOURCE.get()),
          caller,
          ExportMetricsServiceResponse.getDefaultInstance());
    }
  }

  private final class Logs extends LogsServiceGrpc.LogsServiceImplBase {
    @Override
    public void export(
        ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> caller) {
      reply(
          inbox.logs(request, SOURCE.get()),
          caller,
          ExportLogsServiceResponse.getDefaultInstance());
    }
  }

  private static final class Headers implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
      Map<String, List<String>> headers = new TreeMap<>();
      for (String name : metadata.keys()) {
        if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
          List<String> values = new ArrayList<>();
          Iterable<String> all =
              metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
          if (all != null) {
            all.forEach(values::add);
          }
          headers.put(name, values);
        }
      }
      Context context =
          Context.current()
              .withValue(SOURCE, new OtlpInbox.Source("grpc", OtlpRequest.lowerCase(headers)));
      return Contexts.interceptCall(context, call, metadata, next);
    }
  }
}
