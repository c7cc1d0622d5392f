// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the sample data: from one seed always the same lines, each with the status that the service
 * must answer, which it knows by keeping the service's books itself.
 */
final class SampleData {

  static final long SEED = 20_261_120;
  static final int OPERATIONS = 1_400;

  private static final String[] METHODS = {
    "upi", "upi", "upi", "card", "card", "netbanking", "wallet"
  };
  private static final LeadSource[] SOURCES = LeadSource.values();
  private static final String[] MODELS = {
    "gpt-5-mini", "gpt-5-mini", "gpt-5-mini", "gpt-5", "house-llama"
  };
  private static final String[] ODD_PATHS = {"/", "/favicon.ico", "/invoices/x/y/z", "/admin"};

  private final Random random;
  private final JsonMapper json = JsonMapper.builder().build();
  private final List<String> lines = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private final List<String> paid = new ArrayList<>();
  private final List<Map<String, Object>> leads = new ArrayList<>();
  private int invoices;

  private SampleData(long seed) {
    random = new Random(seed);
  }

  static List<String> lines(long seed, int operations) {
    SampleData data = new SampleData(seed);
    data.invoice();
    while (data.lines.size() < operations) {
      data.next();
    }
    return data.lines;
  }

  private void next() {
    int kind = random.nextInt(100);
    if (kind < 31) {
      invoice();
    } else if (kind < 59) {
      payment();
    } else if (kind < 71) {
      reminder();
    } else if (kind < 81) {
      look();
    } else if (kind < 85) {
      list();
    } else if (kind < 97) {
      lead();
    } else {
      odd();
    }
  }

  private void invoice() {
    String number = "INV-{run}-%04d".formatted(++invoices);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("number", number);
    body.put("customer", "cus_%03d".formatted(random.nextInt(200)));
    body.put("amount", amount(50, 60_000));
    body.put("currency", "INR");
    int status = 400;
    switch (random.nextInt(40)) {
      case 0 -> body.remove("customer");
      case 1 -> body.put("amount", "-" + amount(1, 100));
      case 2 -> body.put("amount", amount(1, 100) + "5");
      case 3 -> body.put("currency", "XTS");
      case 4 -> {
        add("POST", "/invoices", "{\"number\": \"" + number + "\", ", 400);
        return;
      }
      case 5 -> {
        body.put("number", open.isEmpty() ? "" : pick(open));
        status = open.isEmpty() ? 400 : 409;
      }
      default -> {
        status = 201;
        open.add(number);
      }
    }
    add("POST", "/invoices", body, status);
  }

  private void payment() {
    if (open.isEmpty()) {
      invoice();
      return;
    }
    String number = pick(open);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("method", METHODS[random.nextInt(METHODS.length)]);
    body.put("token", "tok_ok");
    int status = 201;
    int kind = random.nextInt(100);
    if (kind < 9) {
      body.put("token", "tok_declined");
      status = 402;
    } else if (kind < 13) {
      body.put("token", "tok_no_funds");
      status = 402;
    } else if (kind < 16) {
      body.put("token", "tok_unreachable");
      status = 500;
    } else if (kind < 19 && !paid.isEmpty()) {
      number = pick(paid);
      status = 409;
    } else if (kind < 21) {
      number = "INV-{run}-none";
      status = 404;
    } else if (kind < 23) {
      body.put("method", "barter");
      status = 400;
    }
    if (status == 201) {
      open.remove(number);
      paid.add(number);
    }
    add("POST", "/invoices/" + number + "/payments", body, status);
  }

  private void reminder() {
    if (open.isEmpty()) {
      invoice();
      return;
    }
    String number = pick(open);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("tone", Reminders.TONES.get(random.nextInt(Reminders.TONES.size())));
    body.put("model", MODELS[random.nextInt(MODELS.length)]);
    int status = 201;
    switch (random.nextInt(20)) {
      case 0 -> {
        number = "INV-{run}-none";
        status = 404;
      }
      case 1 -> {
        body.put("tone", "rude");
        status = 400;
      }
      case 2 -> {
        body.put("model", ModelStub.BUSY);
        status = 503;
      }
      case 3 -> {
        number = paid.isEmpty() ? number : pick(paid);
        status = paid.isEmpty() ? 201 : 409;
      }
      default -> {}
    }
    add("POST", "/invoices/" + number + "/reminder", body, status);
  }

  private void look() {
    boolean known = random.nextInt(10) > 0 && !paid.isEmpty();
    String number = known ? pick(paid) : "INV-{run}-none";
    add("GET", "/invoices/" + number, null, known ? 200 : 404);
  }

  private void list() {
    int limit = random.nextInt(8) == 0 ? 1_000 : 1 + random.nextInt(50);
    add("GET", "/invoices?limit=" + limit, null, limit > 100 ? 400 : 200);
  }

  private void lead() {
    if (!leads.isEmpty() && random.nextInt(12) == 0) {
      add("POST", "/leads", leads.get(random.nextInt(leads.size())), 201);
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("contact", "lead-{run}-%04d@example.com".formatted(lines.size()));
    body.put("source", SOURCES[random.nextInt(SOURCES.length)].name().toLowerCase(Locale.ROOT));
    body.put("budget", random.nextInt(6) == 0 ? amount(100, 1_000) : amount(1_000, 100_000));
    int status = 400;
    switch (random.nextInt(25)) {
      case 0 -> body.put("source", "carrier pigeon");
      case 1 -> body.remove("contact");
      default -> {
        status = 201;
        leads.add(body);
      }
    }
    add("POST", "/leads", body, status);
  }

  private void odd() {
    if (random.nextBoolean()) {
      add("DELETE", "/invoices", null, 405);
    } else {
      add("GET", ODD_PATHS[random.nextInt(ODD_PATHS.length)], null, 404);
    }
  }

  private String amount(int least, int most) {
    return String.format(
        Locale.ROOT, "%d.%02d", least + random.nextInt(most - least), random.nextInt(100));
  }

  private String pick(List<String> numbers) {
    return numbers.get(random.nextInt(numbers.size()));
  }

  private void add(String method, String path, Object body, int status) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("method", method);
    line.put("path", path);
    if (body != null) {
      line.put("body", body);
    }
    line.put("status", status);
    lines.add(json.writeValueAsString(line));
  }
}
