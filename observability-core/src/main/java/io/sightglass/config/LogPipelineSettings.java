// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of the way that log lines go: queue, files, levels, throttling and shipping. */
public final class LogPipelineSettings {

  private static final long KILO = 1024;
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})\\s*(KB|MB|GB)?");
  private static final Pattern LOGGER = Pattern.compile("[A-Za-z0-9_$.-]{1,200}");
  private static final Pattern GROUP = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final Pattern LEVEL = Pattern.compile("trace|debug|info|warn|error|off");
  private static final Pattern RATE = Pattern.compile("[1-9][0-9]{0,6}");

  /** Whether lines go to standard output. */
  public static final Setting<Boolean> CONSOLE =
      new Setting<>(
          "sightglass.logs.console",
          Group.LOGS,
          Kinds.flag(),
          true,
          "Whether log lines go to standard output.");

  /** How many lines wait for each destination at most. */
  public static final Setting<Integer> QUEUE =
      new Setting<>(
          "sightglass.logs.queue",
          Group.LOGS,
          Kinds.integer(64, 1_048_576),
          8_192,
          "How many lines wait to be written at most, for each destination. Debug lines have three"
              + " quarters of it, info lines seven eighths, warnings all but a sixteenth.");

  /** How long a warning or an error waits for a full queue. */
  public static final Setting<Duration> WAIT =
      new Setting<>(
          "sightglass.logs.wait",
          Group.LOGS,
          Kinds.duration(Duration.ZERO, Duration.ofSeconds(1)),
          Duration.ofMillis(50),
          "How long a warning or an error waits for a full queue before it is dropped. Other lines"
              + " never wait.");

  /** The size at which the log file is rolled, in bytes. */
  public static final Setting<Long> FILE_MAX_SIZE =
      new Setting<>(
          "sightglass.logs.file.max-size",
          Group.LOGS,
          size(),
          100 * KILO * KILO,
          "The size at which the file of `LOG_FILE_PATH` is rolled.");

  /** When the log file is rolled besides: {@code daily}, {@code hourly} or {@code never}. */
  public static final Setting<String> FILE_ROLL =
      new Setting<>(
          "sightglass.logs.file.roll",
          Group.LOGS,
          Kinds.oneOf("daily", "hourly", "never"),
          "daily",
          "When the file is rolled besides: with the day or the hour in UTC, or by size alone.");

  /** How long rolled files are kept. */
  public static final Setting<Duration> FILE_KEEP =
      new Setting<>(
          "sightglass.logs.file.keep",
          Group.LOGS,
          Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(3_650)),
          Duration.ofDays(14),
          "How long rolled files are kept.");

  /** How much space rolled files take at most, in bytes. */
  public static final Setting<Long> FILE_TOTAL_SIZE =
      new Setting<>(
          "sightglass.logs.file.total-size",
          Group.LOGS,
          size(),
          KILO * KILO * KILO,
          "How much space rolled files take together; the oldest are deleted.");

  /** Whether errors go to a file of their own as well. */
  public static final Setting<Boolean> ERRORS_FILE =
      new Setting<>(
          "sightglass.logs.errors-file",
          Group.LOGS,
          Kinds.flag(),
          true,
          "Whether errors go to a second file beside `LOG_FILE_PATH` as well: `app-errors.log`"
              + " beside `app.log`.");

  /** Levels of single loggers, as {@code logger=level}. */
  public static final Setting<String> LEVELS =
      new Setting<>(
          "sightglass.logs.levels",
          Group.LOGS,
          pairs("levels of loggers separated by commas, such as org.hibernate=warn", LEVEL),
          "",
          "Levels of single loggers. Libraries that are known to be chatty are at `warn`"
              + " unless set here; docs/logging.md lists them.");

  /** Of which loggers only one line in so many is written, as {@code logger=n}. */
  public static final Setting<String> SAMPLE =
      new Setting<>(
          "sightglass.logs.sample",
          Group.LOGS,
          pairs("loggers and rates separated by commas, such as com.acme.cache=100", RATE),
          "",
          "Loggers of which one line in so many is written. Warnings, errors and lines of money"
              + " are always written.");

  /** How often the same error is written within a minute; 0 for always. */
  public static final Setting<Integer> REPEATS =
      new Setting<>(
          "sightglass.logs.repeats",
          Group.LOGS,
          Kinds.integer(0, 1_000_000),
          100,
          "How often the same warning or error of one logger is written within a minute; the rest"
              + " become one line with their number. 0: always.");

  /** The groups that loggers are counted under, as {@code logger=group}. */
  public static final Setting<String> GROUPS =
      new Setting<>(
          "sightglass.logs.groups",
          Group.LOGS,
          pairs("loggers and groups separated by commas, such as com.acme.billing=billing", GROUP),
          "",
          "The groups that loggers are counted under in `log_events_total`. Unset: known libraries"
              + " by name, everything else `app`.");

  /** Whether lines go out as OpenTelemetry log records as well. */
  public static final Setting<Boolean> OTLP =
      new Setting<>(
          "sightglass.logs.otlp",
          Group.LOGS,
          Kinds.flag(),
          false,
          "Whether log lines go out as OpenTelemetry log records as well, by the exporter that"
              + " `OTEL_LOGS_EXPORTER` names.");

  private LogPipelineSettings() {}

  static List<Setting<?>> all() {
    return List.of(
        CONSOLE,
        QUEUE,
        WAIT,
        FILE_MAX_SIZE,
        FILE_ROLL,
        FILE_KEEP,
        FILE_TOTAL_SIZE,
        ERRORS_FILE,
        LEVELS,
        SAMPLE,
        REPEATS,
        GROUPS,
        OTLP);
  }

  private static Kind<Long> size() {
    return Kind.of(
        "size",
        "a size from 1KB to 1024GB, such as 512KB, 100MB or 2GB",
        LogPipelineSettings::bytes,
        LogPipelineSettings::sizeText);
  }

  private static long bytes(String text) {
    Matcher parts = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      throw Kinds.refused();
    }
    long unit = unit(parts.group(2));
    long amount =
        Kinds.checked(Long.parseLong(parts.group(1)), value -> value <= (1L << 40) / unit);
    return Kinds.checked(amount * unit, value -> value >= KILO);
  }

  private static long unit(@Nullable String name) {
    if (name == null) {
      return 1;
    }
    return switch (name) {
      case "KB" -> KILO;
      case "MB" -> KILO * KILO;
      default -> KILO * KILO * KILO;
    };
  }

  // The null of a caller is to be named, which unboxing in a method reference does not.
  private static String sizeText(Long given) {
    long bytes = given;
    if (bytes % (KILO * KILO * KILO) == 0) {
      return bytes / (KILO * KILO * KILO) + "GB";
    }
    if (bytes % (KILO * KILO) == 0) {
      return bytes / (KILO * KILO) + "MB";
    }
    return bytes % KILO == 0 ? bytes / KILO + "KB" : String.valueOf(bytes);
  }

  private static Kind<String> pairs(String allowed, Pattern value) {
    return Kind.of(
        "list",
        allowed,
        text -> Kinds.list(text, pair -> isPair(pair, value)),
        Function.identity());
  }

  private static boolean isPair(String pair, Pattern value) {
    int equals = pair.indexOf('=');
    return equals > 0
        && LOGGER.matcher(pair.substring(0, equals)).matches()
        && value.matcher(pair.substring(equals + 1)).matches();
  }
}
