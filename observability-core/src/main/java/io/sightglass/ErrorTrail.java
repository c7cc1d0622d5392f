// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last {@value #SIZE} lines of the log, so that an error can be shown with those that led to
 * it. Written without a lock; a line that is overwritten is gone.
 */
final class ErrorTrail {

  static final int SIZE = 1024;

  /** How many lines lead to one error at most. */
  static final int MAX_STEPS = 50;

  private static final int MAX_TEXT = 500;

  private record Noted(
      long atMillis,
      String level,
      String logger,
      String message,
      String occasion,
      long thread,
      int number) {}

  private final AtomicReferenceArray<Noted> ring = new AtomicReferenceArray<>(SIZE);
  private final AtomicInteger next = new AtomicInteger();

  void add(String level, String logger, String message, String occasion) {
    int number = next.getAndIncrement();
    ring.set(
        number & (SIZE - 1),
        new Noted(
            System.currentTimeMillis(),
            level,
            logger,
            message.length() > MAX_TEXT ? message.substring(0, MAX_TEXT) + "…" : message,
            occasion,
            Thread.currentThread().getId(),
            number));
  }

  /** The lines of the same trace or request; without either, those of the same thread. */
  List<ErrorReport.Step> before(ErrorSeen error, Redactor redactor) {
    long until = error.time().toEpochMilli();
    List<Noted> same = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      Noted noted = ring.get(i);
      if (noted != null && noted.atMillis <= until && isOf(noted, error)) {
        same.add(noted);
      }
    }
    same.sort(Comparator.comparingInt(noted -> noted.number));
    return same.subList(Math.max(0, same.size() - MAX_STEPS), same.size()).stream()
        .map(
            noted ->
                new ErrorReport.Step(
                    Instant.ofEpochMilli(noted.atMillis),
                    noted.level,
                    noted.logger,
                    redactor.redact(noted.message)))
        .toList();
  }

  private static boolean isOf(Noted noted, ErrorSeen error) {
    return noted.occasion.equals(error.occasion())
        && (!noted.occasion.isEmpty() || noted.thread == error.thread());
  }
}
