// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

  private static final RouteTable TABLE =
      new RouteTable(
          List.of(
              "/",
              "/invoices",
              "/invoices/{id}",
              "/invoices/latest",
              "/invoices/{id}/lines/{line}",
              "/invoices/latest/pdf",
              "/files/*",
              "/docs/{page...}",
              "/a/b/x",
              "/a/{v}/y"));

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/invoices, /invoices",
    "/invoices/, /invoices",
    "/invoices/42, /invoices/{id}",
    "/invoices/42/, /invoices/{id}",
    "/invoices/latest, /invoices/latest",
    "/invoices/latest/pdf, /invoices/latest/pdf",
    "/invoices/latest/lines/1, /invoices/{id}/lines/{line}",
    "/files, /files/*",
    "/files/a/b/c, /files/*",
    "/docs/a, /docs/{page...}",
    "/a/b/x, /a/b/x",
    "/a/b/y, /a/{v}/y",
    "/inv%6Fices/7, /invoices/{id}",
    "/invoices;v=1/7;x=2, /invoices/{id}",
    "/invoices/a%2Fb, /invoices/{id}"
  })
  void matchesAsAPersonWould(String path, String template) {
    assertThat(template(path)).isEqualTo(template);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "invoices",
        "/invoicesX",
        "/invoice",
        "/Invoices",
        "/invoices//lines/1",
        "/invoices/42/lines",
        "/invoices/42/other",
        "//invoices",
        "/inv%6",
        "/inv%zzices",
        "/a/b/z",
        "http://h/invoices"
      })
  void leavesOtherPathsUnmatched(String path) {
    assertThat(TABLE.match(path)).isEqualTo(RouteTable.UNMATCHED);
  }

  @Test
  void aTableWithoutRoutesMatchesNothing() {
    assertThat(new RouteTable(List.of()).match("/")).isEqualTo(RouteTable.UNMATCHED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "invoices", "/a//b", "/{id", "/id}", "/a*", "/*/b", "/{rest...}/b", "/{}"})
  void refusesATemplateItWouldMisread(String template) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouteTable(List.of(template)))
        .withMessageContaining("route '" + template + "'");
  }

  @Test
  void refusesTwoTemplatesForTheSamePaths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouteTable(List.of("/a/{x}", "/a/{y}")))
        .withMessageContaining("/a/{y}")
        .withMessageContaining("/a/{x}");
  }

  @Test
  void aPathOfAMegabyteIsNoWorkBeyondItsTemplates() {
    String deep = "/invoices" + "/x".repeat(500_000);

    assertThat(TABLE.match(deep)).isEqualTo(RouteTable.UNMATCHED);
    assertThat(template("/files" + "/x".repeat(500_000))).isEqualTo("/files/*");
  }

  private static String template(String path) {
    int index = TABLE.match(path);
    return index < 0 ? "none" : TABLE.templates().get(index);
  }
}
