// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.internal;

import io.sightglass.business.ai.AiStream;
import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Follows one stream to its end, its failure, or the point where the app leaves it. */
public final class StreamWatch<T> {

  private final AiStream call;
  private final EventReader<T> reader;
  private final Vendor vendor;
  private volatile boolean complete;

  private StreamWatch(AiStream call, EventReader<T> reader, Vendor vendor) {
    this.call = call;
    this.reader = reader;
    this.vendor = vendor;
  }

  /** Follows the stream of {@code call}. */
  public static <T> StreamWatch<T> of(AiStream call, EventReader<T> reader, Vendor vendor) {
    return new StreamWatch<>(call, reader, vendor);
  }

  /** An event came. */
  public void event(T event) {
    try {
      complete |= reader.read(call, event);
    } catch (RuntimeException hostile) {
      // An event without what it must have is still the app's.
    }
  }

  /** The stream ended by itself. */
  public void end() {
    call.close();
  }

  /** The stream broke. */
  public void failed(Throwable failure) {
    vendor.failed(call, failure);
    call.close();
  }

  /** The app leaves the stream; before its end it is cancelled. */
  public void left() {
    (complete ? call : call.cancel()).close();
  }

  /** Runs a callback of the app in the context of the call. */
  public void within(Runnable callback) {
    call.context().wrap(callback).run();
  }

  /** The stream, followed while it is read. */
  public Stream<T> follow(Stream<T> stream) {
    return StreamSupport.stream(new Followed(stream.spliterator()), false).onClose(stream::close);
  }

  private final class Followed implements Spliterator<T> {

    private final Spliterator<T> events;
    private boolean inApp;

    Followed(Spliterator<T> events) {
      this.events = events;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> app) {
      boolean more;
      inApp = false;
      try {
        more = events.tryAdvance(event -> handOn(event, app));
      } catch (Throwable failure) {
        if (!inApp) {
          failed(failure);
        }
        throw failure;
      }
      if (!more) {
        end();
      }
      return more;
    }

    private void handOn(T event, Consumer<? super T> app) {
      event(event);
      inApp = true;
      app.accept(event);
      inApp = false;
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
      // The events come one after the other.
      return null;
    }

    @Override
    public long estimateSize() {
      return events.estimateSize();
    }

    @Override
    public int characteristics() {
      return events.characteristics() & ~(Spliterator.SIZED | Spliterator.SUBSIZED);
    }

    @Override
    public Comparator<? super T> getComparator() {
      return events.getComparator();
    }
  }
}
