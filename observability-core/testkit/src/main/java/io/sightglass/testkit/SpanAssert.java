// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Assertions on the spans of one name that ended since the test began. Each one leaves those for
 * which it is true.
 */
public final class SpanAssert {

  private final String what;
  private final List<SpanData> matching;
  private final List<SpanData> all;

  SpanAssert(String name, List<SpanData> all) {
    this.what = name;
    this.all = all;
    this.matching = all.stream().filter(span -> span.getName().equals(name)).toList();
    if (matching.isEmpty()) {
      throw failure("no span '" + name + "' has ended");
    }
  }

  private SpanAssert(String what, List<SpanData> matching, List<SpanData> all) {
    this.what = what;
    this.matching = matching;
    this.all = all;
  }

  /**
   * It has this attribute with this value; numbers are compared by their value.
   *
   * @throws AssertionError with the spans that ended
   */
  public SpanAssert hasAttribute(String key, Object value) {
    Objects.requireNonNull(value, "value");
    return narrow(
        span -> Values.isSame(Memory.map(span.getAttributes()).get(key), value),
        "with " + key + "=" + value);
  }

  /**
   * It has no such attribute.
   *
   * @throws AssertionError with the spans that ended
   */
  public SpanAssert hasNoAttribute(String key) {
    return narrow(span -> !Memory.map(span.getAttributes()).containsKey(key), "without " + key);
  }

  /**
   * Its status is an error.
   *
   * @throws AssertionError with the spans that ended
   */
  public SpanAssert failed() {
    return narrow(span -> span.getStatus().getStatusCode() == StatusCode.ERROR, "that failed");
  }

  /**
   * Its status is no error.
   *
   * @throws AssertionError with the spans that ended
   */
  public SpanAssert didNotFail() {
    return narrow(
        span -> span.getStatus().getStatusCode() != StatusCode.ERROR, "that did not fail");
  }

  /**
   * There are that many.
   *
   * @throws AssertionError with the spans that ended
   */
  public SpanAssert times(int count) {
    if (matching.size() != count) {
      throw failure("there are " + matching.size() + " spans '" + what + "', expected " + count);
    }
    return this;
  }

  private SpanAssert narrow(Predicate<SpanData> wanted, String words) {
    SpanAssert rest =
        new SpanAssert(what + " " + words, matching.stream().filter(wanted).toList(), all);
    if (rest.matching.isEmpty()) {
      throw failure("no span '" + what + "' " + words);
    }
    return rest;
  }

  private AssertionError failure(String problem) {
    String lines =
        all.stream()
            .limit(50)
            .map(
                span ->
                    "\n  "
                        + span.getName()
                        + " "
                        + Memory.map(span.getAttributes())
                        + " "
                        + span.getStatus().getStatusCode())
            .collect(Collectors.joining());
    return new AssertionError(problem + ". Ended:" + (lines.isEmpty() ? " nothing" : lines));
  }
}
