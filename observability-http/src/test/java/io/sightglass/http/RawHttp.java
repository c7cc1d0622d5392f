// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests byte by byte, because clients refuse to send what attackers do. */
public final class RawHttp {

  private RawHttp() {}

  /** Sends that and reads until the server closes; the request should ask it to. */
  public static String send(int port, String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends that and reads until the answer ends in {@code last}, for servers that do not close. */
  public static String readUntil(int port, String request, String last) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      StringBuilder answer = new StringBuilder();
      for (int octet = 0; octet >= 0 && answer.indexOf(last) < 0; ) {
        octet = socket.getInputStream().read();
        answer.append((char) octet);
      }
      return answer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A GET with those header lines, each ending in CRLF. */
  public static String get(int port, String path, String headerLines) {
    return send(
        port,
        "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headerLines + "\r\n");
  }

  /** The status of an answer; 0 where the server closed without one. */
  public static int status(String answer) {
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }
}
