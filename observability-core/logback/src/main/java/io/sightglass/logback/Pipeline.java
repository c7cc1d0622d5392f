// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.opentelemetry.api.logs.LoggerProvider;
import io.sightglass.Code;
import io.sightglass.Diagnostics;
import io.sightglass.LogPipeline;
import io.sightglass.Observability;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** Everything between an event and its destinations: what is left out, the ways, the accounts. */
final class Pipeline implements PipeListener, LogPipeline {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String OWN = "io.sightglass";

  private final LoggerContext context;
  private final Ledger ledger = new Ledger();
  private volatile @Nullable LogSettings settings;
  private volatile @Nullable Ways ways;
  private volatile @Nullable Screen screen;
  private volatile @Nullable Bound bound;
  private volatile boolean through;

  /** The app that the lines are of. */
  private record Bound(Observability app, LogMeters meters, @Nullable OtlpLines otlp) {}

  Pipeline(LoggerContext context) {
    this.context = context;
  }

  Ledger ledger() {
    return ledger;
  }

  void log(ILoggingEvent event) {
    int level = Levels.index(event.getLevel());
    Bound app = bound;
    if (app != null) {
      app.meters().count(event.getLoggerName(), level);
    }
    Screen before = screen;
    Loss verdict = before == null ? null : before.verdict(event, level);
    if (verdict != null) {
      ledger.screened().drop(level, verdict);
      return;
    }
    Ways now = ways;
    if (now != null) {
      now.write(event, level);
    }
    if (app != null && app.otlp() != null) {
      app.otlp().emit(event, level);
    }
  }

  /** Counts into the meters of that app, warns through it and sends as it says. */
  void bind(Observability obs) {
    LogSettings known = Objects.requireNonNull(settings);
    LoggerProvider records = obs.openTelemetry().getLogsBridge();
    boolean sends = known.pipe().otlp() && !LoggerProvider.noop().equals(records);
    LoggerGroups groups = new LoggerGroups(known.pipe().groups());
    LogMeters meters = LogMeters.of(obs.meters(), groups, ledger);
    Bound app = new Bound(obs, meters, sends ? new OtlpLines(records, obs.redactor()) : null);
    bound = app;
    obs.lifecycle().logsThrough(this);
    // What writes lines is there for longer than an app.
    obs.lifecycle().closeLast("log lines", () -> unbind(app));
    for (LinePipe pipe : pipes()) {
      Throwable failure = pipe.failure();
      if (failure != null) {
        failed(pipe, failure);
      }
    }
    tell();
  }

  // That very app, not one like it.
  @SuppressWarnings("ReferenceEquality")
  private synchronized void unbind(Bound app) {
    if (bound == app) {
      bound = null;
    }
  }

  /** Takes other settings; what they do not change goes on without a gap. */
  synchronized void apply(LogSettings next) {
    LogSettings before = settings;
    Ways old = ways;
    settings = next;
    PipeSettings pipe = next.pipe();
    boolean sameQueue = before != null && before.pipe().queue() == pipe.queue();
    boolean sameFile = sameQueue && before != null && isSameFile(before, next);
    LinePipe console = old == null || !sameQueue ? null : old.console();
    LinePipe file = old == null || !sameFile ? null : old.file();
    LinePipe errors = old == null || !sameFile ? null : old.errors();
    if (!pipe.console()) {
      console = null;
    } else if (console == null) {
      console = open(Ledger.CONSOLE, new ConsoleSink(), pipe);
    }
    if (!next.file().isEmpty() && file == null) {
      Path path = Path.of(next.file());
      file = open(Ledger.FILE, new FileSink(path, rolling(pipe), true), pipe);
      if (pipe.files().errors()) {
        Path beside = FileSink.errorsBeside(path);
        errors = open(Ledger.ERRORS, new FileSink(beside, rolling(pipe), false), pipe);
      }
    }
    if (before == null || !before.pipe().equals(pipe)) {
      screen = new Screen(pipe, this::more);
    }
    ways = new Ways(console, file, errors, LineEncoders.of(next, context), pipe.longest());
    ledger.pipe(Ledger.CONSOLE, console);
    ledger.pipe(Ledger.FILE, file);
    ledger.pipe(Ledger.ERRORS, errors);
    // The new ones first: no line falls between the two.
    closeOthers(old, List.of(ways.pipes()));
  }

  private static boolean isSameFile(LogSettings one, LogSettings other) {
    return one.file().equals(other.file()) && one.pipe().files().equals(other.pipe().files());
  }

  private LinePipe open(int destination, LineSink sink, PipeSettings settings) {
    LinePipe pipe =
        new LinePipe(
            Ledger.DESTINATIONS.get(destination),
            sink,
            ledger.account(destination),
            settings.queue(),
            this);
    if (through) {
      pipe.writeThrough();
    }
    return pipe.start();
  }

  private static Rolling rolling(PipeSettings settings) {
    PipeSettings.Files files = settings.files();
    return new Rolling(
        files.maxSize(), files.roll(), files.keep(), files.totalSize(), System::currentTimeMillis);
  }

  private static void closeOthers(@Nullable Ways old, List<LinePipe> kept) {
    if (old == null) {
      return;
    }
    for (LinePipe pipe : old.pipes()) {
      if (!kept.contains(pipe)) {
        pipe.close(Duration.ofSeconds(2).toNanos());
      }
    }
  }

  /** From now on a line is written before the call that logs it returns. */
  void writeThrough() {
    through = true;
    Screen before = screen;
    if (before != null) {
      before.tick(true);
    }
    for (LinePipe pipe : pipes()) {
      pipe.writeThrough();
    }
  }

  /** The ways there are, in the order of the ledger's destinations. */
  LinePipe[] pipes() {
    Ways now = ways;
    return now == null ? new LinePipe[0] : now.pipes();
  }

  boolean await(Duration atMost) {
    // No longer than that, whatever was asked for.
    Duration bound = atMost.compareTo(LONGEST) > 0 ? LONGEST : atMost;
    long until = System.nanoTime() + (bound.isNegative() ? 0 : bound.toNanos());
    boolean all = true;
    for (LinePipe pipe : pipes()) {
      all &= pipe.flush(until - System.nanoTime());
    }
    return all;
  }

  @Override
  public boolean flush(Duration atMost) {
    Screen before = screen;
    if (before != null) {
      before.tick(true);
    }
    return await(atMost);
  }

  @Override
  public String account() {
    return ledger.text();
  }

  void close() {
    Screen before = screen;
    if (before != null) {
      before.tick(true);
    }
    synchronized (this) {
      Ways old = ways;
      ways = null;
      settings = null;
      closeOthers(old, List.of());
    }
  }

  private void more(Repeats.Entry entry, int times) {
    Ways now = ways;
    if (now != null) {
      String text = times + " more within a minute: " + entry.template();
      LoggingEvent event = event(entry.logger(), entry.level(), line(Code.LOG_REPEATED, text));
      event.addKeyValuePair(new KeyValuePair("repeated", times));
      now.write(event, Levels.index(entry.level()));
    }
  }

  private static String line(Code code, String text) {
    return code.id() + " [" + code.area() + "] " + text;
  }

  private LoggingEvent event(String logger, Level level, String text) {
    Logger of = context.getLogger(logger);
    return new LoggingEvent(Pipeline.class.getName(), of, level, text, null, null);
  }

  @Override
  public byte[] notice(LinePipe pipe, boolean warning, String text) {
    Ways now = ways;
    Level level = warning ? Level.WARN : Level.INFO;
    return now == null ? new byte[0] : now.encode(pipe, event(OWN, level, text));
  }

  @Override
  public void failed(LinePipe pipe, Throwable cause) {
    say(
        pipe,
        Code.LOG_FILE,
        where(pipe)
            + " cannot be written ("
            + reason(cause)
            + "); lines for it wait, and are lost when the queue is full. Make its folder writable,"
            + " or free space on its disk.");
    tell();
  }

  @Override
  public void broke(LinePipe pipe, Throwable fault) {
    Bound app = bound;
    if (app != null) {
      // This thread is the library's: an error of the JVM ends here, and is said like any other.
      boolean fatal = fault instanceof VirtualMachineError;
      Throwable told = fatal ? new IllegalStateException(fault.getClass().getName()) : fault;
      app.app().diagnostics().internalError("log writer", told);
    }
  }

  @Override
  public void recovered(LinePipe pipe) {
    say(pipe, Code.LOG_RECOVERED, where(pipe) + " can be written again.");
    tell();
  }

  @Override
  public void changed(LinePipe pipe) {
    tell();
  }

  @Override
  public void tick() {
    Screen before = screen;
    if (before != null) {
      before.tick(false);
    }
  }

  private void say(LinePipe of, Code code, String text) {
    Bound app = bound;
    boolean warning = code == Code.LOG_FILE;
    if (app != null) {
      Diagnostics diagnostics = app.app().diagnostics();
      if (warning) {
        diagnostics.warn(code, text);
      } else {
        diagnostics.info(code, text);
      }
      return;
    }
    Level level = warning ? Level.WARN : Level.INFO;
    for (LinePipe pipe : pipes()) {
      if (pipe != of && pipe.reserve(Levels.index(level), 0)) {
        pipe.put(notice(pipe, warning, line(code, text)), Levels.index(level));
      }
    }
  }

  private static String where(LinePipe pipe) {
    return switch (pipe.name()) {
      case "console" -> "standard output";
      case "file" -> "the file of LOG_FILE_PATH";
      default -> "the errors' file beside LOG_FILE_PATH";
    };
  }

  private static String reason(Throwable cause) {
    String text = cause.getMessage();
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      text = file.getReason();
    }
    String name = cause.getClass().getSimpleName();
    return text == null || (cause instanceof FileSystemException file && file.getReason() == null)
        ? name
        : text.lines().findFirst().orElse(name);
  }

  /** Notes how the ways are, for the start line and the health of telemetry. */
  private void tell() {
    Bound app = bound;
    LogSettings known = settings;
    if (app == null || known == null) {
      return;
    }
    List<String> parts = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    for (LinePipe pipe : pipes()) {
      LinePipe.State state = pipe.state();
      String trouble =
          switch (state) {
            case WORKING -> "";
            case FAILING -> " failed";
            case BLOCKED -> " blocked";
          };
      if (!trouble.isEmpty()) {
        troubles.add(pipe.name() + trouble.replace(' ', '_'));
      }
      if (!pipe.name().equals("errors")) {
        parts.add(
            (pipe.name().equals("console")
                    ? (known.text() ? "text" : "json") + " to standard output"
                    : "file")
                + trouble);
      }
    }
    if (app.otlp() != null) {
      parts.add("otlp");
    }
    Diagnostics diagnostics = app.app().diagnostics();
    diagnostics.status("logs", parts.isEmpty() ? "nowhere" : String.join(", ", parts));
    diagnostics.impaired("logs", troubles.isEmpty() ? null : troubles.get(0));
  }
}
