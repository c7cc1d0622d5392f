// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * HTTP/1.1 on 127.0.0.1, one thread for each connection. It can do what the JDK's server does not:
 * break off in the middle of an answer, notice that the client went away, and send small answers
 * without waiting for an acknowledgement.
 */
final class LoopbackHttp implements AutoCloseable {

  private static final int MAX_LINE = 1 << 16;
  private static final int MAX_BODY = 64 << 20;
  private static final AtomicInteger THREADS = new AtomicInteger();

  /** Answers one request. An exception breaks the connection. */
  interface Handler {
    void handle(Request request, LoopbackReply reply) throws IOException;
  }

  /**
   * A request as it came.
   *
   * @param target path and query
   * @param headers names in lower case
   * @param body as text; bytes that are none are replaced
   */
  record Request(String method, String target, Map<String, String> headers, String body) {

    String path() {
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private static final int MAX_CONNECTIONS = 64;

  private final Handler handler;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  // One listens; the others have a connection each.
  private final ExecutorService threads =
      Executors.newFixedThreadPool(1 + MAX_CONNECTIONS, LoopbackHttp::thread);

  LoopbackHttp(Handler handler) throws IOException {
    this.handler = handler;
    listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException | java.util.concurrent.RejectedExecutionException e) {
        // Closed while waiting; the loop's condition ends it.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        Request request = read(in);
        if (request == null) {
          return;
        }
        LoopbackReply reply = new LoopbackReply(socket, in);
        handler.handle(request, reply);
        if (!reply.isComplete() || request.header("connection").equalsIgnoreCase("close")) {
          return;
        }
      }
    } catch (IOException e) {
      // The client went away, or the answer was to break off.
    } finally {
      open.remove(socket);
    }
  }

  private static @org.jspecify.annotations.Nullable Request read(InputStream in)
      throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    String[] parts = first.split(" ", 3);
    if (parts.length < 3) {
      throw new IOException("no request line");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("no header");
      }
      headers.put(
          line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim());
    }
    String body = new String(body(in, headers), StandardCharsets.UTF_8);
    return new Request(parts[0], parts[1], headers, body);
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunked(in);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    if (length > MAX_BODY) {
      throw new IOException("a body of more than " + MAX_BODY + " bytes");
    }
    return exactly(in, length);
  }

  private static byte[] chunked(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in).split(";", 2)[0].trim(), 16);
      if (body.size() + (long) size > MAX_BODY) {
        throw new IOException("a body of more than " + MAX_BODY + " bytes");
      }
      body.write(exactly(in, size));
      line(in);
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body ended early");
    }
    return bytes;
  }

  /** The next line without its end; empty at the end of the stream too. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() == MAX_LINE) {
        throw new IOException("a line of more than " + MAX_LINE + " bytes");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      // Nothing listens any more, which is what was asked for.
    }
    threads.shutdownNow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sightglass-testkit-http-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
