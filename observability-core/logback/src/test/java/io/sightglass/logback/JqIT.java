// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.sightglass.Redactor;
import io.sightglass.testkit.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every line can be read by jq, which is not ours, under each profile of field names. */
class JqIT {

  private static final int RANDOM = Boolean.getBoolean("sightglass.full") ? 200_000 : 2_000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "default, '', msg, level, error",
    "ecs, '', message, log.level, ERROR",
    "default, 'msg=text,level=severity', text, severity, error"
  })
  void jq_reads_every_line(
      String fields, String renames, String message, String level, String error) throws Exception {
    Path jq = Tools.require("jq");
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.identity(
        new Identity(
            "billing",
            "test",
            "1",
            new LineStyle(FieldProfile.of(fields, renames), Redactor.standard())));
    Lines lines = Lines.with(encoder);
    int events = log(lines.logger());
    Path file = folder.resolve("app.log");
    Files.writeString(file, lines.all());

    String read = run(jq, "-c", "[.[\"" + message + "\"], .[\"" + level + "\"]]", file.toString());

    assertThat(read.lines()).hasSize(events);
    assertThat(read.lines()).allMatch(line -> line.startsWith("[\""));
    assertThat(read.lines().filter(line -> line.endsWith("\"" + error + "\"]"))).hasSize(1);
    System.out.printf(
        "row 27: jq read %,d of %,d lines, fields %s %s%n",
        read.lines().count(), events, fields, renames);
  }

  private static int log(Logger log) {
    Random random = new Random(27);
    for (int i = 0; i < RANDOM; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append((char) random.nextInt(0x10000));
      }
      log.atInfo().addKeyValue(text.toString(), text.toString()).log(text.toString());
    }
    log.error("failed", new IllegalStateException("a\r\nb\u001b[31m\ud800\u202e"));
    log.atInfo().addKeyValue("map", Map.of("k", List.of(1, 2.5, true))).log("x".repeat(2_000_000));
    return RANDOM + 2;
  }

  private static String run(Path program, String... arguments) throws Exception {
    Path out = Files.createTempFile("jq", ".out");
    List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    Files.delete(out);
    return text;
  }
}
