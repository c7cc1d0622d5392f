// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyTcpProxyTest {

  private ServerSocket echo;
  private FaultyTcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread server = new Thread(this::serve, "echo");
    server.setDaemon(true);
    server.start();
    proxy = FaultyTcpProxy.to("127.0.0.1", echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void withoutAFaultEveryByteComesBack() throws IOException {
    byte[] sent = new byte[300_000];
    new java.util.Random(7).nextBytes(sent);
    try (Socket socket = connect()) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  socket.getOutputStream().write(sent);
                  socket.shutdownOutput();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      writer.start();
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
    }
    assertThat(proxy.accepted()).isEqualTo(1);
    Awaitility.await().until(() -> proxy.openConnections() == 0);
  }

  @Test
  void refusedConnectionsAreRefusedAndOpenOnesReset() throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket, "a")).isEqualTo("a");
      proxy.fault(Fault.refuse());
      assertThatThrownBy(() -> read(socket, 1)).isInstanceOf(SocketException.class);
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }
    proxy.fault(Fault.none());
    try (Socket socket = connect()) {
      assertThat(ask(socket, "back")).isEqualTo("back");
    }
  }

  @Test
  void aHangingConnectionIsAcceptedAndGoesOnAfterwards() throws IOException {
    proxy.fault(Fault.hang());
    try (Socket socket = connect()) {
      socket.getOutputStream().write("late".getBytes(UTF_8));
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> read(socket, 4)).isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(10_000);
      proxy.fault(Fault.none());
      assertThat(read(socket, 4)).isEqualTo("late");
    }
  }

  @Test
  void anAnswerIsHeldBackAtLeastAsLongAsTheDelay() throws IOException {
    proxy.fault(Fault.delay(Duration.ofMillis(300)));
    try (Socket socket = connect()) {
      long from = System.nanoTime();
      assertThat(ask(socket, "x")).isEqualTo("x");
      assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(300_000_000L);
    }
  }

  @Test
  void aThrottledAnswerTakesAtLeastItsBytesByTheRate() throws IOException {
    proxy.fault(Fault.throttle(1_000));
    try (Socket socket = connect()) {
      long from = System.nanoTime();
      assertThat(ask(socket, "y".repeat(400))).hasSize(400);
      assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(390_000_000L);
    }
  }

  @Test
  void aSwitchEndsADelayThatIsUnderWay() throws IOException {
    proxy.fault(Fault.delay(Duration.ofMinutes(10)));
    try (Socket socket = connect()) {
      socket.getOutputStream().write('z');
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> read(socket, 1)).isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(10_000);
      proxy.fault(Fault.none());
      assertThat(read(socket, 1)).isEqualTo("z");
    }
  }

  @Test
  void aResetComesAfterExactlySoManyBytes() throws IOException {
    proxy.fault(Fault.resetAfter(3));
    try (Socket socket = connect()) {
      socket.getOutputStream().write("abcdef".getBytes(UTF_8));
      // RST may overtake the bytes before it, so only the end of the connection is certain.
      assertThatThrownBy(
              () -> {
                read(socket, 3);
                read(socket, 1);
              })
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aTruncatedAnswerEndsInGoodOrder() throws IOException {
    proxy.fault(Fault.truncateAfter(3));
    try (Socket socket = connect()) {
      socket.getOutputStream().write("abcdef".getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).isEqualTo("abc");
    }
  }

  @Test
  void garbageHasTheLengthOfTheAnswerAndNothingElseOfIt() throws IOException {
    proxy.fault(Fault.garbage());
    try (Socket socket = connect()) {
      assertThat(ask(socket, "HTTP/1.1")).hasSize(8).isNotEqualTo("HTTP/1.1");
    }
  }

  @Test
  void aServerThatIsNotThereClosesTheConnection() throws IOException {
    echo.close();
    try (Socket socket = connect()) {
      assertThat(endOf(socket)).isTrue();
    }
  }

  @Test
  void amountsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.delay(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.throttle(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.resetAfter(-1));
    assertThat(Fault.throttle(10)).hasToString("THROTTLE 10");
  }

  private static boolean endOf(Socket socket) {
    try {
      return socket.getInputStream().read() == -1;
    } catch (IOException e) {
      return true;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", proxy.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String ask(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return read(socket, text.length());
  }

  private static String read(Socket socket, int length) throws IOException {
    byte[] bytes = socket.getInputStream().readNBytes(length);
    return new String(bytes, UTF_8);
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        Thread one =
            new Thread(
                () -> {
                  try (socket) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                  } catch (IOException e) {
                    // The test ended the connection, which is what it is about.
                  }
                });
        one.setDaemon(true);
        one.start();
      } catch (IOException e) {
        return;
      }
    }
  }
}
