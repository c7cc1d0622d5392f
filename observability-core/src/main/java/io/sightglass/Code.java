// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

/**
 * The codes of the library's own messages: what each means, what the effect is and what to do.
 * docs/codes.md is written from this list.
 */
public enum Code {
  /** The app is up: what is on, where, and how to switch on the rest. */
  STARTED(
      "SG-0001",
      "lifecycle",
      "The app is ready.",
      "None: this is the start line. It says what is on, where, and what is off.",
      "Nothing to do. To switch on what it calls off, set what it names."),
  /** Settings that could not be used as given. */
  BAD_SETTINGS(
      "SG-0100",
      "config",
      "One or more settings could not be used as given.",
      "The app starts. Each line of the message says what is used instead. With "
          + "`sightglass.strict=true` it does not start.",
      "Correct the settings that the message names; docs/configuration.md has them "
          + "all. For a name that is not standard the message has the standard one."),
  /** The operational port is open to other machines and asks for no token. */
  OPEN_PORT(
      "SG-0102",
      "http",
      "The operational port listens beyond this machine.",
      "Whoever reaches the port reads the metrics and the detailed health.",
      "Set `METRICS_HOST=127.0.0.1`, let a network policy keep others away, or ask "
          + "for a token."),
  /** Loopback cannot work here: probes and scrapers come from outside. */
  LOOPBACK_IN_KUBERNETES(
      "SG-0103",
      "http",
      "The operational port is on loopback in Kubernetes.",
      "Probes and scrapes come from outside the pod and are refused, so the pod is " + "restarted.",
      "Set `METRICS_HOST=0.0.0.0`."),
  /** The operational port could not be opened. */
  PORT_UNAVAILABLE(
      "SG-0104",
      "http",
      "The operational port could not be opened.",
      "The app runs; no probe and no scrape is answered. With "
          + "`sightglass.strict=true` it does not start.",
      "Free the port, or choose another by `METRICS_PORT` and `METRICS_HOST`; 0 "
          + "takes any free one."),
  /** Something inside the library failed; the app is not affected. */
  INTERNAL_ERROR(
      "SG-0800",
      "internal",
      "A part of the library failed.",
      "The app is not affected; what that part was doing is skipped and counted in "
          + "`sightglass_internal_errors_total`.",
      "Report it with the line, which names the part and the cause."),
  /** The shutdown report. */
  STOPPED(
      "SG-0900",
      "lifecycle",
      "The app has stopped: what was sent and what was lost.",
      "The report of the shutdown: what was in flight, what was sent and what was " + "lost.",
      "If something was lost, raise `sightglass.shutdown.timeout`, or see to the " + "collector."),
  /** A number that cannot be recorded: negative, infinite or NaN. */
  BAD_NUMBER(
      "SG-2002",
      "metrics",
      "A value was refused.",
      "That one value is dropped and counted in `sightglass_invalid_total`; "
          + "everything else is recorded.",
      "Find what computes a negative, infinite or NaN value for the meter that the "
          + "message names."),
  /** A label reached its limit of values. */
  LABEL_OVERFLOW(
      "SG-2004",
      "metrics",
      "A label reached its limit of values.",
      "Further values are counted under `_other`; no measurement is lost.",
      "Give the label fewer values, such as a route's template instead of a path, or "
          + "raise `sightglass.metrics.max-label-values`."),
  /** A label value looked like personal data. */
  PERSONAL_LABEL(
      "SG-2007",
      "metrics",
      "A label value looked like personal data.",
      "The value is counted under `_other` and not kept.",
      "Put ids, addresses and numbers of persons on the span or in the log, never "
          + "into a label."),
  /** A meter was declared again with another shape. */
  METER_CONFLICT(
      "SG-2009",
      "metrics",
      "A meter was declared twice with different shapes.",
      "In code, the second declaration is refused by an exception. One that came "
          + "through Micrometer is not exposed; the first one is.",
      "Declare a meter once, give the second another name, or give both the same "
          + "type, labels and buckets."),
  /** A family is missing from the scrape because reading it failed or did not end. */
  SCRAPE_SKIPPED(
      "SG-2011",
      "metrics",
      "A family is missing from the scrape.",
      "The family that the message names is missing; every other one is whole.",
      "See to the function that feeds it: it failed, or did not return."),
  /** A name or argument that cannot be used. */
  BAD_ARGUMENT(
      "SG-2013",
      "metrics",
      "An argument was refused.",
      "The call did what it could without the argument, as the message says.",
      "Correct the call that the message describes."),
  /** A naming profile asks for what cannot be done to a meter. */
  NAMING_REFUSED(
      "SG-2014",
      "metrics",
      "A naming profile could not be applied to a meter.",
      "The meter that the message names keeps the name and the labels it was declared "
          + "with; if that name is taken too, it is not exposed.",
      "Give one of the two meters another name, or take back what cannot be done, such "
          + "as dropping a label of a gauge; docs/naming.md has the rules."),
  /** A request header was refused. */
  BAD_HEADER(
      "SG-2101",
      "http",
      "A request header was refused.",
      "The header is treated as if it had not come: a new request id is made, or a "
          + "new trace begins.",
      "Usually a scanner or a broken client. A request id has 1 to 64 letters, "
          + "digits, dots, underscores or hyphens."),
  /** A request was refused by the operational port. */
  REQUEST_REJECTED(
      "SG-2102",
      "http",
      "The operational port refused requests.",
      "The requests were answered with an error or their connections closed; the "
          + "app's own port is not affected.",
      "If they are not yours, bind the port to an address that strangers cannot "
          + "reach (`METRICS_HOST`)."),
  /** The declaration of an event cannot be used. */
  EVENT_DECLARATION(
      "SG-2201",
      "events",
      "The declaration of an event cannot be used.",
      "The app is not affected. The events of that record are dropped and counted in "
          + "`sightglass_dropped_total`.",
      "Correct the declaration as the message says. `Events.check` in a test finds it "
          + "before it is deployed."),
  /** A component of an event could not be read. */
  EVENT_VALUE(
      "SG-2202",
      "events",
      "A component of an event could not be read.",
      "The event is recorded without it; as a label it is `_other` or `none`.",
      "See to the accessor or the `toString` that the message names: it threw."),
  /** An amount is in a currency that is not measured. */
  EVENT_CURRENCY(
      "SG-2203",
      "events",
      "An amount is in a currency that is not measured.",
      "The event is counted, with the currency `_other`; its amount is in no histogram "
          + "and counted in `sightglass_dropped_total`.",
      "Name the currency in `sightglass.money.currencies`."),
  /** A transaction holds as many events as it may. */
  TRANSACTION_FULL(
      "SG-2204",
      "events",
      "A transaction holds as many events as it may.",
      "Further events of that transaction are dropped and counted in "
          + "`sightglass_dropped_total`.",
      "Commit in smaller parts, or record one event for many rows."),
  /** A connection failed while its transaction ended. */
  CONNECTION_BROKEN(
      "SG-2205",
      "events",
      "A connection failed while its transaction ended.",
      "The app gets its own result or failure. Events are recorded only if the transaction "
          + "had committed; a connection that cannot be rolled back is aborted.",
      "Usually the connection is broken: see to the database and the network."),
  /** An error was reported for an area that is not declared. */
  ERROR_AREA(
      "SG-2401",
      "errors",
      "An error was reported for an area that is not declared.",
      "It is counted under `_other` and reported like any other.",
      "Declare the area with `ObservabilityBuilder.errorAreas`, or use one of those that "
          + "docs/errors.md lists."),
  /** Errors do not reach those they are reported to. */
  ERRORS_LOST(
      "SG-2402",
      "errors",
      "Errors do not reach those they are reported to.",
      "`errors_total` and the log have them all; what is missing elsewhere is counted in "
          + "`sightglass_dropped_total`.",
      "See to the reporter that the message names: it threw, or takes too long for the "
          + "errors there are."),
  /** Sentry does not take errors or transactions. */
  SENTRY_FAILED(
      "SG-2403",
      "errors",
      "Sentry does not take what it is sent.",
      "What is missing there is counted in `sightglass_dropped_total`; `errors_total` and the log "
          + "have every error.",
      "Check `SENTRY_DSN`, whether its host is up and reachable, and the project's quota."),
  /** The annotations of a method cannot be used as they are. */
  ANNOTATION_DECLARATION(
      "SG-2501",
      "annotations",
      "The annotations of a method cannot be used as they are.",
      "The method does what it did without them; what the message names is not measured or "
          + "recorded.",
      "Correct the annotations as the message says. The compile-time checker finds it before it "
          + "is deployed."),
  /** Methods are annotated and nothing has woven them. */
  NOT_WOVEN(
      "SG-2502",
      "annotations",
      "Methods are annotated and nothing has woven them.",
      "Those methods are the plain ones: nothing is measured or recorded for them.",
      "Add the goal `weave` of `observability-maven-plugin` to the build, or start the JVM with "
          + "its agent. An IDE that compiles by itself bypasses the build."),
  /** A second app wanted the annotated methods of a class loader. */
  ANNOTATIONS_TAKEN(
      "SG-2503",
      "annotations",
      "A second app wanted the annotated methods of a class loader.",
      "They stay with the first one; for the second, only what its code calls is measured.",
      "Build one `Observability` for each app, close the first before the second is built, or "
          + "build the second with the builder, which takes no annotated methods unless asked to."),
  /** A health check did not end within its deadline. */
  CHECK_TIMEOUT(
      "SG-3003",
      "health",
      "A health check did not end in time.",
      "The check counts as failed; the answer does not wait for it.",
      "See to what it asks, give the check a timeout of its own, or raise "
          + "`sightglass.health.check-timeout`."),
  /** A health check changed its result. */
  CHECK_CHANGED(
      "SG-3004",
      "health",
      "A health check changed its result.",
      "The readiness of the app may have changed with it.",
      "If it failed, see to the dependency that it names. If it recovered, nothing."),
  /** The token of the operational endpoints cannot be read. */
  TOKEN_UNREADABLE(
      "SG-3101",
      "http",
      "The token of the operational endpoints cannot be read.",
      "Endpoints that ask for a token let nobody in; probes answer. With "
          + "`sightglass.strict=true` the app does not start.",
      "Make the file of `sightglass.ops.token-file` readable, with a token of 16 to 4096 "
          + "visible characters in it."),
  /** Callers of the operational endpoints bring a wrong token. */
  TOKEN_REFUSED(
      "SG-3102",
      "http",
      "A caller of the operational endpoints brought a wrong token.",
      "It got 401 and no more; after five in a second from one address, 429 until the "
          + "second is over.",
      "Give the scraper or the reader the token in force, or find out who is trying."),
  /** Spans, log records or metrics cannot be delivered. */
  EXPORT_LOSS(
      "SG-4001",
      "export",
      "Telemetry cannot be delivered.",
      "The app goes on. What fits waits; the rest is counted in `sightglass_dropped_total`.",
      "Check that `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector that is up and "
          + "takes the data; docs/delivery.md has the causes."),
  /** Telemetry is delivered again. */
  EXPORT_RESUMED(
      "SG-4101",
      "export",
      "Telemetry is delivered again.",
      "The end of what SG-4001 began; the message says how long it took and what was lost.",
      "Nothing, or more room for such times: `OTEL_BSP_MAX_QUEUE_SIZE`."),
  /** The log file cannot be opened or written. */
  LOG_FILE(
      "SG-4002",
      "logs",
      "The log file cannot be written.",
      "Lines go to standard output; those for the file wait in its queue and are lost when that "
          + "is full. It is tried again every two seconds at least.",
      "Make the folder of `LOG_FILE_PATH` writable, or free space on its disk."),
  /** Log lines are being lost. */
  LOG_LOSS(
      "SG-4301",
      "logs",
      "Log lines are being lost.",
      "The destination is slower than the app, takes nothing or fails. Debug and info lines go "
          + "first; each is counted in `sightglass_log_dropped_total`.",
      "Log less (`LOG_LEVEL`, `sightglass.logs.sample`), or find out what keeps the destination: a "
          + "slow disk, or a reader of standard output that stands still."),
  /** Log lines are whole again. */
  LOG_LOSS_OVER(
      "SG-4302",
      "logs",
      "No log line was lost for a second.",
      "None. The line says how many were lost, by level and reason.",
      "Nothing, unless lines were lost that you need: then do as SG-4301 says."),
  /** A destination of log lines works again. */
  LOG_RECOVERED(
      "SG-4303",
      "logs",
      "A destination of log lines works again.",
      "Lines are written there again; those that waited in the queue were not lost.",
      "Nothing, unless it comes again and again: then see to what SG-4002 named."),
  /** No adapter for a logging backend is on the class path. */
  LOG_NO_BACKEND(
      "SG-4304",
      "logs",
      "There is no adapter for the logging backend.",
      "Lines look as the app's own logging makes them.",
      "Add `observability-logback` to the app, or leave `installLogging` out."),
  /** The same warning or error comes again and again. */
  LOG_REPEATED(
      "SG-4305",
      "logs",
      "The same warning or error comes again and again.",
      "It is written as often as `sightglass.logs.repeats` says; the rest is one line with "
          + "their number, and counted in `sightglass_log_dropped_total`.",
      "See to the cause. Raise the setting, or set it to 0, to have every line."),
  /** An AI call has no price. */
  AI_UNPRICED(
      "SG-5101",
      "ai",
      "A model has no price.",
      "Its calls are counted in `ai_unpriced_requests_total` and add nothing to "
          + "`ai_api_cost_total`, which is then too low.",
      "Add the model to the price book, as docs/ai.md shows; 0 for one that is free."),
  /** What was noted about an AI call cannot be used. */
  AI_BAD_USAGE(
      "SG-5102",
      "ai",
      "The tokens or the cost of an AI call cannot be.",
      "They are left out and counted in `sightglass_invalid_total`; the call itself is "
          + "recorded.",
      "See to where they are taken from: a negative number, one that is far too large, or "
          + "more cached tokens than input.");

  private final String id;
  private final String area;
  private final String summary;
  private final String effect;
  private final String remedy;

  Code(String id, String area, String summary, String effect, String remedy) {
    this.id = id;
    this.area = area;
    this.summary = summary;
    this.effect = effect;
    this.remedy = remedy;
  }

  /** For example {@code SG-2004}; never used for another meaning. */
  public String id() {
    return id;
  }

  /** The part of the library, as printed in brackets. */
  public String area() {
    return area;
  }

  /** What it means, in one sentence. */
  public String summary() {
    return summary;
  }

  /** What happens because of it, in a sentence or two. */
  public String effect() {
    return effect;
  }

  /** What to do about it, in a sentence or two. */
  public String remedy() {
    return remedy;
  }
}
