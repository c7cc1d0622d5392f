// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import io.sightglass.Instrumented;
import java.util.concurrent.CompletableFuture;

/** A method of every shape; a loader of the test weaves them. */
final class Shapes {

  private Shapes() {}

  static class Public implements Shape {

    @Override
    @Instrumented("shape")
    public Object call(Work work) throws Exception {
      return work.run();
    }

    @Override
    @Instrumented("shape")
    public CompletableFuture<Object> later(Later later) throws Exception {
      return later.run();
    }
  }

  static class Private implements Shape {

    @Override
    public Object call(Work work) throws Exception {
      return inner(work);
    }

    @Instrumented("shape")
    private Object inner(Work work) throws Exception {
      return work.run();
    }

    @Override
    public CompletableFuture<Object> later(Later later) throws Exception {
      return innerLater(later);
    }

    @Instrumented("shape")
    private CompletableFuture<Object> innerLater(Later later) throws Exception {
      return later.run();
    }
  }

  static class Static implements Shape {

    @Override
    public Object call(Work work) throws Exception {
      return inner(work);
    }

    @Instrumented("shape")
    static Object inner(Work work) throws Exception {
      return work.run();
    }

    @Override
    public CompletableFuture<Object> later(Later later) throws Exception {
      return innerLater(later);
    }

    @Instrumented("shape")
    static CompletableFuture<Object> innerLater(Later later) throws Exception {
      return later.run();
    }
  }

  static class Final implements Shape {

    @Override
    @Instrumented("shape")
    public final Object call(Work work) throws Exception {
      return work.run();
    }

    @Override
    @Instrumented("shape")
    public final CompletableFuture<Object> later(Later later) throws Exception {
      return later.run();
    }
  }

  interface Defaults extends Shape {

    @Override
    @Instrumented("shape")
    default Object call(Work work) throws Exception {
      return work.run();
    }

    @Override
    @Instrumented("shape")
    default CompletableFuture<Object> later(Later later) throws Exception {
      return later.run();
    }
  }

  static class Default implements Defaults {}

  record OfRecord(int number) implements Shape {

    OfRecord() {
      this(1);
    }

    @Override
    @Instrumented("shape")
    public Object call(Work work) throws Exception {
      return work.run();
    }

    @Override
    @Instrumented("shape")
    public CompletableFuture<Object> later(Later later) throws Exception {
      return later.run();
    }
  }

  static class Constructor implements Shape {

    @Override
    public Object call(Work work) throws Exception {
      return new Made(work == null ? "" : "made", work).value;
    }

    @Override
    public CompletableFuture<Object> later(Later later) throws Exception {
      throw new UnsupportedOperationException("a constructor has no result");
    }
  }

  static class Base {

    final int length;

    Base(String name) {
      length = name.length();
    }
  }

  static class Made extends Base {

    final Object value;

    @Instrumented("shape")
    Made(String name, Shape.Work work) throws Exception {
      super(name.isEmpty() ? new String("none") : name.strip());
      value = work.run();
    }
  }

  static class SelfCalled implements Shape {

    @Override
    public Object call(Work work) throws Exception {
      return this.inner(work);
    }

    @Instrumented("shape")
    Object inner(Work work) throws Exception {
      return work.run();
    }

    @Override
    public CompletableFuture<Object> later(Later later) throws Exception {
      return this.innerLater(later);
    }

    @Instrumented("shape")
    CompletableFuture<Object> innerLater(Later later) throws Exception {
      return later.run();
    }
  }

  abstract static class Generic<T, R> {

    abstract R of(T input) throws Exception;
  }

  static class OfWork extends Generic<Shape.Work, Object> {

    @Override
    @Instrumented("shape")
    Object of(Shape.Work work) throws Exception {
      return work.run();
    }
  }

  static class OfLater extends Generic<Shape.Later, CompletableFuture<Object>> {

    @Override
    @Instrumented("shape")
    CompletableFuture<Object> of(Shape.Later later) throws Exception {
      return later.run();
    }
  }

  static class Bridged implements Shape {

    private final Generic<Work, Object> works = new OfWork();
    private final Generic<Later, CompletableFuture<Object>> laters = new OfLater();

    @Override
    public Object call(Work work) throws Exception {
      return works.of(work);
    }

    @Override
    public CompletableFuture<Object> later(Later later) throws Exception {
      return laters.of(later);
    }
  }

  static class Synchronized implements Shape {

    @Override
    @Instrumented("shape")
    public synchronized Object call(Work work) throws Exception {
      return work.run();
    }

    @Override
    @Instrumented("shape")
    public synchronized CompletableFuture<Object> later(Later later) throws Exception {
      return later.run();
    }
  }

  static class Varargs implements Shape {

    @Override
    public Object call(Work work) throws Exception {
      return first(work, work);
    }

    @Instrumented("shape")
    Object first(Work... works) throws Exception {
      return works[0].run();
    }

    @Override
    public CompletableFuture<Object> later(Later later) throws Exception {
      return firstLater(later, later);
    }

    @Instrumented("shape")
    CompletableFuture<Object> firstLater(Later... laters) throws Exception {
      return laters[0].run();
    }
  }
}
