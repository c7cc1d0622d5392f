// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static net.logstash.logback.argument.StructuredArguments.kv;
import static net.logstash.logback.argument.StructuredArguments.raw;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.sightglass.ContextFields;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.logstash.logback.argument.StructuredArgument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

/** One event is one valid line, whatever is in it. */
class HostileLinesTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          "a\r\nb",
          "{\"level\":\"error\"}",
          "\"}\n{\"msg\":\"forged\"}",
          "\u001b[31mred\u001b[0m",
          "\0\u0007\u007f\u0085\u2028\u2029",
          "\ud800",
          "a\udc00b",
          "\ud83d\ude00",
          "\u202egnp.exe",
          "%d %s {} {}",
          "\\",
          "x".repeat(2_000_000),
          "\ud800".repeat(10_000));

  private final Lines lines = Lines.json();
  private final Logger log = lines.logger();

  @AfterEach
  void noLeftOvers() {
    MDC.clear();
  }

  @Test
  void any_text_in_any_place_makes_one_line() {
    int events = 0;
    for (String text : TEXTS) {
      log.info(text);
      log.info("arg {}", text);
      log.atInfo().addKeyValue("k", text).log("kv");
      log.atInfo().addKeyValue(text, "v").log("key");
      log.info("structured", kv("k", text), kv(text, "v"));
      log.error("thrown", new IllegalStateException(text));
      MDC.put("m", text);
      log.info("mdc");
      MDC.clear();
      try (var scope = ContextFields.empty().with("f", text).makeCurrent()) {
        assertThat(scope).isNotNull();
        log.info("context");
      }
      events += 8;
    }
    log.info((String) null);
    log.atInfo().addKeyValue(null, (Object) null).log();
    events += 2;

    assertThat(lines.parsed()).hasSize(events);
    assertThat(lines.all().length()).isLessThan(events * 64 * 1024);
  }

  @Test
  void any_object_makes_one_line() {
    List<Object> objects = hostileObjects();
    for (Object object : objects) {
      log.info("arg {}", object);
      log.atInfo().addKeyValue("k", object).addKeyValue("after", 1).log("kv");
      log.info("structured", kv("k", object), kv("after", 1));
    }

    List<JsonNode> parsed = lines.parsed();
    assertThat(parsed).hasSize(objects.size() * 3);
    assertThat(parsed.stream().filter(line -> line.has("k")))
        .hasSize(objects.size() * 2)
        .allSatisfy(line -> assertThat(line.get("after").intValue()).isEqualTo(1));
  }

  @Test
  void a_value_that_cannot_be_written_is_marked() {
    for (Object object : List.of(new ThrowingGetter(), cyclicMap(), deep(2_000), endless())) {
      log.atInfo().addKeyValue("k", object).log("kv");
      assertThat(lines.last().get("k").stringValue()).isEqualTo("!unserialisable");
      log.info("structured", kv("k", object));
      assertThat(lines.last().get("k").stringValue()).isEqualTo("!unserialisable");
    }
    log.info("raw", raw("k", "{\"broken\":"));
    assertThat(lines.last().get("k").stringValue()).isEqualTo("!unserialisable");
    StructuredArgument throwing =
        generator -> {
          generator.writeName("half");
          generator.writeStartObject();
          throw new IllegalStateException("half-way");
        };
    log.info("half", throwing);
    assertThat(lines.last().get("argument").stringValue()).isEqualTo("!unserialisable");
    assertThat(lines.last().has("half")).isFalse();
  }

  @Test
  void long_parts_are_cut_and_the_line_says_so() {
    log.info("x".repeat(100_000));
    assertThat(lines.last().get("msg").stringValue()).hasSize(Texts.MAX_VALUE);
    assertThat(lines.last().get("truncated").booleanValue()).isTrue();

    Throwable deep = new IllegalStateException("root");
    for (int i = 0; i < 500; i++) {
      deep = new IllegalStateException("level " + i, deep);
    }
    log.error("deep", deep);
    assertThat(lines.last().get("stack_trace").stringValue().length())
        .isLessThanOrEqualTo(StackText.MAX);

    for (int i = 0; i < 1000; i++) {
      MDC.put("key" + i, "v");
    }
    log.info("many");
    assertThat(lines.last().propertyNames().stream().filter(name -> name.startsWith("key")))
        .hasSize(JsonFields.MAX_FIELDS);
    assertThat(lines.last().get("truncated").booleanValue()).isTrue();
  }

  @Test
  void a_cyclic_cause_ends() {
    Exception one = new IllegalStateException("one");
    Exception two = new IllegalStateException("two", one);
    one.initCause(two);
    log.error("cyclic", two);

    assertThat(lines.last().get("stack_trace").stringValue()).contains("one", "two", "seen before");
  }

  @Test
  void random_text_makes_one_line_each() {
    int count = Boolean.getBoolean("sightglass.full") ? 1_000_000 : 5_000;
    Random random = new Random(42);
    Lines many = Lines.json();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append((char) random.nextInt(0x10000));
      }
      many.logger().atInfo().addKeyValue(text.toString(), text.toString()).log(text.toString());
    }

    assertThat(many.all().chars().filter(c -> c == '\n').count()).isEqualTo(count);
    for (String line : many.all().split("\n")) {
      Lines.parse(line);
    }
  }

  private static List<Object> hostileObjects() {
    List<Object> objects = new ArrayList<>();
    objects.add(new ThrowingGetter());
    objects.add(new ThrowingToString());
    objects.add(new Overflowing());
    objects.add(cyclicMap());
    objects.add(deep(2_000));
    objects.add(endless());
    objects.add(new Object());
    objects.add(Double.NaN);
    objects.add(Float.POSITIVE_INFINITY);
    objects.add(new BigDecimal("1E+2147483647"));
    objects.add(BigInteger.ONE.shiftLeft(1_000_000));
    objects.add(new BigDecimal(BigInteger.ONE.shiftLeft(1_000_000), 2));
    objects.add(new byte[] {1, 2, 3});
    objects.add(new int[] {1, 2});
    objects.add('\ud800');
    objects.add(new StringBuilder("\udc00"));
    objects.add(Thread.State.NEW);
    objects.add(new IllegalStateException("as a value"));
    objects.add(Collections.singletonMap(null, "null key"));
    objects.add(Map.of("\ud800", "\udc00"));
    return objects;
  }

  private static Map<String, Object> cyclicMap() {
    Map<String, Object> map = new HashMap<>();
    map.put("self", map);
    return map;
  }

  private static List<Object> deep(int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      list = new ArrayList<>(List.of(list));
    }
    return list;
  }

  private static Map<String, Object> endless() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < 100_000; i++) {
      map.put("key" + i, i);
    }
    return map;
  }

  /** Read by Jackson. */
  public static final class ThrowingGetter {
    public String getName() {
      throw new IllegalStateException("no name");
    }
  }

  /** Read by the message formatter. */
  public static final class ThrowingToString {
    @Override
    public String toString() {
      throw new AssertionError("no text");
    }
  }

  /** Calls itself for ever. */
  public static final class Overflowing {
    public Overflowing getNext() {
      return new Overflowing();
    }

    @Override
    public String toString() {
      return "again " + this;
    }
  }
}
