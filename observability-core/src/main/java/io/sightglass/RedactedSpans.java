// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Replaces secrets in spans on the exporter's thread, so that the app does not wait for it: in
 * names, texts of attributes and events, and descriptions of errors. A span without any goes out as
 * it is.
 */
final class RedactedSpans implements SpanExporter {

  private final SpanExporter exporter;
  private final RedactedAttributes attributes;
  private final Redactor redactor;

  RedactedSpans(SpanExporter exporter, Redactor redactor) {
    this.exporter = exporter;
    this.redactor = redactor.at(Redactor.Place.SPAN);
    this.attributes = new RedactedAttributes(this.redactor);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    List<SpanData> clean = new ArrayList<>(spans.size());
    for (SpanData span : spans) {
      clean.add(clean(span));
    }
    return exporter.export(clean);
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  @SuppressWarnings("ReferenceEquality") // the same object says that nothing was found
  private SpanData clean(SpanData span) {
    String name = redactor.redact(span.getName());
    Attributes own = attributes.clean(span.getAttributes());
    List<EventData> events = events(span.getEvents());
    StatusData status = status(span.getStatus());
    boolean same =
        name == span.getName()
            && own == span.getAttributes()
            && events == span.getEvents()
            && status == span.getStatus();
    return same ? span : new Clean(span, name, own, events, status);
  }

  @SuppressWarnings("ReferenceEquality") // as above
  private List<EventData> events(List<EventData> events) {
    List<EventData> clean = new ArrayList<>(events.size());
    boolean same = true;
    for (EventData event : events) {
      Attributes own = attributes.clean(event.getAttributes());
      boolean keep = own == event.getAttributes();
      same &= keep;
      clean.add(
          keep
              ? event
              : EventData.create(
                  event.getEpochNanos(), event.getName(), own, event.getTotalAttributeCount()));
    }
    return same ? events : clean;
  }

  @SuppressWarnings("ReferenceEquality") // as above
  private StatusData status(StatusData status) {
    String text = redactor.redact(status.getDescription());
    return text == status.getDescription()
        ? status
        : StatusData.create(status.getStatusCode(), text);
  }

  private static final class Clean extends DelegatingSpanData {

    private final String name;
    private final Attributes attributes;
    private final List<EventData> events;
    private final StatusData status;

    Clean(
        SpanData span,
        String name,
        Attributes attributes,
        List<EventData> events,
        StatusData status) {
      super(span);
      this.name = name;
      this.attributes = attributes;
      this.events = events;
      this.status = status;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public List<EventData> getEvents() {
      return events;
    }

    @Override
    public StatusData getStatus() {
      return status;
    }
  }
}
