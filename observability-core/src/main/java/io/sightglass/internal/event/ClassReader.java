// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.LabelValue;
import io.sightglass.event.Measure;
import io.sightglass.internal.event.Declaration.Component;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a declaration from its class. */
final class ClassReader {

  private ClassReader() {}

  static Declaration read(Class<?> type, Problems problems) {
    String name = name(type);
    List<Component> components = new ArrayList<>();
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        components.add(component(name, component, problems));
      }
    }
    return new Declaration(
        type.getName(),
        name,
        type.isRecord(),
        type.getAnnotation(Event.class),
        List.copyOf(components));
  }

  /** The name without the package; a nested one after its outer one. */
  static String name(Class<?> type) {
    String full = type.getTypeName();
    return full.substring(full.lastIndexOf('.') + 1).replace('$', '.');
  }

  private static Component component(String owner, RecordComponent component, Problems problems) {
    Class<?> type = component.getType();
    Label label = component.getAnnotation(Label.class);
    return new Component(
        component.getName(),
        kind(type),
        name(type),
        label == null ? List.of() : values(owner, component.getName(), type, problems),
        true,
        label,
        component.getAnnotation(Measure.class),
        component.getAnnotation(Detail.class));
  }

  /** A parameter that is a label, as if it were a component. */
  static Component parameter(
      String owner, String name, Class<?> type, Label label, Problems problems) {
    return new Component(
        name, kind(type), name(type), values(owner, name, type, problems), true, label, null, null);
  }

  private static List<String> values(
      String owner, String component, Class<?> type, Problems problems) {
    List<String> values = new ArrayList<>();
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        String text = textOf((Enum<?>) constant);
        if (text == null) {
          problems.add(
              owner,
              component,
              "label() of "
                  + ((Enum<?>) constant).name()
                  + " throws or is null; it must be a constant text");
        } else {
          values.add(text);
        }
      }
    }
    return List.copyOf(values);
  }

  private static ValueKind kind(Class<?> type) {
    if (type.isEnum()) {
      return ValueKind.ENUM;
    }
    boolean several =
        type.isArray()
            || Collection.class.isAssignableFrom(type)
            || Map.class.isAssignableFrom(type)
            || type == Optional.class;
    return several ? ValueKind.CONTAINER : ValueKind.ofName(type.getName());
  }

  /** How a constant is written; null where the app's own code does not say. */
  static @Nullable String textOf(Enum<?> constant) {
    if (!(constant instanceof LabelValue labelled)) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    try {
      return labelled.label();
    } catch (RuntimeException | LinkageError | StackOverflowError failure) {
      return null;
    }
  }
}
