// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.outages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Asks a port as a kubelet does: a connection for each probe, a second in all, no redirects. */
record Prober(int port) {

  static final long LIMIT_NANOS = 1_000_000_000L;

  /**
   * What a probe saw.
   *
   * @param status the HTTP status; 0 where no answer came within the limit
   */
  record Answer(int status, String head, String body, long nanos) {

    boolean isInTime() {
      return status > 0 && nanos <= LIMIT_NANOS;
    }
  }

  Answer probe(String path) {
    return send(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: pod\r\nUser-Agent: kube-probe/1.33\r\nAccept: */*\r\n"
            + "Connection: close\r\n\r\n");
  }

  Answer send(String request) {
    long start = System.nanoTime();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] part = new byte[8192];
      int read = 0;
      while (read >= 0) {
        bytes.write(part, 0, read);
        long left = (LIMIT_NANOS - (System.nanoTime() - start)) / 1_000_000;
        socket.setSoTimeout((int) Math.max(1, left));
        read = socket.getInputStream().read(part);
      }
    } catch (SocketTimeoutException e) {
      return new Answer(0, "", "", System.nanoTime() - start);
    } catch (IOException e) {
      // Closed by the other side; what came before counts.
    }
    return parse(bytes.toString(StandardCharsets.ISO_8859_1), System.nanoTime() - start);
  }

  private static Answer parse(String text, long nanos) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0 || !text.startsWith("HTTP/1.")) {
      return new Answer(0, text, "", nanos);
    }
    int status = Integer.parseInt(text.substring(9, 12));
    return new Answer(status, text.substring(0, end), text.substring(end + 4), nanos);
  }
}
