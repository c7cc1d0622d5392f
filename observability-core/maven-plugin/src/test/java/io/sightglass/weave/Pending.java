// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import io.sightglass.AsyncReturn;
import java.util.function.BiConsumer;

/** An asynchronous result of some other library. */
public class Pending {

  private BiConsumer<Object, Throwable> listener = (value, failure) -> {};

  void complete(Object value) {
    listener.accept(value, null);
  }

  /** What an app writes for it. */
  public static final class Return implements AsyncReturn<Pending> {

    /** For the service loader. */
    public Return() {}

    @Override
    public Class<?> type() {
      return Pending.class;
    }

    @Override
    public Pending watch(Pending result, BiConsumer<Object, Throwable> ended) {
      result.listener = ended;
      return result;
    }
  }
}
