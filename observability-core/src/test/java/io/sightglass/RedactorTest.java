// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RedactorTest {

  private static final Redactor STANDARD = Redactor.standard();
  private static final int LENGTH = Boolean.getBoolean("sightglass.full") ? 8_000_000 : 200_000;

  @Test
  void a_clean_text_is_the_same_object() {
    String text = "Invoice inv_42 paid by upi in 12 ms";
    assertThat(STANDARD.redact(text)).isSameAs(text);
  }

  @Test
  void only_the_secret_goes() {
    assertThat(STANDARD.redact("login of ann, password=hunter2, from web"))
        .isEqualTo("login of ann, password=[redacted], from web");
    assertThat(STANDARD.redact("GET /x Authorization: Bearer abc123def456 200"))
        .isEqualTo("GET /x Authorization: [redacted] 200");
    assertThat(STANDARD.redact("sent Bearer abc123def456 on"))
        .isEqualTo("sent Bearer [redacted] on");
    assertThat(STANDARD.redact("postgres://app:s3@db/x and ann@example.com, 4111111111111111."))
        .isEqualTo("postgres://[redacted]@db/x and [redacted], [redacted].");
  }

  @Test
  void redacting_twice_changes_nothing() {
    for (String text :
        List.of("password=a b", "token: x1", "Bearer abc123def456", "https://a:b@c/", "a@b.io")) {
      String once = STANDARD.redact(text);
      assertThat(STANDARD.redact(once)).isEqualTo(once);
    }
  }

  @Test
  void keys_are_secret_by_their_words() {
    assertThat(List.of("password", "dbPassword", "X-Api-Key", "customer_pan", "customerPan", "pan"))
        .allMatch(STANDARD::isSecret);
    assertThat(List.of("span", "company", "japan", "key", "user_id", "amount", "panel", ""))
        .noneMatch(STANDARD::isSecret);
    assertThat(STANDARD.isSecret("ai.input_tokens", 5L)).isFalse();
    assertThat(STANDARD.isSecret("ai.input_tokens", "text")).isTrue();
    assertThat(STANDARD.isSecret("token_valid", true)).isFalse();
  }

  @Test
  void an_app_adds_keys_and_patterns() {
    Redactor own = Redactor.builder().key("Folio").pattern("LN-\\d{8}\\b").build();

    assertThat(own.isSecret("my_folio_no")).isTrue();
    assertThat(own.redact("loan LN-12345678, folio=77 and password=x1"))
        .isEqualTo("loan [redacted], folio=[redacted] and password=[redacted]");
    assertThat(STANDARD.redact("loan LN-12345678")).isEqualTo("loan LN-12345678");
  }

  @Test
  void a_pattern_that_could_be_slow_is_refused() {
    for (String slow :
        List.of(
            "(a+)+b",
            "(a|aa)+b",
            "(a*)*",
            "(.*)*x",
            "a**",
            "a*+b",
            "a+?",
            "(x)\\1",
            "(?=a)b",
            "(?<!a)b",
            "(?i)a",
            "(?<n>a)",
            "a{1,1000}",
            "a{3,2}",
            "[[a-z]&&[b]]",
            "a|",
            "",
            "x*",
            "[a",
            "(a",
            "a\\",
            "\\p{L}",
            ".{256}".repeat(9),
            "a".repeat(600))) {
      assertThatThrownBy(() -> Redactor.builder().pattern(slow))
          .as(slow)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("allowed are");
    }
    assertThatThrownBy(() -> Redactor.builder().key("é"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 to 64");
  }

  @Test
  void patterns_that_are_taken_find_what_they_say() {
    for (Map.Entry<String, String> each :
        Map.of(
                "LN-\\d+", "LN-123456",
                "[A-Z]{2}\\d{2,4}", "AB1234",
                "(foo|bar)-x?y", "bar-xy",
                "\\bACC:[^;]*;", "ACC:12 34;",
                "\\(secret\\)", "(secret)",
                "[^\\]]+\\]\\.", "abc].")
            .entrySet()) {
      Redactor own = Redactor.builder().pattern(each.getKey()).build();
      assertThat(own.redact(each.getValue())).as(each.getKey()).isEqualTo("[redacted]");
    }
  }

  /** Where a look around were not bounded, one of these would take hours. */
  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void any_text_takes_time_linear_in_its_length() {
    List<String> parts =
        List.of(
            "a",
            "=",
            ":",
            "://",
            "://a:",
            "@",
            "a@",
            "a@b.",
            "a.b@c",
            "1",
            "1 ",
            "1234 ",
            "1234-",
            "+",
            "+(",
            "+1 ",
            "eyJ",
            "eyJa.",
            "eyJaaaaaaaaaaaa-",
            "sk-",
            "sk-a",
            "SG.",
            "SG.a.",
            "bearer ",
            "bearer a",
            "basic ",
            "basic aaaa",
            "-----BEGIN ",
            "-----BEGIN PRIVATE KEY",
            "password",
            "password=",
            "password=\"",
            "password='a\\",
            "pass=word,",
            "token: ",
            "GB82 ",
            "GB82WEST",
            "ABCPE1234F",
            "thin:",
            ":thin:a/",
            "cookie",
            "cookie:",
            "\\\"",
            "4111 1111 1111 ",
            "[",
            "token=[",
            "a-",
            "_",
            "-",
            " ",
            "\u00e9",
            "\ud800",
            "tcp(",
            "91",
            "otp",
            "://a:1/",
            "://a:b/",
            "a@tcp(",
            "xoxb-",
            "secret_",
            "key-",
            "AKIA");
    Random random = new Random(24);
    Redactor own = Redactor.builder().pattern("[a-z]+[0-9]*x").pattern("\\b(a|b)[^ ]*!").build();
    double worst = 0;
    String worstPart = "";
    for (int i = 0; i < parts.size() + 40; i++) {
      String part = i < parts.size() ? parts.get(i) : mixed(parts, random);
      String text = part.repeat(LENGTH / part.length());
      long start = System.nanoTime();
      String redacted = STANDARD.redact(text);
      double perKb = (System.nanoTime() - start) / 1e3 / (text.length() / 1024.0);
      assertThat(redacted).isNotEmpty();
      assertThat(own.redact(text.substring(0, text.length() / 20))).isNotEmpty();
      if (perKb > worst) {
        worst = perKb;
        worstPart = part;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "row 24: hostile texts of %,d characters, the slowest %.1f us/KB (%s)%n",
        LENGTH,
        worst,
        worstPart.replaceAll("[^\\x20-\\x7e]", "?"));
  }

  @Test
  void a_plain_text_of_a_megabyte_comes_back_as_it_is() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < 1 << 20; i++) {
      text.append("Invoice inv_")
          .append(i)
          .append(" of 1499.00 INR was paid by upi in ")
          .append(i % 977)
          .append(" ms (route /invoices/{id}, status 200).\n");
    }
    String plain = text.toString();
    double fastest = Double.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      assertThat(STANDARD.redact(plain)).isSameAs(plain);
      fastest = Math.min(fastest, (System.nanoTime() - start) / (plain.length() / 1024.0));
    }
    System.out.printf(
        Locale.ROOT,
        "row 24: a plain text of %,d characters, %.0f ns/KB%n",
        plain.length(),
        fastest);
  }

  private static String mixed(List<String> parts, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  @Test
  void random_texts_are_redacted_without_a_fault() {
    Random random = new Random(5);
    String signs = "a1Z:=@+-_./ \"'\\{}[]()eyJskBearer4111\n\u00e9\ud83d\ude00";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      assertThat(STANDARD.redact(text.toString())).isNotNull();
    }
  }

  @Test
  void what_was_replaced_is_counted_by_place() {
    Observability obs = Observability.builder("billing").environment(Map.of()).build();
    try {
      obs.redactor().at(Redactor.Place.MESSAGE).redact("password=a1 token=b2");
      obs.redactor().redact("password=a1");
      String page = TestApp.text(obs);
      assertThat(page)
          .contains("sightglass_redacted_total{where=\"message\"} 2")
          .contains("sightglass_redacted_total{where=\"other\"} 1");
    } finally {
      obs.close();
    }
  }

  @Test
  void settings_add_keys_and_switch_it_off() {
    Observability keys =
        Observability.builder("a")
            .environment(Map.of("SIGHTGLASS_REDACTION_KEYS", "folio, loan_account"))
            .build();
    Observability off =
        Observability.builder("a").environment(Map.of("SIGHTGLASS_REDACTION", "off")).build();
    try {
      assertThat(keys.redactor().redact("folio=77")).isEqualTo("folio=[redacted]");
      assertThat(off.redactor().redact("password=a1")).isEqualTo("password=a1");
      assertThat(off.redactor().isSecret("password")).isFalse();
      assertThat(Redactor.standard().redact("password=a1")).isEqualTo("password=[redacted]");
    } finally {
      keys.close();
      off.close();
    }
  }
}
