// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.sentry;

import io.sentry.Breadcrumb;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SpanContext;
import io.sentry.SpanId;
import io.sentry.protocol.Mechanism;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.SentryStackFrame;
import io.sentry.protocol.SentryStackTrace;
import io.sentry.protocol.User;
import io.sightglass.ErrorReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Errors as Sentry has them. Made of what is redacted; the throwable itself is never handed over.
 */
final class SentryEvents {

  private static final String USER = "user_id";
  private static final String WORKSPACE = "workspace_id";
  private static final List<String> LIBRARIES =
      List.of("java.", "javax.", "jakarta.", "jdk.", "sun.", "com.sun.", "io.sightglass.");

  private SentryEvents() {}

  static SentryEvent of(ErrorReport error) {
    SentryEvent event = new SentryEvent(Date.from(error.time()));
    event.setLevel(SentryLevel.ERROR);
    event.setLogger("io.sightglass.error");
    event.setExceptions(exceptions(error));
    event.setTransaction(error.work());
    event.setTag("area", error.area());
    event.setTag("error_type", error.type());
    if (error.requestId() != null) {
      event.setTag("request_id", error.requestId());
    }
    who(event, error.fields());
    if (!error.fields().isEmpty()) {
      event.getContexts().put("fields", error.fields());
    }
    if (error.spanContext().isValid()) {
      event
          .getContexts()
          .setTrace(
              new SpanContext(
                  new SentryId(error.spanContext().getTraceId()),
                  new SpanId(error.spanContext().getSpanId()),
                  error.area(),
                  null,
                  null));
    }
    for (ErrorReport.Step step : error.trail()) {
      event.addBreadcrumb(breadcrumb(step));
    }
    return event;
  }

  private static void who(SentryEvent event, Map<String, String> fields) {
    String user = fields.get(USER);
    String workspace = fields.get(WORKSPACE);
    if (workspace != null) {
      event.setTag(WORKSPACE, workspace);
    }
    if (user != null || workspace != null) {
      User who = new User();
      who.setId(user);
      if (workspace != null) {
        who.setData(Map.of(WORKSPACE, workspace));
      }
      event.setUser(who);
    }
  }

  /** The innermost cause first, as Sentry wants them. */
  private static List<SentryException> exceptions(ErrorReport error) {
    List<SentryException> all = new ArrayList<>();
    for (ErrorReport.Cause cause : error.causes()) {
      all.add(exception(cause));
    }
    Mechanism mechanism = new Mechanism();
    mechanism.setType("sightglass");
    mechanism.setHandled(error.isHandled());
    all.get(0).setMechanism(mechanism);
    Collections.reverse(all);
    return all;
  }

  private static SentryException exception(ErrorReport.Cause cause) {
    int dot = cause.type().lastIndexOf('.');
    SentryException exception = new SentryException();
    exception.setType(cause.type().substring(dot + 1));
    exception.setModule(dot < 0 ? null : cause.type().substring(0, dot));
    exception.setValue(cause.message());
    exception.setStacktrace(stack(cause.stack()));
    return exception;
  }

  /** The outermost frame first, as Sentry wants them. */
  private static SentryStackTrace stack(List<StackTraceElement> elements) {
    List<SentryStackFrame> frames = new ArrayList<>(elements.size());
    for (StackTraceElement element : elements) {
      SentryStackFrame frame = new SentryStackFrame();
      frame.setModule(element.getClassName());
      frame.setFunction(element.getMethodName());
      frame.setFilename(element.getFileName());
      if (element.getLineNumber() >= 0) {
        frame.setLineno(element.getLineNumber());
      }
      frame.setNative(element.isNativeMethod());
      frame.setInApp(LIBRARIES.stream().noneMatch(element.getClassName()::startsWith));
      frames.add(frame);
    }
    Collections.reverse(frames);
    SentryStackTrace stack = new SentryStackTrace(frames);
    stack.setSnapshot(true);
    return stack;
  }

  private static Breadcrumb breadcrumb(ErrorReport.Step step) {
    Breadcrumb crumb = new Breadcrumb(Date.from(step.time()));
    crumb.setType("default");
    crumb.setCategory(step.logger());
    crumb.setMessage(step.message());
    crumb.setLevel(level(step.level()));
    return crumb;
  }

  private static SentryLevel level(String level) {
    return switch (level.toUpperCase(Locale.ROOT)) {
      case "ERROR" -> SentryLevel.ERROR;
      case "WARN" -> SentryLevel.WARNING;
      case "INFO" -> SentryLevel.INFO;
      default -> SentryLevel.DEBUG;
    };
  }
}
