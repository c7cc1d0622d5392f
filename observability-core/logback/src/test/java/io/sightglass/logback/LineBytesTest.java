// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is written can be read by Jackson, and is the text that was given. */
class LineBytesTest {

  private static final int COUNT = Boolean.getBoolean("sightglass.full") ? 5_000_000 : 50_000;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ODD =
      "\"\\/\b\f\n\r\t\0\u0001\u001b\u001f \u007f\u0080\u009f\u00a0\u00ad\u061c\u07ff\u0800"
          + "\u200e\u2028\u2029\u202e\u2066\ud7ff\ud800\udbff\udc00\udfff\ue000\ufeff\ufffd\uffff";

  private final LineBytes bytes = new LineBytes();

  @Test
  void each_character_alone_reads_back() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = "a" + (char) c + "b";
      String expected = Character.isSurrogate((char) c) ? "a\ufffdb" : text;
      assertThat(read(text)).isEqualTo(expected);
    }
  }

  @Test
  void each_code_point_beyond_16_bits_reads_back() {
    for (int c = 0x10000; c <= Character.MAX_CODE_POINT; c += 7) {
      String text = Character.toString(c);
      assertThat(read(text)).isEqualTo(text);
    }
  }

  @Test
  void random_texts_read_back() {
    Random random = new Random(27);
    for (int i = 0; i < COUNT; i++) {
      String text = text(random);
      assertThat(read(text)).isEqualTo(Texts.encodable(text));
    }
  }

  @Test
  void nothing_that_a_terminal_acts_on_is_written() throws CharacterCodingException {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String line = written(Character.toString(c));
      assertThat(Texts.printable(line)).isEqualTo(line);
    }
  }

  @Test
  void numbers_are_those_of_the_jdk() {
    Random random = new Random(27);
    long[] edges = {
      0, 1, -1, 9, 10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE, -10, 1_000_000_000_000_000_000L
    };
    for (int i = 0; i < 100_000; i++) {
      long value = i < edges.length ? edges[i] : random.nextLong() >> random.nextInt(64);
      bytes.clear();
      bytes.number(value);
      assertThat(new String(bytes.toBytes(), StandardCharsets.US_ASCII))
          .isEqualTo(Long.toString(value));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(30); length > 0; length--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(ODD.charAt(random.nextInt(ODD.length())));
        case 1 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT));
        case 2 -> text.append((char) random.nextInt(0x10000));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }

  private String read(String text) {
    try {
      return MAPPER.readValue(written(text), String.class);
    } catch (CharacterCodingException e) {
      throw new AssertionError("not UTF-8: " + Texts.printable(text), e);
    }
  }

  private String written(String text) throws CharacterCodingException {
    bytes.clear();
    bytes.text(text);
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toBytes())).toString();
  }
}
