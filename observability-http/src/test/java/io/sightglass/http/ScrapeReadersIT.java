// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row 34 of docs/reliability.md, over sockets: many readers of one large page, some unkind. */
class ScrapeReadersIT {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");
  private static final int SERIES = FULL ? 100_000 : 10_000;
  private static final int READERS = 50;

  private final OpsPort port = OpsPort.open();
  private final ExecutorService readers = Executors.newFixedThreadPool(READERS);

  @BeforeEach
  void fill() {
    int values = 10_000;
    for (int meter = 0; meter < SERIES / values; meter++) {
      Counter counter =
          port.obs
              .meters()
              .counter(
                  MeterSpec.counter("filling_" + meter + "_total", "Fills the page.")
                      .label(LabelSpec.upTo("item", values))
                      .build());
      for (int i = 0; i < values; i++) {
        counter.handle("item-" + i).increment();
      }
    }
  }

  @AfterEach
  void close() {
    readers.shutdownNow();
    port.close();
  }

  @Test
  void fifty_readers_at_once_each_get_the_whole_page() throws Exception {
    List<Long> millis = read("");

    assertThat(millis).hasSize(READERS);
    print("plain", millis);
    print("gzip", read("Accept-Encoding: gzip\r\n"));
    assertThat(port.rejected(Rejection.BUSY)).isZero();
    assertThat(port.rejected(Rejection.EVICTED)).isZero();
  }

  @Test
  void readers_that_leave_in_the_middle_hold_nothing() throws Exception {
    long before = usedHeap();
    long body = RawClient.get(port.number(), "/metrics").body().length;
    for (int i = 0; i < READERS * 2; i++) {
      try (RawClient client = port.call()) {
        client.send(request(""));
        if (i % 2 == 0) {
          assertThat(client.answerToHead().status()).isEqualTo(200);
        }
        client.socket().setSoLinger(true, 0);
      }
    }
    assertThat(RawClient.get(port.number(), "/live").text()).isEqualTo("alive");
    assertThat(whole("").length).isGreaterThan(SERIES * 20);
    await().untilAsserted(() -> assertThat(usedHeap() - before).isLessThan(3 * body + (8 << 20)));
  }

  private List<Long> read(String headers) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Long>> running = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      running.add(
          readers.submit(
              () -> {
                start.await();
                long begin = System.nanoTime();
                byte[] page = whole(headers);
                long taken = System.nanoTime() - begin;
                assertWhole(page);
                return taken / 1_000_000;
              }));
    }
    start.countDown();
    List<Long> millis = new ArrayList<>();
    for (Future<Long> reader : running) {
      millis.add(reader.get());
    }
    return millis;
  }

  private byte[] whole(String headers) throws IOException {
    try (RawClient client = port.call()) {
      RawClient.Answer answer = client.send(request(headers)).answer();
      assertThat(answer.status()).isEqualTo(200);
      return answer.headers().containsKey("content-encoding")
          ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes()
          : answer.body();
    }
  }

  private static String request(String headers) {
    return "GET /metrics HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
  }

  private static void assertWhole(byte[] page) {
    String text = new String(page, StandardCharsets.UTF_8);
    assertThat(text.lines().filter(line -> line.startsWith("filling_")).count()).isEqualTo(SERIES);
  }

  private static void print(String what, List<Long> millis) {
    Collections.sort(millis);
    System.out.printf(
        "row 34: %d %s readers of %d series: p50 %d ms, p99 %d ms%n",
        READERS, what, SERIES, millis.get(READERS / 2), millis.get(READERS - 1));
  }

  private static long usedHeap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
