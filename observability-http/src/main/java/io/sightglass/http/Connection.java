// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One caller: reads a request, has it answered, writes the answer, and so on in order. Everything
 * here runs on the event loop; an answer made by a worker comes back to it.
 */
final class Connection {

  /** What a connection is waiting for, those that give way first to a newcomer first. */
  enum State {
    /** The rest of what a refused caller still sends, so that it can read why. */
    LINGERING,
    /** A request. */
    READING,
    /** The first byte of a further request. */
    IDLE,
    /** The reader. */
    WRITING,
    /** An endpoint. */
    HANDLING,
    /** Nothing. */
    CLOSED
  }

  /** What all connections of a port share. */
  record Port(OpsEndpoints endpoints, Answers answers, Limits limits, Rejections rejections) {}

  private static final int READ_BUFFER = 4 * 1024;
  private static final long LINGER_BYTES = 4L * 1024 * 1024;
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Port port;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final RequestParser parser;
  private final ByteBuffer in = ByteBuffer.allocate(READ_BUFFER);
  private State state = State.READING;
  private long since = System.nanoTime();
  private long deadline;
  private @Nullable Received request;
  private int bodyLeft;
  private long asking;
  private @Nullable Outgoing out;
  private long writeDeadline;
  private long lingerLeft;

  Connection(Port port, SocketChannel channel, SelectionKey key) {
    this.port = port;
    this.channel = channel;
    this.key = key;
    this.parser = new RequestParser(port.limits());
    this.deadline = since + port.limits().request().toNanos();
  }

  State state() {
    return state;
  }

  /** When it began to wait for what it waits for, in {@link System#nanoTime()}. */
  long since() {
    return since;
  }

  /** When it is given up, in {@link System#nanoTime()}. */
  long deadline() {
    return deadline;
  }

  /** Goes on as far as it can without waiting. */
  void ready() {
    try {
      if (state == State.WRITING) {
        flush();
      } else if (state != State.HANDLING && state != State.CLOSED) {
        read();
      }
      advance();
    } catch (IOException e) {
      close();
    }
  }

  /** Its deadline has passed. */
  void expire() {
    switch (state) {
      case READING -> {
        if (parser.isBegun() || request != null) {
          refuse(new Refused(408, Rejection.HEADER_TIMEOUT));
        } else {
          drop(Rejection.HEADER_TIMEOUT);
        }
      }
      case HANDLING -> refuse(new Refused(503, Rejection.ENDPOINT_TIMEOUT));
      case WRITING -> drop(Rejection.WRITE_TIMEOUT);
      default -> close();
    }
  }

  /** Gives way: ends now, counted under that reason. */
  void drop(Rejection reason) {
    port.rejections().count(reason);
    try {
      // A reset: nothing is sent on for a caller that does not read, and no state is kept for it.
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // The caller has gone already.
    }
    close();
  }

  void close() {
    state = State.CLOSED;
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // The socket is gone either way.
    }
  }

  private void read() throws IOException {
    if (state == State.LINGERING) {
      in.clear();
    }
    int count = channel.read(in);
    if (count < 0) {
      close();
    } else if (state == State.LINGERING) {
      lingerLeft -= count;
      if (lingerLeft < 0) {
        close();
      }
    }
  }

  private void advance() throws IOException {
    in.flip();
    try {
      while (state == State.READING || state == State.IDLE) {
        if (request == null) {
          request = parser.parse(in);
          bodyLeft = request == null ? 0 : request.bodyLength();
        }
        int skip = Math.min(bodyLeft, in.remaining());
        in.position(in.position() + skip);
        bodyLeft -= skip;
        if (request == null || bodyLeft > 0) {
          awaitRest();
          return;
        }
        handle(request);
      }
    } catch (Refused e) {
      in.position(in.limit());
      refuse(e);
    } finally {
      in.compact();
    }
  }

  private void awaitRest() {
    if (state == State.IDLE && (parser.isBegun() || request != null)) {
      enter(State.READING, port.limits().request().toNanos());
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  private void handle(Received head) throws IOException {
    Received whole =
        channel.getRemoteAddress() instanceof InetSocketAddress address
            ? head.from(address.getAddress().getHostAddress())
            : head;
    if (port.endpoints().isInstant(whole)) {
      answer(port.endpoints().answer(whole), !whole.keepAlive());
      return;
    }
    enter(State.HANDLING, port.limits().endpoint().toNanos());
    key.interestOps(0);
    long asked = ++asking;
    boolean close = !whole.keepAlive();
    if (!port.answers().ask(whole, answer -> finish(answer, close, asked))) {
      port.rejections().count(Rejection.BUSY);
      answer(error(503).withHeader("Retry-After", "1"), close);
    }
  }

  private void finish(OpsResponse answer, boolean close, long asked) {
    // An answer that comes after its deadline belongs to nobody.
    if (state != State.HANDLING || asked != asking) {
      return;
    }
    try {
      answer(answer, close);
      advance();
    } catch (IOException e) {
      close();
    }
  }

  private void answer(OpsResponse answer, boolean close) throws IOException {
    request = null;
    out = Outgoing.of(answer, close);
    enter(State.WRITING, port.limits().stall().toNanos());
    writeDeadline = since + port.limits().write().toNanos();
    flush();
  }

  private void flush() throws IOException {
    Outgoing current = out;
    if (current == null) {
      return;
    }
    if (current.writeTo(channel) > 0) {
      long now = System.nanoTime();
      since = now;
      deadline = now + Math.min(port.limits().stall().toNanos(), writeDeadline - now);
    }
    if (!current.isDone()) {
      key.interestOps(SelectionKey.OP_WRITE);
      return;
    }
    out = null;
    if (current.closes()) {
      linger();
    } else {
      enter(State.IDLE, port.limits().idle().toNanos());
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  // Closing with unread bytes would reset the connection before the caller has read the answer.
  private void linger() throws IOException {
    channel.shutdownOutput();
    lingerLeft = LINGER_BYTES;
    enter(State.LINGERING, LINGER_NANOS);
    key.interestOps(SelectionKey.OP_READ);
  }

  private void refuse(Refused refused) {
    port.rejections().count(refused.rejection());
    try {
      answer(error(refused.status()), true);
    } catch (IOException e) {
      close();
    }
  }

  /** An answer of the port's own: its status in words. */
  static OpsResponse error(int status) {
    return OpsResponse.text(status, "text/plain; charset=utf-8", ResponseHead.reason(status) + "\n")
        .withHeader("Cache-Control", "no-store")
        .withHeader("X-Content-Type-Options", "nosniff");
  }

  private void enter(State next, long nanos) {
    state = next;
    since = System.nanoTime();
    deadline = since + nanos;
  }
}
