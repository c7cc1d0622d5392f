// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one declared meter is on {@code /metrics} under a {@link NamingProfile}: its families, and
 * where each set of declared label values is found in them.
 *
 * <pre>{@code
 * Exposure calls = NamingProfile.leads().expose(AI_REQUESTS);
 * calls.specs().get(0).name();                       // ai_model_calls_total
 * calls.values("gpt-5", "openai", "success");        // gpt-5, success
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Exposure {

  /** A label on the page: the declared one it comes from, or none, and what becomes of values. */
  record Field(int source, UnaryOperator<@Nullable String> map) {}

  /** A family on the page. */
  record Family(MeterSpec spec, List<Field> fields) {}

  /** The declared label whose values have families of their own, and which. */
  record Split(int source, Map<String, Family> byValue) {}

  private final MeterSpec declared;
  private final @Nullable Family main;
  private final @Nullable Split split;
  private final List<MeterSpec> specs;

  Exposure(
      MeterSpec declared, @Nullable Family main, @Nullable Split split, List<MeterSpec> specs) {
    this.declared = declared;
    this.main = main;
    this.split = split;
    this.specs = List.copyOf(specs);
  }

  /** A meter that is exposed as it was declared, whatever a profile says. */
  public static Exposure unchanged(MeterSpec spec) {
    return new Exposure(Objects.requireNonNull(spec, "spec"), null, null, List.of(spec));
  }

  static Exposure omitted(MeterSpec spec) {
    return new Exposure(spec, null, null, List.of());
  }

  /** The meter as it was declared. */
  public MeterSpec declared() {
    return declared;
  }

  /** Its families on the page; none if the profile omits it. */
  public List<MeterSpec> specs() {
    return specs;
  }

  /** Whether it is on the page as it was declared. */
  public boolean isUnchanged() {
    return main == null && !specs.isEmpty();
  }

  /** Whether it is not on the page. */
  public boolean isOmitted() {
    return specs.isEmpty();
  }

  /**
   * The family of these values. Where every known value of a label has a family of its own, an
   * unknown one is in a family that {@link #specs} does not have.
   *
   * @param values as declared, one for each declared label
   * @throws IllegalArgumentException for another number of values
   */
  public MeterSpec spec(String... values) {
    Family family = family(values);
    return family == null ? declared : family.spec();
  }

  /**
   * The label values in that family, in the order of its labels; null for a label that these do not
   * have.
   *
   * @param values as declared, one for each declared label
   * @throws IllegalArgumentException for another number of values
   */
  public @Nullable String[] values(String... values) {
    Family family = family(values);
    if (family == null) {
      return values.clone();
    }
    @Nullable String[] exposed = new String[family.fields().size()];
    for (int i = 0; i < exposed.length; i++) {
      Field field = family.fields().get(i);
      exposed[i] = field.map().apply(field.source() < 0 ? "" : values[field.source()]);
    }
    return exposed;
  }

  /**
   * Whether a declared label is on the page, under whatever key; also as what is derived from it.
   */
  public boolean shows(String label) {
    int source = declared.labelNames().indexOf(label);
    if (main == null) {
      return source >= 0 && !isOmitted();
    }
    return (split != null && split.source() == source)
        || main.fields().stream().anyMatch(field -> field.source() == source && source >= 0);
  }

  private @Nullable Family family(String[] values) {
    if (values.length != declared.labels().size()) {
      throw new IllegalArgumentException(
          declared + " has " + declared.labels().size() + " labels, not " + values.length);
    }
    for (String value : values) {
      Objects.requireNonNull(value, "a value");
    }
    if (split != null) {
      Family own = split.byValue().get(values[split.source()]);
      if (own != null) {
        return own;
      }
    }
    return main;
  }

  @Override
  public String toString() {
    return declared.id() + " as " + specs;
  }
}
