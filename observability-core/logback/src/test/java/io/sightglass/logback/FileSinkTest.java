// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {

  @TempDir Path folder;

  private final AtomicLong now =
      new AtomicLong(Instant.parse("2026-11-25T10:00:00Z").toEpochMilli());
  private FileSink open;

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  void the_folder_is_made_and_lines_are_added_to_what_is_there() throws IOException {
    Path file = folder.resolve("a/b/app.log");
    write(sink(file), "one\n");
    open.close();
    write(sink(file), "two\n");

    assertThat(file).hasContent("one\ntwo\n");
  }

  @Test
  void half_a_line_of_json_at_the_end_is_taken_away() throws IOException {
    Path file = Files.writeString(folder.resolve("app.log"), "{\"a\":1}\n{\"a\":");
    write(sink(file), "{\"a\":2}\n");

    assertThat(file).hasContent("{\"a\":1}\n{\"a\":2}\n");
  }

  @Test
  void half_a_line_alone_is_taken_away_too() throws IOException {
    Path file = Files.writeString(folder.resolve("app.log"), "{\"a\":");
    write(sink(file), "{\"a\":2}\n");

    assertThat(file).hasContent("{\"a\":2}\n");
  }

  @Test
  void a_line_that_is_no_json_stays_and_ours_begins_on_a_fresh_one() throws IOException {
    Path file = Files.writeString(folder.resolve("app.log"), "somebody's own");
    write(sink(file), "{\"a\":2}\n");

    assertThat(file).hasContent("somebody's own\n{\"a\":2}\n");
  }

  @Test
  void what_could_not_be_written_whole_is_taken_away() throws IOException {
    Path file = folder.resolve("app.log");
    write(sink(file), "one\ntw");
    open.tear(2);
    write(open, "two\n");

    assertThat(file).hasContent("one\ntwo\n");
  }

  @Test
  void a_file_that_was_deleted_or_moved_is_made_again() throws IOException {
    Path file = folder.resolve("app.log");
    write(sink(file), "one\n");
    Files.delete(file);
    await().until(() -> isWritten(file, "two\n"));
    Files.move(file, folder.resolve("moved"));
    await().until(() -> isWritten(file, "three\n"));
  }

  private boolean isWritten(Path file, String line) throws IOException {
    write(open, line);
    return Files.exists(file);
  }

  @Test
  void a_file_that_was_emptied_goes_on_from_its_beginning() throws IOException {
    Path file = folder.resolve("app.log");
    write(sink(file), "one\n");
    Files.write(file, new byte[0]);
    write(open, "two\n");

    assertThat(file).hasContent("two\n");
  }

  @Test
  void a_path_that_cannot_be_fails_until_it_can() throws IOException {
    Path blocker = Files.writeString(folder.resolve("logs"), "a file");
    Path file = blocker.resolve("app.log");
    sink(file);
    assertThatThrownBy(() -> write(open, "one\n")).isInstanceOf(IOException.class);
    Files.delete(blocker);
    write(open, "two\n");

    assertThat(file).hasContent("two\n");
  }

  @Test
  void a_file_is_rolled_before_it_gets_too_large() throws IOException {
    Path file = folder.resolve("app.log");
    open = new FileSink(file, rolling(10, "daily", 1 << 20), true);
    write(open, "12345\n");
    write(open, "67890\n");
    write(open, "abcde\n");

    assertThat(file).hasContent("abcde\n");
    await().until(() -> names().size() == 3);
    assertThat(names())
        .containsExactly("app.log", "app.log.2026-11-25.0.gz", "app.log.2026-11-25.1.gz");
    assertThat(unzipped("app.log.2026-11-25.0.gz")).isEqualTo("12345\n");
    assertThat(unzipped("app.log.2026-11-25.1.gz")).isEqualTo("67890\n");
  }

  @Test
  void a_new_day_and_a_new_hour_begin_a_new_file() throws IOException {
    Path file = folder.resolve("app.log");
    open = new FileSink(file, rolling(1 << 20, "hourly", 1 << 20), true);
    write(open, "one\n");
    now.addAndGet(Duration.ofHours(1).toMillis());
    write(open, "two\n");

    await().until(() -> names().contains("app.log.2026-11-25T10.0.gz"));
    assertThat(file).hasContent("two\n");
  }

  @Test
  void a_file_of_yesterday_that_is_found_is_rolled_too() throws IOException {
    Path file = Files.writeString(folder.resolve("app.log"), "one\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-24T23:59:00Z")));
    write(sink(file), "two\n");

    assertThat(file).hasContent("two\n");
    await().until(() -> names().contains("app.log.2026-11-24.0.gz"));
  }

  @Test
  void what_is_too_old_or_too_much_is_deleted_and_nothing_else() throws IOException {
    Path file = folder.resolve("app.log");
    rolled("app.log.2026-11-01.0.gz", 10, "2026-11-01T10:00:00Z");
    rolled("app.log.2026-11-23.0.gz", 600, "2026-11-23T10:00:00Z");
    rolled("app.log.2026-11-24.0.gz", 600, "2026-11-24T10:00:00Z");
    rolled("app.log.backup", 10, "2020-01-01T00:00:00Z");
    rolled("app-errors.log.2026-11-01.0.gz", 10, "2020-01-01T00:00:00Z");
    rolling(10, "daily", 1_000).tidy(file);

    assertThat(names())
        .containsExactly(
            "app-errors.log.2026-11-01.0.gz", "app.log.2026-11-24.0.gz", "app.log.backup");
  }

  @Test
  void the_errors_file_lies_beside() {
    assertThat(FileSink.errorsBeside(Path.of("logs/app.log")))
        .isEqualTo(Path.of("logs/app-errors.log"));
    assertThat(FileSink.errorsBeside(Path.of("app"))).isEqualTo(Path.of("app-errors"));
    assertThat(FileSink.errorsBeside(Path.of(".app"))).isEqualTo(Path.of(".app-errors"));
  }

  private void rolled(String name, int size, String modified) throws IOException {
    Path path = Files.write(folder.resolve(name), new byte[size]);
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse(modified)));
  }

  private FileSink sink(Path file) {
    open = new FileSink(file, rolling(1 << 20, "daily", 1 << 20), true);
    return open;
  }

  private Rolling rolling(long max, String every, long total) {
    return new Rolling(max, every, Duration.ofDays(14), total, now::get);
  }

  private static void write(FileSink sink, String text) throws IOException {
    sink.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> names() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    }
    return List.copyOf(names);
  }

  private String unzipped(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
