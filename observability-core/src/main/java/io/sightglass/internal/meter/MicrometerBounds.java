// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.catalogue.LabelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Bounds the tags of the app's Micrometer meters as the labels of its own are: a value beyond the
 * limit becomes {@code _other} before a meter is made from it.
 */
final class MicrometerBounds implements MeterFilter {

  // Names come from code. Should an app make them up, the ones beyond share their tags' bounds.
  private static final int MAX_NAMES = 10_000;

  private final OwnMeters meters;
  private final Function<Meter.Id, String> exposedName;
  private final Map<String, Map<String, LabelBound>> bounds = new ConcurrentHashMap<>();
  private final Set<Meter.Id> known = ConcurrentHashMap.newKeySet();

  MicrometerBounds(OwnMeters meters, Function<Meter.Id, String> exposedName) {
    this.meters = meters;
    this.exposedName = exposedName;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    if (!id.getTagsAsIterable().iterator().hasNext()) {
      return id;
    }
    Meter.Id bounded = bounded(id);
    if (known.contains(bounded)) {
      return bounded;
    }
    if (meters.mayGrow()) {
      if (!known.add(bounded)) {
        meters.shrink();
      }
      return bounded;
    }
    meters.full(exposedName.apply(id)).count();
    return with(bounded, tag -> LabelSpec.OTHER);
  }

  /** A meter was removed: its label set is free again. */
  void removed(Meter.Id id) {
    if (known.remove(id)) {
      meters.shrink();
    }
  }

  private Meter.Id bounded(Meter.Id id) {
    String name = bounds.size() < MAX_NAMES || bounds.containsKey(id.getName()) ? id.getName() : "";
    Map<String, LabelBound> own = bounds.computeIfAbsent(name, unused -> new ConcurrentHashMap<>());
    return with(id, tag -> bound(own, tag.getKey(), id).bound(tag.getValue()));
  }

  private LabelBound bound(Map<String, LabelBound> own, String key, Meter.Id id) {
    LabelBound bound = own.get(key);
    return bound == null
        ? own.computeIfAbsent(key, unused -> meters.bound(exposedName.apply(id), key))
        : bound;
  }

  private static Meter.Id with(Meter.Id id, Function<Tag, String> value) {
    List<Tag> tags = new ArrayList<>();
    boolean changed = false;
    for (Tag tag : id.getTagsAsIterable()) {
      String kept = value.apply(tag);
      changed |= !kept.equals(tag.getValue());
      tags.add(kept.equals(tag.getValue()) ? tag : Tag.of(tag.getKey(), kept));
    }
    return changed ? id.replaceTags(tags) : id;
  }
}
