// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.http.HttpServerRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A GET with four headers, used again for each call as servers do, so that the bytes counted are
 * those of the code under test.
 */
final class StubRequest extends HttpServletRequestWrapper implements HttpServerRequest {

  static final String PATH = "/invoices/42";
  static final String ROUTE = "/invoices/{id}";
  static final String PEER = "192.0.2.10";
  static final List<String> NAMES = List.of("host", "user-agent", "accept", "traceparent");

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

  private final List<List<String>> values;
  private final @Nullable String[] attributeNames = new String[8];
  private final @Nullable Object[] attributes = new Object[8];

  /** A request whose trace the caller sampled, or not. */
  StubRequest(boolean sampled) {
    super(Missing.of(HttpServletRequest.class));
    values =
        List.of(
            List.of("shop.example"),
            List.of("curl/8.5.0"),
            List.of("application/json"),
            List.of(TRACE + (sampled ? "01" : "00")));
  }

  /** Forgets the call before, as a server does with a request it uses again. */
  StubRequest recycle() {
    for (int i = 0; i < attributes.length && attributeNames[i] != null; i++) {
      attributeNames[i] = null;
      attributes[i] = null;
    }
    return this;
  }

  /** Every value of a header. */
  List<String> all(String name) {
    for (int i = 0; i < 4; i++) {
      if (NAMES.get(i).equalsIgnoreCase(name)) {
        return values.get(i);
      }
    }
    return List.of();
  }

  @Override
  public List<String> headers(String name) {
    return all(name);
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String protocolVersion() {
    return "1.1";
  }

  @Override
  public String peerAddress() {
    return PEER;
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> found = all(name);
    return found.isEmpty() ? null : found.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(all(name));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(NAMES);
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getRequestURI() {
    return PATH;
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public String getServletPath() {
    return PATH;
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public String getScheme() {
    return "http";
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public String getRemoteAddr() {
    return PEER;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    int slot = slot(name);
    return slot < 0 ? null : attributes[slot];
  }

  @Override
  public void setAttribute(String name, Object value) {
    int slot = slot(name);
    if (slot < 0) {
      slot = free();
      attributeNames[slot] = name;
    }
    attributes[slot] = value;
  }

  @Override
  public void removeAttribute(String name) {
    int slot = slot(name);
    if (slot >= 0) {
      attributes[slot] = null;
    }
  }

  private int slot(String name) {
    for (int i = 0; i < attributeNames.length; i++) {
      if (name.equals(attributeNames[i])) {
        return i;
      }
    }
    return -1;
  }

  private int free() {
    for (int i = 0; i < attributeNames.length; i++) {
      if (attributeNames[i] == null) {
        return i;
      }
    }
    throw new IllegalStateException("more attributes than the stub has room for");
  }
}
