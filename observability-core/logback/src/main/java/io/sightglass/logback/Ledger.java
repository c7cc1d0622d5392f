// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts of all destinations of an appender, through all its settings. */
final class Ledger {

  /** As labels have them: standard output, the file and the errors' file. */
  static final List<String> DESTINATIONS = List.of("console", "file", "errors");

  static final int CONSOLE = 0;
  static final int FILE = 1;
  static final int ERRORS = 2;

  private final LineAccount[] accounts = {new LineAccount(), new LineAccount(), new LineAccount()};
  private final LineAccount screened = new LineAccount();
  private final @Nullable LinePipe[] pipes = new LinePipe[3];

  LineAccount account(int destination) {
    return accounts[destination];
  }

  /** What was left out on purpose, before it was meant for any destination. */
  LineAccount screened() {
    return screened;
  }

  synchronized void pipe(int destination, @Nullable LinePipe pipe) {
    pipes[destination] = pipe;
  }

  synchronized long queued(int destination) {
    LinePipe pipe = pipes[destination];
    return pipe == null ? 0 : pipe.queued();
  }

  long offered(int destination) {
    return accounts[destination].offered();
  }

  long written(int destination) {
    return accounts[destination].written();
  }

  long dropped(int level, Loss reason) {
    long sum = screened.dropped(level, reason);
    for (LineAccount account : accounts) {
      sum += account.dropped(level, reason);
    }
    return sum;
  }

  /** For example {@code lines 812 to the console, 812 to the file, 0 lost}. */
  String text() {
    StringBuilder text = new StringBuilder("lines ");
    long lost = 0;
    String separator = "";
    for (int i = 0; i < accounts.length; i++) {
      if (offered(i) > 0) {
        text.append(separator).append(written(i)).append(" to ").append(DESTINATIONS.get(i));
        separator = ", ";
        lost += accounts[i].dropped() + queued(i);
      }
    }
    return text.append(separator).append(lost).append(" lost").toString();
  }
}
