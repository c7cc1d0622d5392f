// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.anthropic;

import com.anthropic.core.http.StreamResponse;
import io.sightglass.business.internal.StreamWatch;
import java.util.stream.Stream;

/** A stream, followed while the app reads it. */
final class WatchedStream<T> implements StreamResponse<T> {

  private final StreamResponse<T> events;
  private final StreamWatch<T> watch;

  WatchedStream(StreamResponse<T> events, StreamWatch<T> watch) {
    this.events = events;
    this.watch = watch;
  }

  @Override
  public Stream<T> stream() {
    return watch.follow(events.stream());
  }

  @Override
  public void close() {
    watch.left();
    events.close();
  }
}
