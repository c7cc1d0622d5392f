// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors

import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/**
 * Adds up the reports of Surefire and Failsafe below a folder: {@code java TestReports.java FOLDER
 * ALLOWED_SKIPS}. Ends with status 1 for a failure, a skip that is not allowed, or no test at all.
 */
public final class TestReports {

  private int passed;
  private int failed;
  private final List<String> skipped = new ArrayList<>();

  /** Prints the sum on standard output, and what is wrong on standard error. */
  public static void main(String[] args) throws Exception {
    TestReports reports = new TestReports();
    for (Path report : find(Path.of(args[0]))) {
      reports.add(report);
    }
    Set<String> allowed = new HashSet<>();
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      allowed.add(line.replaceAll("#? .*|^#.*", "").strip());
    }
    boolean good = reports.failed == 0 && reports.passed > 0;
    for (String test : reports.skipped) {
      if (!allowed.contains(test)) {
        System.err.println("unexpected skip: " + test);
        good = false;
      }
    }
    System.out.printf(
        "%d passed, %d failed, %d skipped%n",
        reports.passed, reports.failed, reports.skipped.size());
    System.exit(good ? 0 : 1);
  }

  private static List<Path> find(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
          .filter(file -> file.getParent().endsWith("surefire-reports")
              || file.getParent().endsWith("failsafe-reports"))
          .toList();
    }
  }

  private void add(Path report) throws Exception {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    // What a test prints may hold characters that XML does not have.
    String text = Files.readString(report).replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    try (Reader in = new StringReader(text)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      String test = "";
      String outcome = "";
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "testcase" -> {
              test = xml.getAttributeValue(null, "classname") + "#"
                  + xml.getAttributeValue(null, "name");
              outcome = "passed";
            }
            case "failure", "error", "skipped" -> outcome = xml.getLocalName();
            default -> { }
          }
        } else if (event == XMLStreamConstants.END_ELEMENT
            && xml.getLocalName().equals("testcase")) {
          switch (outcome) {
            case "passed" -> passed++;
            case "skipped" -> skipped.add(test);
            default -> failed++;
          }
        }
      }
    }
  }
}
