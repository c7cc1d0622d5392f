// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
import {FieldType, applyFieldOverrides, createDataFrame} from '@grafana/data';

// What Grafana takes where a dashboard says nothing: each panel plugin has defaults of its own,
// and they are not in the packages.
const THRESHOLDS = {
  mode: 'absolute',
  steps: [
    {value: -Infinity, color: 'green'},
    {value: 80, color: 'red'},
  ],
};
const COLOURS = {timeseries: 'palette-classic', 'state-timeline': 'continuous-GrYlRd'};
const LINES = {
  drawStyle: 'line',
  lineWidth: 1,
  fillOpacity: 0,
  showPoints: 'auto',
  pointSize: 5,
  spanNulls: false,
};

/** The answers of a panel's queries as Grafana's frames, with units, colours and names in place. */
export function framesOf(panel, step, theme) {
  if (!panel.answers.some(({series}) => series.length > 0)) {
    return [];
  }
  const frames = panel.answers.flatMap((answer) =>
    answer.format === 'table' ? [table(answer)] : answer.series.map((series) => line(series, answer, panel, step)),
  );
  return applyFieldOverrides({
    data: frames,
    fieldConfig: {
      defaults: {
        thresholds: THRESHOLDS,
        color: {mode: COLOURS[panel.type] ?? 'thresholds'},
        ...readable(panel.fieldConfig.defaults),
      },
      overrides: panel.fieldConfig.overrides,
    },
    replaceVariables: (text) => text,
    theme,
    timeZone: 'utc',
  });
}

function readable(defaults) {
  if (!defaults.thresholds) {
    return defaults;
  }
  const steps = defaults.thresholds.steps.map((one) => ({...one, value: one.value ?? -Infinity}));
  return {...defaults, thresholds: {...defaults.thresholds, steps}};
}

function line({metric, name, points}, {refId}, panel, step) {
  const custom = {...LINES, ...panel.fieldConfig.defaults.custom};
  return createDataFrame({
    refId,
    fields: [
      {
        name: 'Time',
        type: FieldType.time,
        // Where a sample is missing the line is broken.
        config: {interval: step * 1000},
        values: points.map(([at]) => at * 1000),
      },
      {
        name: 'Value',
        type: FieldType.number,
        labels: metric,
        config: {displayNameFromDS: name, custom},
        values: points.map(([, value]) => number(value)),
      },
    ],
  });
}

function table({refId, series}) {
  const labels = [...new Set(series.flatMap(({metric}) => Object.keys(metric)))].sort();
  const column = (name, type, values) => ({name, type, config: {}, values});
  return createDataFrame({
    refId,
    fields: [
      column('Time', FieldType.time, series.map(({points}) => points[0][0] * 1000)),
      ...labels.map((label) => column(label, FieldType.string, series.map(({metric}) => metric[label] ?? ''))),
      column('Value', FieldType.number, series.map(({points}) => number(points[0][1]))),
    ],
  });
}

function number(text) {
  if (text === 'NaN') {
    return null; // Grafana shows a gap.
  }
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}
