// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The work that is measured, plain, by hand, and by hand behind a JDK proxy. */
@State(Scope.Benchmark)
public class Rendering {

  /** What a proxy stands for. */
  public interface Renderer {

    /** Renders it. */
    long render(long invoice);
  }

  /** Behind an interface for the proxies. */
  static class Plain implements Renderer {
    @Override
    public long render(long invoice) {
      return work(invoice);
    }
  }

  /** Not a constant, so that the work is done. */
  long invoice = 42;

  private final Renderer plain = new Plain();

  /** Next to nothing, so that what is around it is what is measured. */
  static long work(long invoice) {
    return invoice * 31 + 7;
  }

  long bare() {
    return plain.render(invoice);
  }

  long byHand(HandMeters meters) {
    return timed(meters, invoice);
  }

  private static long timed(HandMeters meters, long invoice) {
    long start = meters.begin();
    boolean failed = true;
    try {
      long page = work(invoice);
      failed = false;
      return page;
    } finally {
      meters.end(start, failed);
    }
  }

  /** The same meters, put around every method of the interface. */
  @State(Scope.Benchmark)
  public static class Proxied {

    private final HandMeters meters = new HandMeters();
    private final Renderer target = new Plain();
    private final Renderer proxy =
        (Renderer)
            Proxy.newProxyInstance(
                Renderer.class.getClassLoader(),
                new Class<?>[] {Renderer.class},
                (self, method, arguments) -> {
                  long start = meters.begin();
                  boolean failed = true;
                  try {
                    Object page = method.invoke(target, arguments);
                    failed = false;
                    return page;
                  } catch (InvocationTargetException failure) {
                    throw failure.getCause();
                  } finally {
                    meters.end(start, failed);
                  }
                });

    long call(long invoice) {
      return proxy.render(invoice);
    }

    long counted() {
      return meters.counted();
    }
  }
}
