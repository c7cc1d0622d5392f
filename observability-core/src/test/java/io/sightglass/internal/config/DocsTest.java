// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightglass.Code;
import io.sightglass.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/configuration.md and docs/codes.md say what the code says. */
class DocsTest {

  private final boolean write = Boolean.getBoolean(GeneratedPage.WRITE);

  @Test
  void the_page_of_settings_is_up_to_date() throws IOException {
    GeneratedPage.check(
        GeneratedPage.docs().resolve("configuration.md"), ConfigurationPage.text(), write);
  }

  @Test
  void the_page_of_codes_is_up_to_date() throws IOException {
    GeneratedPage.check(GeneratedPage.docs().resolve("codes.md"), CodesPage.text(), write);
  }

  @Test
  void a_stale_page_is_noticed_and_the_message_says_how_to_write_it(@TempDir Path folder)
      throws IOException {
    Path page = folder.resolve("docs/codes.md");
    assertThatThrownBy(() -> GeneratedPage.check(page, "new", false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("codes.md is not up to date; write it anew with: mvn ")
        .hasMessageContaining("-Dsightglass.docs.write=true");

    GeneratedPage.check(page, "new", true);

    assertThat(Files.readString(page)).isEqualTo("new");
    GeneratedPage.check(page, "new", false);
  }

  @Test
  void every_setting_is_on_the_page() {
    String page = ConfigurationPage.text();
    for (Setting<?> setting : Setting.all()) {
      String name = setting.name();
      assertThat(page)
          .contains(
              "`"
                  + name.replaceFirst("OTLP_(METRICS|LOGS)_(?!TEMP|DEFAULT)", "OTLP_TRACES_")
                  + "`");
    }
    assertThat(ConfigurationPage.legacyNames().keySet()).containsExactlyElementsOf(LegacyNames.ALL);
  }

  @Test
  void every_code_has_its_own_id_and_says_what_to_do() {
    assertThat(Arrays.stream(Code.values()).map(Code::id)).doesNotHaveDuplicates();
    for (Code code : Code.values()) {
      assertThat(code.id()).matches("SG-[0-9]{4}");
      assertThat(code.summary()).as(code.id()).endsWith(".");
      assertThat(code.effect()).as(code.id()).endsWith(".").hasSizeGreaterThan(20);
      assertThat(code.remedy()).as(code.id()).endsWith(".").hasSizeGreaterThan(20);
    }
  }

  @Test
  void tables_are_not_broken_by_what_is_in_them() {
    (ConfigurationPage.text() + CodesPage.text())
        .lines()
        .filter(line -> line.startsWith("| "))
        .forEach(
            line ->
                assertThat(line.chars().filter(c -> c == '|').count()).as(line).isBetween(3L, 5L));
  }
}
