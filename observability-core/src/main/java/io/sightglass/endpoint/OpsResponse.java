// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An answer: status, headers and a body of known length, kept as chunks so that a large one is
 * shared between readers instead of copied.
 *
 * <p>Immutable and thread-safe; the chunks must not be changed.
 */
public final class OpsResponse {

  private final int status;
  private final Map<String, String> headers;
  private final List<byte[]> chunks;
  private final long length;

  private OpsResponse(int status, Map<String, String> headers, List<byte[]> chunks, long length) {
    this.status = status;
    this.headers = Collections.unmodifiableMap(headers);
    this.chunks = chunks;
    this.length = length;
  }

  /** An answer with a body of those chunks, which it keeps. */
  public static OpsResponse of(int status, String contentType, List<byte[]> chunks) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", checked("contentType", contentType));
    List<byte[]> body = checked(chunks);
    return new OpsResponse(status, headers, body, sum(body));
  }

  /** An answer whose body is that text in UTF-8. */
  public static OpsResponse text(int status, String contentType, String body) {
    return of(status, contentType, List.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * A copy with one more header, or with another value of it.
   *
   * @throws IllegalArgumentException for a control character in either
   */
  public OpsResponse withHeader(String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(headers);
    copy.put(checked("name", name), checked("value", value));
    return new OpsResponse(status, copy, chunks, length);
  }

  /** A copy with that body in place of this one. */
  public OpsResponse withBody(List<byte[]> body) {
    List<byte[]> chunks = checked(body);
    return new OpsResponse(status, headers, chunks, sum(chunks));
  }

  /** A copy for HEAD: the same headers and {@link #length()}, and no body. */
  public OpsResponse withoutBody() {
    return new OpsResponse(status, headers, List.of(), length);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Headers by name, in order; without Content-Length, which the server derives. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The body; not to be changed. */
  public List<byte[]> chunks() {
    return chunks;
  }

  /** The body's length in bytes; of an answer to HEAD, what GET would have. */
  public long length() {
    return length;
  }

  /** The whole body as one array, for small answers and tests. */
  public byte[] bytes() {
    byte[] all = new byte[Math.toIntExact(sum(chunks))];
    int at = 0;
    for (byte[] chunk : chunks) {
      System.arraycopy(chunk, 0, all, at, chunk.length);
      at += chunk.length;
    }
    return all;
  }

  /** Copies the body. */
  public void writeTo(OutputStream out) throws IOException {
    for (byte[] chunk : chunks) {
      out.write(chunk);
    }
  }

  private static List<byte[]> checked(List<byte[]> body) {
    List<byte[]> chunks = new ArrayList<>(Objects.requireNonNull(body, "body"));
    chunks.forEach(chunk -> Objects.requireNonNull(chunk, "a chunk of the body"));
    return Collections.unmodifiableList(chunks);
  }

  private static long sum(List<byte[]> chunks) {
    long sum = 0;
    for (byte[] chunk : chunks) {
      sum += chunk.length;
    }
    return sum;
  }

  private static String checked(String what, String text) {
    if (Objects.requireNonNull(text, what).chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("header " + what + ": no control characters");
    }
    return text;
  }
}
