// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One connection through a proxy: a thread for each direction. */
final class FaultyConnection {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int CHUNK = 8_192;

  private final FaultyTcpProxy proxy;
  private final Socket client;
  private final Socket server = new Socket();
  private final InetSocketAddress target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean over;
  private long answered;

  FaultyConnection(FaultyTcpProxy proxy, Socket client, InetSocketAddress target) {
    this.proxy = proxy;
    this.client = client;
    this.target = target;
  }

  void start() {
    FaultyTcpProxy.start("requests", this::requests);
  }

  void faultChanged() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends it with RST on the client's side. */
  void reset() {
    try {
      client.setSoLinger(true, 0);
    } catch (SocketException e) {
      // Closed already: there is nothing left to reset.
    }
    end();
  }

  private void end() {
    lock.lock();
    try {
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    proxy.ended(this);
    closeQuietly(server);
    closeQuietly(client);
  }

  private void requests() {
    try {
      client.setTcpNoDelay(true);
      passed();
      server.connect(target, CONNECT_MILLIS);
      server.setTcpNoDelay(true);
      FaultyTcpProxy.start("answers", this::answers);
      copy(client.getInputStream(), server.getOutputStream(), this::passed);
      server.shutdownOutput();
    } catch (IOException e) {
      end();
    }
  }

  private void answers() {
    try {
      OutputStream out = client.getOutputStream();
      InputStream in = server.getInputStream();
      byte[] buffer = new byte[CHUNK];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!answer(out, buffer, n)) {
          return;
        }
      }
      end();
    } catch (IOException e) {
      end();
    }
  }

  /** Passes one piece of an answer on, as the fault has it; false when the connection is over. */
  private boolean answer(OutputStream out, byte[] buffer, int length) throws IOException {
    passed();
    Fault fault = proxy.fault();
    int pass = length;
    switch (fault.kind()) {
      case DELAY -> pause(fault, fault.amount());
      case THROTTLE -> {
        throttled(out, buffer, length, fault);
        return true;
      }
      case RESET, TRUNCATE -> pass = (int) Math.min(length, Math.max(0, fault.amount() - answered));
      case GARBAGE -> spoil(buffer, length);
      default -> {}
    }
    out.write(buffer, 0, pass);
    answered += pass;
    if (pass == length) {
      return true;
    }
    if (fault.kind() == Fault.Kind.RESET) {
      reset();
    } else {
      end();
    }
    return false;
  }

  private void throttled(OutputStream out, byte[] buffer, int length, Fault fault)
      throws IOException {
    int piece = (int) Math.max(1, Math.min(length, fault.amount() / 10));
    for (int at = 0; at < length; at += piece) {
      int n = Math.min(piece, length - at);
      pause(fault, 1_000_000_000L * n / fault.amount());
      out.write(buffer, at, n);
      answered += n;
    }
  }

  private static void spoil(byte[] buffer, int length) {
    for (int i = 0; i < length; i++) {
      buffer[i] ^= 0x5A;
    }
  }

  /** Holds the thread while the fault is to hang. */
  private void passed() throws IOException {
    lock.lock();
    try {
      while (!over && proxy.fault().kind() == Fault.Kind.HANG) {
        changed.await();
      }
      if (over) {
        throw new SocketException("over");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits, but no longer than the fault is in force. */
  private void pause(Fault fault, long nanos) throws IOException {
    lock.lock();
    try {
      long left = nanos;
      while (!over && left > 0 && proxy.fault() == fault) {
        left = changed.awaitNanos(left);
      }
      if (over) {
        throw new SocketException("over");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private interface Gate {
    void pass() throws IOException;
  }

  private static void copy(InputStream in, OutputStream out, Gate gate) throws IOException {
    byte[] buffer = new byte[CHUNK];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      gate.pass();
      out.write(buffer, 0, n);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The other side may have closed it first; it is closed either way.
    }
  }
}
