// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What must go goes, what must stay stays. */
class RedactionCorpusTest {

  private final Redactor redactor = Redactor.standard();

  @Test
  void what_must_go_is_gone() {
    List<String> leaks = new ArrayList<>();
    int cases = 0;
    for (String[] parts : corpus("-")) {
      cases++;
      String redacted = redactor.redact(parts[1]);
      if (redacted.contains(parts[2]) || !redacted.contains(Redactor.MARK)) {
        leaks.add(parts[1] + "  ->  " + redacted);
      }
    }
    System.out.printf("row 24: %d texts with a secret, %d leaks%n", cases, leaks.size());
    assertThat(cases).isGreaterThan(200);
    assertThat(leaks).isEmpty();
  }

  @Test
  void what_must_stay_stays() {
    List<String> lost = new ArrayList<>();
    int cases = 0;
    for (String[] parts : corpus("+")) {
      cases++;
      String redacted = redactor.redact(parts[1]);
      if (!redacted.equals(parts[1])) {
        lost.add(parts[1] + "  ->  " + redacted);
      }
    }
    System.out.printf("row 24: %d texts without one, %d changed%n", cases, lost.size());
    assertThat(cases).isGreaterThan(100);
    assertThat(lost).isEmpty();
  }

  @Test
  void a_clean_log_keeps_all_but_one_line_in_a_thousand() {
    Random random = new Random(24);
    int lines = 10_000;
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      String line = clean(random);
      if (!redactor.redact(line).equals(line)) {
        changed.add(line);
      }
    }
    System.out.printf(
        Locale.ROOT, "row 24: %d clean lines, %d of them changed%n", lines, changed.size());
    assertThat(changed).hasSizeLessThan(lines / 1_000);
  }

  /** A line as a business app writes it: ids, amounts, times, hashes, and no secret. */
  private static String clean(Random random) {
    String id = Long.toString(random.nextInt(1, 10_000_000));
    String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
    String amount = String.format(Locale.ROOT, "%.2f", random.nextDouble() * 100_000);
    long millis = 1_700_000_000_000L + random.nextInt(Integer.MAX_VALUE) * 30L;
    String hash = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    return switch (random.nextInt(14)) {
      case 0 -> "Invoice inv_" + id + " paid by upi, amount=" + amount + " INR";
      case 1 -> "GET /invoices/" + id + " 200 in " + random.nextInt(900) + " ms";
      case 2 -> "Request " + uuid + " finished, trace_id=" + hash;
      case 3 -> "Order ORD-2025-" + id + " moved to SHIPPED at " + millis;
      case 4 -> "Connection to db-" + random.nextInt(9) + ".internal:5432 refused, retry in 200 ms";
      case 5 -> "AI call gpt-x: input_tokens=" + id + " output_tokens=99 cost=0.0042 USD";
      case 6 ->
          "Webhook " + hash + " from stripe processed, version 1." + random.nextInt(99) + ".3";
      case 7 -> "java.lang.IllegalStateException: Invoice " + id + " is not open";
      case 8 -> "Queue payments-eu-1 depth " + id + ", oldest " + random.nextInt(90_000) + " ms";
      case 9 -> "Cache invoice:" + id + " hit ratio 0." + random.nextInt(99) + ", ttl=PT15M";
      case 10 -> "User usr_" + id + " in workspace ws_" + random.nextInt(99) + " opened a report";
      case 11 -> "Settlement batch 20251125" + random.nextInt(10, 99) + " rrn " + rrn(random);
      case 12 ->
          "Leader is io.example.Node@" + Integer.toHexString(random.nextInt()) + " epoch " + id;
      default -> "Job " + uuid + " took " + amount + " s, started 2025-11-25T10:30:00.123Z";
    };
  }

  /** A bank's reference: twelve digits, the first that of the year. */
  private static String rrn(Random random) {
    return String.format(Locale.ROOT, "5%011d", random.nextLong(100_000_000_000L));
  }

  private static List<String[]> corpus(String kind) {
    try (InputStream in = RedactionCorpusTest.class.getResourceAsStream("redaction-corpus.txt")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\u00a6", "");
      return all.lines()
          .filter(line -> line.startsWith(kind))
          .map(line -> line.replace("\\n", "\n").split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
