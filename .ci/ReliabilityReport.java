// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the figures that the tests printed ({@code row 20: …}) into docs/reliability.md, between
 * the markers of the kind of run.
 *
 * <pre>java .ci/ReliabilityReport.java ROOT reduced|full</pre>
 */
class ReliabilityReport {

  private static final Pattern FIGURE = Pattern.compile("(?:^|\\[)row (\\d+): ([^<\\]]+)");

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    String kind = args[1];
    Map<Integer, Set<String>> figures = new TreeMap<>();
    for (Path report : reports(root)) {
      for (String line : Files.readString(report).lines().toList()) {
        Matcher figure = FIGURE.matcher(line.strip());
        if (figure.find()) {
          figures
              .computeIfAbsent(Integer.valueOf(figure.group(1)), row -> new LinkedHashSet<>())
              .add(figure.group(2).replace("|", "/").strip());
        }
      }
    }
    Path page = root.resolve("docs/reliability.md");
    Files.writeString(page, replaced(Files.readString(page), kind, table(figures)));
    System.out.println(figures.size() + " rows with figures written to " + page);
  }

  private static List<Path> reports(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> path.getFileName().toString().matches("TEST-.*\\.xml"))
          .filter(path -> path.toString().contains("-reports"))
          .sorted()
          .toList();
    }
  }

  private static String table(Map<Integer, Set<String>> figures) {
    StringBuilder table = new StringBuilder();
    table.append("Run on ").append(LocalDate.now(ZoneOffset.UTC));
    table.append(", Java ").append(Runtime.version().feature());
    table.append(", ").append(Runtime.getRuntime().availableProcessors()).append(" cores.\n\n");
    table.append("| row | figures |\n|---|---|\n");
    figures.forEach(
        (row, lines) ->
            table.append("| ").append(row).append(" | ").append(String.join("<br>", lines)).append(" |\n"));
    return table.toString();
  }

  private static String replaced(String page, String kind, String table) {
    String begin = "<!-- figures: " + kind + " -->\n";
    String end = "<!-- end -->";
    int from = page.indexOf(begin);
    if (from < 0) {
      throw new IllegalArgumentException("docs/reliability.md has no marker " + begin.strip());
    }
    int start = from + begin.length();
    return page.substring(0, start) + table + page.substring(page.indexOf(end, start));
  }
}
