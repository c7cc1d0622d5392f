// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** One object for all dashboards, by their files' names. */
  static Map<String, @Nullable Object> dashboards(Map<String, String> byFile) {
    return Tree.of(
        "apiVersion",
        "v1",
        "kind",
        "ConfigMap",
        "metadata",
        Tree.of("name", "sightglass-dashboards", "labels", Tree.of("grafana_dashboard", "1")),
        "data",
        new TreeMap<>(byFile));
  }
}
