// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Assertions on the events of one name since the test began. Each {@link #with} leaves those that
 * have the field.
 */
public final class EventAssert {

  private final String what;
  private final List<RecordedEvent> matching;
  private final List<RecordedEvent> all;

  EventAssert(String name, List<RecordedEvent> all) {
    this(name, all.stream().filter(event -> event.name().equals(name)).toList(), all);
  }

  private EventAssert(String what, List<RecordedEvent> matching, List<RecordedEvent> all) {
    this.what = what;
    this.matching = matching;
    this.all = all;
  }

  /** Those that have this field with this value; numbers are compared by their value. */
  public EventAssert with(String field, Object value) {
    Objects.requireNonNull(value, "value");
    return new EventAssert(
        what + " with " + field + "=" + value,
        matching.stream().filter(event -> Values.isSame(event.fields().get(field), value)).toList(),
        all);
  }

  /**
   * There is at least one.
   *
   * @throws AssertionError with the events that were recorded
   */
  public EventAssert wasRecorded() {
    if (matching.isEmpty()) {
      throw failure("was not recorded");
    }
    return this;
  }

  /**
   * There are that many.
   *
   * @throws AssertionError with the events that were recorded
   */
  public EventAssert wasRecorded(int times) {
    if (matching.size() != times) {
      throw failure("was recorded " + matching.size() + " times, expected " + times);
    }
    return this;
  }

  /**
   * There is none.
   *
   * @throws AssertionError with the events that were recorded
   */
  public EventAssert wasNotRecorded() {
    return wasRecorded(0);
  }

  private AssertionError failure(String problem) {
    String lines =
        all.stream()
            .limit(50)
            .map(event -> "\n  " + event.name() + " " + event.fields())
            .collect(Collectors.joining());
    return new AssertionError(
        what + " " + problem + ". Recorded:" + (lines.isEmpty() ? " nothing" : lines));
  }
}
