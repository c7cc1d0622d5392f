// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.ArrayList;
import java.util.List;

/**
 * A dashboard: rows of panels.
 *
 * @param uid its place in links, such as {@code sightglass-api}
 * @param title what it is about
 * @param rows its rows, in order
 */
record Dashboard(String uid, String title, List<Row> rows) {

  /** Panels under a heading. */
  record Row(String title, List<Panel> panels) {}

  static Builder of(String name, String title) {
    return new Builder("sightglass-" + name, title);
  }

  /** Every panel. */
  List<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream()).toList();
  }

  /** Collects rows. */
  static final class Builder {

    private final String uid;
    private final String title;
    private final List<Row> rows = new ArrayList<>();

    private Builder(String uid, String title) {
      this.uid = uid;
      this.title = title;
    }

    Builder row(String heading, Panel.Builder... panels) {
      List<Panel> built = new ArrayList<>();
      for (Panel.Builder panel : panels) {
        built.add(panel.build());
      }
      rows.add(new Row(heading, List.copyOf(built)));
      return this;
    }

    Dashboard build() {
      return new Dashboard(uid, title, List.copyOf(rows));
    }
  }
}
