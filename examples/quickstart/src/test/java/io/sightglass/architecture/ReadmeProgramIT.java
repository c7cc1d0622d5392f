// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.JavaProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing anybody tries: the README's program does what the page says. */
class ReadmeProgramIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void it_prints_and_answers_what_the_page_shows(@TempDir Path folder) throws Exception {
    ReadmeProgram program = ReadmeProgram.compile(folder, ReadmeProgram.publishedJars());
    try (JavaProcess app = program.process().start()) {
      for (Step step : steps(program.console())) {
        assertThat(step.shown()).isSubsetOf(step.really(app, client));
        if (step.command().equals("^C")) {
          assertThat(app.lines()).as("standard output is the app's own").isEmpty();
        }
      }
    }
  }

  @Test
  void no_optional_library_is_on_its_class_path() throws Exception {
    assertThat(ReadmeProgram.publishedJars())
        .extracting(jar -> jar.getFileName().toString())
        .noneMatch(
            name ->
                name.matches(
                    "(logback|logstash|log4j|slf4j-(?!api)|jakarta\\.|jetty|jackson|grpc|h2-"
                        + "|protobuf|guava|opentelemetry-api-incubator).*"));
  }

  @Test
  void the_page_fits_on_a_screen_or_two() {
    String page = Repository.read(Repository.ROOT.resolve("README.md"));
    assertThat(page.lines().count()).isLessThanOrEqualTo(100);
    String program = ReadmeProgram.source();
    String main = program.substring(program.indexOf("throws Exception {"));
    assertThat(main.lines().skip(1).takeWhile(line -> !line.equals("  }")).count())
        .as("lines in main")
        .isLessThanOrEqualTo(15);
  }

  /** A command on the page and the lines shown after it, without those left out. */
  private record Step(String command, List<String> shown) {

    /** What came of it here. */
    List<String> really(JavaProcess app, HttpClient client) throws Exception {
      if (command.startsWith("$ java ")) {
        app.awaitErrorLine(line -> line.startsWith("SG-0001"), PATIENCE);
        return errors(app);
      }
      if (command.equals("^C")) {
        app.terminate();
        assertThat(app.awaitExit(PATIENCE)).isEqualTo(143);
        return errors(app);
      }
      return curl(client);
    }

    private List<String> curl(HttpClient client) throws Exception {
      String[] words = command.split(" ");
      String method = words[2].equals("-X") ? words[3] : "GET";
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(words[words.length - 1]))
              .method(method, BodyPublishers.noBody())
              .timeout(PATIENCE)
              .build();
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(command).isBetween(200, 299);
      return answer.body().lines().toList();
    }

    private static List<String> errors(JavaProcess app) {
      return app.errorLines().stream().map(ReadmeProgramIT::withoutTimes).toList();
    }
  }

  private static List<Step> steps(List<String> console) {
    List<Step> steps = new ArrayList<>();
    for (String line : console) {
      if (line.startsWith("$ ") || line.equals("^C")) {
        steps.add(new Step(line, new ArrayList<>()));
      } else if (!line.equals("…")) {
        steps.get(steps.size() - 1).shown().add(withoutTimes(line));
      }
    }
    assertThat(steps).hasSizeGreaterThan(3);
    return steps;
  }

  private static String withoutTimes(String line) {
    return line.replaceAll("\\b[0-9]+ ms\\b", "N ms");
  }
}
