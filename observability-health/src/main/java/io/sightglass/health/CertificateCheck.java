// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.health.HealthResult.Cause;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Reads the certificates of a TLS server. It takes any, because one that has expired is what it is
 * looking for, and closes the connection without sending or reading a byte of content.
 */
final class CertificateCheck implements HealthCheck {

  private final String host;
  private final int port;
  private final Duration before;

  CertificateCheck(String host, int port, Duration before) {
    this.host = host;
    this.port = port;
    this.before = before;
  }

  @Override
  public HealthResult check() throws Exception {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), TcpCheck.TIMEOUT_MILLIS);
      plain.setSoTimeout(TcpCheck.TIMEOUT_MILLIS);
      SSLContext context = context();
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
        socket.startHandshake();
        return judge(socket.getSession().getPeerCertificates());
      }
    }
  }

  private HealthResult judge(Certificate... chain) {
    Instant first = Instant.MAX;
    for (Certificate certificate : chain) {
      if (certificate instanceof X509Certificate x509) {
        Instant end = x509.getNotAfter().toInstant();
        first = end.isBefore(first) ? end : first;
      }
    }
    Instant now = Instant.now();
    if (!first.isAfter(now)) {
      return HealthResult.unhealthy(Cause.EXPIRED, "expired at " + first);
    }
    return first.isAfter(now.plus(before))
        ? HealthResult.healthy()
        : HealthResult.degraded(Cause.EXPIRED, "expires at " + first);
  }

  private static SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Any()}, new SecureRandom());
    return context;
  }

  private static final class Any extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
