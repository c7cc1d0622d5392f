// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules and dashboards as objects of Kubernetes: a {@code PrometheusRule} for Prometheus'
 * operator, a {@code ConfigMap} for Grafana's sidecar.
 */
final class KubernetesFiles {

  private KubernetesFiles() {}

  static Map<String, @Nullable Object> rules(List<RuleFile> files) {
    List<RuleFile.Group> groups = new ArrayList<>();
    files.forEach(file -> groups.addAll(file.groups()));
    return Tree.of(
        "apiVersion",
        "monitoring.coreos.com/v1",
        "kind",
        "PrometheusRule",
        "metadata",
        Tree.of("name", "sightglass", "labels", Tree.of("app.kubernetes.io/part-of", "sightglass")),
        "spec",
        Tree.of("groups", groups));
  }

  /** An object for each dashboard: one for all would be larger than {@code kubectl apply} takes. */
  static Map<String, @Nullable Object> dashboard(String file, String json) {
    return Tree.of(
        "apiVersion",
        "v1",
        "kind",
        "ConfigMap",
        "metadata",
        Tree.of("name", file.replace(".json", ""), "labels", Tree.of("grafana_dashboard", "1")),
        "data",
        Tree.of(file, json));
  }
}
