// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log queries of a dashboard, as jq filters over the quickstart's file: lines with the word
 * {@code error}; {@code msg} by its first word; {@code amount} as a number.
 */
class LogQueriesIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  @Test
  void queries_find_what_they_should() throws Exception {
    Path jq = Tools.require("jq");
    Path file = folder.resolve("logs/app.log");
    Map<String, String> environment =
        Map.of(
            "LOG_FILE_PATH", file.toString(),
            "SIGHTGLASS_EVENTS_LINES", "all",
            "LOAD_RATE", "400",
            "LOAD_ROUNDS", "1");
    try (RunningQuickstart app = RunningQuickstart.start(environment)) {
      app.awaitLog("Load round finished");
      app.process().terminate();
      app.process().awaitExit(Duration.ofSeconds(30));
    }
    List<JsonNode> lines = Files.readAllLines(file).stream().map(JSON::readTree).toList();

    // {job="billing"} |= "error"
    List<String> errors = jq(jq, "select(tostring | contains(\"error\")) | .msg", file);
    assertThat(errors)
        .hasSize((int) Files.readAllLines(file).stream().filter(l -> l.contains("error")).count())
        .isNotEmpty();
    List<String> failed = jq(jq, "select(.level == \"error\") | .msg", file);
    assertThat(errors).containsAll(failed);

    // {job="billing"} | json | msg =~ "Invoice.*"
    List<String> invoices = jq(jq, "select(.msg | test(\"^Invoice\")) | .msg", file);
    assertThat(invoices)
        .hasSize(
            (int) lines.stream().filter(l -> l.get("msg").asString().startsWith("Invoice")).count())
        .isNotEmpty();

    // {job="billing"} | json | amount > 10000
    List<String> large =
        jq(jq, "select((.amount | type) == \"number\" and .amount > 10000) | .msg", file);
    assertThat(large)
        .hasSize(
            (int)
                lines.stream()
                    .filter(l -> l.has("amount") && l.get("amount").asDouble() > 10_000)
                    .count())
        .isNotEmpty();
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(!line.has("amount") || line.get("amount").isNumber()).isTrue());
  }

  private List<String> jq(Path jq, String filter, Path file) throws Exception {
    Path out = folder.resolve("jq.out");
    Process process =
        new ProcessBuilder(jq.toString(), "-c", filter, file.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> lines = Files.readAllLines(out);
    assertThat(process.exitValue()).as("%s", lines).isZero();
    return lines;
  }
}
