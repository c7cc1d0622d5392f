// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tasks that run in the context they were made in. */
final class ContextTasks {

  private final MdcMirror mirror;
  private final DefaultErrors errors;

  ContextTasks(MdcMirror mirror, DefaultErrors errors) {
    this.mirror = mirror;
    this.errors = errors;
  }

  Runnable runnable(Runnable task) {
    Context context = Context.current();
    return () -> {
      Scope scope = mirror.enter(context);
      try {
        task.run();
      } catch (Throwable failure) {
        // What a Runnable throws has nobody to hear it; schedules end of it without a word.
        errors.unhandled("task", null, failure, false, context);
        throw failure;
      } finally {
        scope.close();
      }
    };
  }

  <T> Callable<T> callable(Callable<T> task) {
    Context context = Context.current();
    return () -> {
      Scope scope = mirror.enter(context);
      try {
        return task.call();
      } finally {
        scope.close();
      }
    };
  }

  <T> Supplier<T> supplier(Supplier<T> task) {
    Context context = Context.current();
    return () -> {
      Scope scope = mirror.enter(context);
      try {
        return task.get();
      } finally {
        scope.close();
      }
    };
  }

  <T, R> Function<T, R> function(Function<T, R> task) {
    Context context = Context.current();
    return value -> {
      Scope scope = mirror.enter(context);
      try {
        return task.apply(value);
      } finally {
        scope.close();
      }
    };
  }

  Executor executor(Executor executor) {
    return task -> executor.execute(runnable(task));
  }

  ThreadFactory threads(ThreadFactory factory) {
    return task -> factory.newThread(runnable(task));
  }
}
