// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * A context in one object that holds the fields and the activity; OpenTelemetry's own would be a
 * new one for each of the two. It lies on a context of OpenTelemetry's own, which has the span and
 * all else, and never on another layer: chains of work do not grow it, and what it replaces is
 * free.
 */
abstract class ContextLayer implements Context {

  /**
   * Whether contexts here are OpenTelemetry's own. An agent puts others in their place and looks
   * for spans in those alone.
   */
  static final boolean USABLE =
      Context.root().getClass().getPackageName().equals(Context.class.getPackageName());

  private final Context base;
  private final @Nullable ContextFields fields;

  /** On that context, with those fields; null for the fields that are there. */
  ContextLayer(Context base, @Nullable ContextFields fields) {
    this.base = base;
    this.fields = fields;
  }

  /** That context with those fields. */
  static Context of(Context context, ContextFields fields) {
    return new Held(
        under(context), fields, context instanceof ContextLayer layer ? layer.activity() : null);
  }

  /** What a layer on that context lies on. */
  static Context under(Context context) {
    return context instanceof ContextLayer layer ? layer.base : context;
  }

  /** The fields of the layer that this context is; null for another kind. */
  static @Nullable ContextFields fieldsOf(Context context) {
    return context instanceof ContextLayer layer ? layer.fields : null;
  }

  /** The activity in it, or null for the one that is there. */
  abstract @Nullable Activity activity();

  final Context base() {
    return base;
  }

  @Override
  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // a key is itself, and says the type
  public final <V> @Nullable V get(ContextKey<V> key) {
    Object own = key == ContextFields.KEY ? fields : key == Activities.KEY ? activity() : null;
    return own == null ? base.get(key) : (V) own;
  }

  @Override
  public final <V> Context with(ContextKey<V> key, V value) {
    return new Held(base.with(key, value), fields, activity());
  }

  private static final class Held extends ContextLayer {

    private final @Nullable Activity activity;

    Held(Context base, @Nullable ContextFields fields, @Nullable Activity activity) {
      super(base, fields);
      this.activity = activity;
    }

    @Override
    @Nullable Activity activity() {
      return activity;
    }
  }
}
