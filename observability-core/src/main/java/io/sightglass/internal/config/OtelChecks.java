// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import io.sightglass.config.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides which exporters run, and finds OpenTelemetry settings that contradict each other. */
final class OtelChecks {

  private static final Set<String> RATIO = Set.of("traceidratio", "parentbased_traceidratio");
  private static final Set<String> WITHOUT_ARGUMENT =
      Set.of("always_on", "always_off", "parentbased_always_on", "parentbased_always_off");
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{0,20}\\.?[0-9]{1,20}(e-?[0-9]{1,3})?");
  private static final String OTLP = "OTEL_EXPORTER_OTLP_";

  private final Draft draft;

  OtelChecks(Draft draft) {
    this.draft = draft;
  }

  void exporters(boolean endpoint, boolean console) {
    if (draft.given("OTEL_TRACES_EXPORTER") == null) {
      String otlp = endpoint ? "otlp" : "none";
      String printed = endpoint ? "otlp,console" : "console";
      draft.otel.put("otel.traces.exporter", console ? printed : otlp);
    }
    draft.otel.putIfAbsent("otel.metrics.exporter", "none");
    draft.otel.putIfAbsent("otel.logs.exporter", "none");
    metricsOff();
    unused("METRICS");
    unused("LOGS");
  }

  void rest() {
    sampler();
    batch("BSP");
    batch("BLRP");
    for (String signal : List.of("", "TRACES_", "METRICS_", "LOGS_")) {
      certificate(signal);
    }
    configFile();
  }

  private void metricsOff() {
    Given exporter = draft.given("OTEL_METRICS_EXPORTER");
    boolean off = !draft.text("METRICS_ENABLED").equals("true");
    if (off && exporter != null && !draft.text("OTEL_METRICS_EXPORTER").equals("none")) {
      draft.refuse(
          exporter, "OTEL_METRICS_EXPORTER", "contradicts METRICS_ENABLED=false; none is used", "");
      draft.otel.put("otel.metrics.exporter", "none");
    }
  }

  private void unused(String signal) {
    String name = OTLP + signal + "_ENDPOINT";
    Given endpoint = draft.given(name);
    if (endpoint != null && draft.given("OTEL_" + signal + "_EXPORTER") == null) {
      draft.advise(
          endpoint,
          name,
          "has no effect: " + signal.toLowerCase(Locale.ROOT) + " are not exported",
          "Set OTEL_" + signal + "_EXPORTER=otlp.");
    }
  }

  private void sampler() {
    String name = "OTEL_TRACES_SAMPLER_ARG";
    Given argument = draft.given(name);
    if (argument == null) {
      return;
    }
    String sampler = draft.text("OTEL_TRACES_SAMPLER");
    if (WITHOUT_ARGUMENT.contains(sampler)) {
      draft.advise(
          argument,
          name,
          "has no effect on the sampler " + sampler,
          "Set OTEL_TRACES_SAMPLER=parentbased_traceidratio.");
    } else if (RATIO.contains(sampler) && !isShare(draft.text(name))) {
      draft.refuse(
          argument,
          name,
          "must be a number from 0 to 1; 1 is used",
          draft.text(name).endsWith("%") ? "10% is written 0.1." : "");
      draft.drop(Draft.named(name));
    }
  }

  private static boolean isShare(String text) {
    String number = text.toLowerCase(Locale.ROOT);
    return NUMBER.matcher(number).matches() && Double.parseDouble(number) <= 1;
  }

  private void batch(String processor) {
    String name = "OTEL_" + processor + "_MAX_EXPORT_BATCH_SIZE";
    String queueName = "OTEL_" + processor + "_MAX_QUEUE_SIZE";
    int queue = Integer.parseInt(draft.text(queueName));
    if (Integer.parseInt(draft.text(name)) <= queue) {
      return;
    }
    draft.otel.put(Draft.named(name).propertyName(), String.valueOf(queue));
    Given batch = draft.given(name);
    if (batch != null) {
      draft.refuse(batch, name, "is more than " + queueName + "; " + queue + " is used", "");
    }
  }

  private void certificate(String signal) {
    String keyName = OTLP + signal + "CLIENT_KEY";
    String certificateName = OTLP + signal + "CLIENT_CERTIFICATE";
    lone(keyName, certificateName);
    lone(certificateName, keyName);
  }

  private void lone(String name, String partner) {
    Given given = draft.given(name);
    if (given != null && draft.given(partner) == null) {
      draft.refuse(given, name, "needs " + partner + "; it is ignored", "");
      draft.drop(Draft.named(name));
    }
  }

  private void configFile() {
    Given file = draft.inputs.otel().get("otel.config.file");
    draft.otel.remove("otel.config.file");
    if (file != null) {
      draft.problems.add(
          Problem.refused(
              file,
              '"' + Display.value(file.key(), file.value()) + '"',
              "names a configuration file, which is not read",
              "Give its settings as variables."));
    }
  }

  /** Everything that was given to OpenTelemetry and is not in the table goes to it unchanged. */
  void passOn() {
    Set<String> table = new HashSet<>();
    for (Setting<?> setting : Setting.all()) {
      table.add(Inputs.otelName(setting.propertyName()));
    }
    for (Map.Entry<String, Given> entry : draft.inputs.otel().entrySet()) {
      if (!table.contains(entry.getKey())) {
        draft.otel.put(entry.getKey(), entry.getValue().value().strip());
      }
    }
  }
}
