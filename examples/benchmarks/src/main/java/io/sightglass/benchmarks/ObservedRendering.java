// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.Instrumented;
import io.sightglass.InstrumentedCall;
import io.sightglass.catalogue.LabelSpec;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The call through what stands for an annotated object, and as a call that code describes. */
@State(Scope.Benchmark)
public class ObservedRendering extends SightglassRendering {

  /** What the proxy stands for. */
  public interface Annotated {

    /** Renders it. */
    @SuppressWarnings("sightglass:abstract")
    @Instrumented("invoice.render")
    long render(long invoice);
  }

  private final Annotated observed = obs.observe(Annotated.class, Rendering::work);
  private final InstrumentedCall described =
      obs.instrument("page.render").label(LabelSpec.oneOf("format", "pdf", "html")).build();

  /** Duration by outcome and number in progress; nothing is traced and no line is written. */
  public ObservedRendering() {
    super(WovenRendering.builder().build());
  }

  @Override
  long call(long invoice) {
    return observed.render(invoice);
  }

  long byCode(long invoice) {
    return described.call(activity -> Rendering.work(invoice), "pdf");
  }
}
