// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleDataTest {

  private static final Path FILE =
      Path.of("src/main/resources/io/sightglass/examples/quickstart/operations.jsonl");

  @Test
  void theFileIsWhatTheSeedMakes() throws IOException {
    List<String> made = SampleData.lines(SampleData.SEED, SampleData.OPERATIONS);
    if (Boolean.getBoolean("sample.write")) {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, made);
    }
    assertThat(Files.readAllLines(FILE))
        .as("made anew by: mvn test -Dtest=SampleDataTest -Dsurefire.argLine=-Dsample.write=true")
        .isEqualTo(made);
  }

  @Test
  void itHasEveryKindOfAnswerAndEveryRouteOftenEnoughToBeSeen() {
    List<Operation> operations = Operation.sample();
    assertThat(operations).hasSizeGreaterThanOrEqualTo(1_000);
    Map<Integer, Long> statuses =
        operations.stream()
            .collect(Collectors.groupingBy(Operation::status, Collectors.counting()));
    System.out.println("sample data by status: " + statuses);
    assertThat(statuses).containsOnlyKeys(200, 201, 400, 402, 404, 405, 409, 500, 503);
    assertThat(statuses.values()).allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(5));
    long good = statuses.get(200) + statuses.get(201);
    assertThat(good * 100 / operations.size()).isBetween(70L, 90L);
  }

  @Test
  void aRoundHasNamesOfItsOwn() {
    Operation first = Operation.sample().get(0);
    assertThat(first.path()).isEqualTo("/invoices");
    assertThat(first.inRound(7).body()).contains("INV-7-0001").doesNotContain("{run}");
  }
}
