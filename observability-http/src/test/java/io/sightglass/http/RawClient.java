// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A caller that sends whatever bytes it likes. */
final class RawClient implements AutoCloseable {

  /** An answer as it came over the wire. */
  record Answer(String statusLine, Map<String, String> headers, byte[] body) {

    int status() {
      return Integer.parseInt(statusLine.split(" ", 3)[1]);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  static RawClient to(int port) {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(20_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
      socket.setTcpNoDelay(true);
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One request on a connection of its own. */
  static Answer get(int port, String path) {
    try (RawClient client = to(port)) {
      return client
          .send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          .answer();
    }
  }

  RawClient send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends what the other side takes, if it takes anything. */
  RawClient trySend(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // The other side has had enough: its answer may still be there to read.
    }
    return this;
  }

  Answer answer() {
    return answer(true);
  }

  /** An answer to HEAD: nothing follows its head. */
  Answer answerToHead() {
    return answer(false);
  }

  private Answer answer(boolean withBody) {
    try {
      InputStream in = socket.getInputStream();
      String status = line(in);
      Map<String, String> headers = new TreeMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      int length = withBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
      return new Answer(status, headers, in.readNBytes(length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the other side has closed, once it has sent what it had. */
  boolean isClosed() {
    try {
      InputStream in = socket.getInputStream();
      byte[] skipped = new byte[8192];
      while (in.read(skipped) >= 0) {
        // What came before the end does not matter here.
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended after '" + line + "'");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
