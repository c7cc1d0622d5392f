// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Redactor;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.event.Label;
import io.sightglass.internal.event.Declaration.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A parameter that is a label, by the rules for components of events. Immutable. */
public final class ParameterLabel {

  private final LabelSpec spec;
  private final boolean text;
  private final List<String> byOrdinal;

  private ParameterLabel(LabelSpec spec, boolean text, List<String> byOrdinal) {
    this.spec = spec;
    this.text = text;
    this.byOrdinal = byOrdinal;
  }

  /**
   * The label that a parameter is; null if it cannot be one, which {@code problem} is told.
   *
   * @param method whose parameter it is, for messages
   */
  public static @Nullable ParameterLabel of(
      String method, String parameter, Class<?> type, Label label, Consumer<String> problem) {
    Problems problems = new Problems();
    Component component = ClassReader.parameter(method, parameter, type, label, problems);
    new ComponentRules(new Declaration(method, method, true, null, List.of(component)), problems)
        .check();
    if (!problems.isEmpty()) {
      problems.all().forEach(each -> problem.accept(each.toString()));
      return null;
    }
    List<String> closed = component.closedValues();
    LabelSpec spec =
        closed.isEmpty()
            ? LabelSpec.upTo(component.key(), label.max())
            : LabelSpec.oneOf(component.key(), closed.toArray(String[]::new));
    return new ParameterLabel(
        spec, component.kind() == ValueKind.TEXT, new ArrayList<>(component.values()));
  }

  /** The key that a parameter's name makes: {@code invoiceId} is {@code invoice_id}. */
  public static String key(String parameter) {
    return Names.snake(parameter);
  }

  /** One whose value is a text that code gives. */
  public static ParameterLabel of(LabelSpec spec) {
    return new ParameterLabel(spec, true, List.of());
  }

  /** Its name and the set of its values. */
  public LabelSpec spec() {
    return spec;
  }

  /** The value as it is written. */
  @SuppressWarnings("EnumOrdinal") // an index into a list made from the same class, never kept
  public String text(@Nullable Object value) {
    if (value == null) {
      return LabelSpec.NONE;
    }
    if (value instanceof Enum<?> constant) {
      return constant.ordinal() < byOrdinal.size()
          ? byOrdinal.get(constant.ordinal())
          : LabelSpec.OTHER;
    }
    return value.toString();
  }

  /** The same for a span, whose values are not bounded by a meter. */
  public String attribute(String written, Redactor redactor) {
    return text ? redactor.redact(written) : written;
  }
}
