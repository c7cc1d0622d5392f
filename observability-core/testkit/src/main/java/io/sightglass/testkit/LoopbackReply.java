// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One answer: whole, in chunks, broken off, or none at all. */
final class LoopbackReply {

  private final Socket socket;
  private final InputStream in;
  private boolean complete;

  LoopbackReply(Socket socket, InputStream in) {
    this.socket = socket;
    this.in = in;
  }

  /** Whether the connection can take another request. */
  boolean isComplete() {
    return complete;
  }

  /** Head and body in one packet. */
  void whole(int status, String type, Map<String, String> headers, byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 256);
    out.write(head(status, type, headers, "content-length: " + body.length));
    out.write(body);
    write(out.toByteArray());
    complete = true;
  }

  /** The head of an answer that comes in chunks. */
  void begin(String type, Map<String, String> headers) throws IOException {
    write(head(200, type, headers, "transfer-encoding: chunked"));
  }

  /** The next chunk, sent at once. */
  void chunk(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.write('\r');
    out.write('\n');
    write(out.toByteArray());
  }

  /** The regular end of an answer in chunks. */
  void end() throws IOException {
    write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    complete = true;
  }

  /** Resets the connection, so that the client sees an error and no end. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /**
   * Ends the connection within the answer. What was sent arrives, which a reset does not promise.
   */
  void breakOff() throws IOException {
    socket.close();
  }

  /** Says nothing more and waits until the client goes away. */
  void awaitClientGone() throws IOException {
    while (in.read() >= 0) {
      // What it still sends is of no interest.
    }
  }

  private void write(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  private static byte[] head(int status, String type, Map<String, String> headers, String framing) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(status).append(" \r\ncontent-type: ").append(type);
    headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    head.append("\r\n").append(framing).append("\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
