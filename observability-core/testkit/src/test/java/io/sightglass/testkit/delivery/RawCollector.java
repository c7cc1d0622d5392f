// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.delivery;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A collector over HTTP whose answers are written byte by byte, for those no server would give. */
final class RawCollector implements AutoCloseable {

  /** Writes an answer; the connection is closed after it. */
  interface Reply {
    void write(OutputStream out) throws IOException;
  }

  private final ServerSocket socket;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final AtomicLong requests = new AtomicLong();
  private volatile Reply reply;

  RawCollector(Reply reply) throws IOException {
    this.reply = reply;
    this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    thread(
        () -> {
          while (!socket.isClosed()) {
            Socket client = socket.accept();
            thread(() -> serve(client));
          }
        });
  }

  /** The bytes of an answer with that status line, those headers and that body. */
  static Reply head(String status, String headers, String body) {
    byte[] bytes =
        ("HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body)
            .getBytes(StandardCharsets.ISO_8859_1);
    return out -> out.write(bytes);
  }

  static Reply ok() {
    return head("200 OK", "content-length: 0\r\nconnection: close\r\n", "");
  }

  String endpoint() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  void reply(Reply next) {
    reply = next;
  }

  long requests() {
    return requests.get();
  }

  /** How many different spans came, whatever the answer was. */
  int distinctSpans() {
    return ids.size();
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      InputStream in = client.getInputStream();
      byte[] body = in.readNBytes(contentLength(in));
      requests.incrementAndGet();
      ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .forEach(span -> ids.add(span.getSpanId().toStringUtf8() + span.getSpanId().hashCode()));
      OutputStream out = client.getOutputStream();
      reply.write(out);
      out.flush();
    }
  }

  private static int contentLength(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return 0;
      }
      head.append((char) next);
    }
    for (String line : head.toString().split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void thread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException gone) {
                return;
              }
            },
            "raw-collector");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
