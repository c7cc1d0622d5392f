// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
import {
  createTheme,
  dateTime,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  transformDataFrame,
} from '@grafana/data';
import {GlobalStyles, PanelChrome} from '@grafana/ui';
import 'uplot/dist/uPlot.min.css';
import {createRoot} from 'react-dom/client';
import {lastValueFrom} from 'rxjs';
import {framesOf} from './frames.js';
import {Bars, Lines, Numbers, Rows, States, Words} from './panels.jsx';

const CELL = 30;
const GAP = 8;
const WIDTH = 1600 - 2 * GAP;
const COLUMN = (WIDTH - 23 * GAP) / 24;

// The Grafana app fills these when it starts.
standardFieldConfigEditorRegistry.setInit(() =>
  ['unit', 'min', 'max', 'decimals', 'displayName', 'noValue', 'color', 'thresholds', 'mappings', 'links'].map(
    (id) => ({id, path: id, name: id, process: (value) => value, shouldApply: () => true}),
  ),
);
standardTransformersRegistry.setInit(() =>
  [...new Map(Object.values(standardTransformers).map((one) => [one.id, one]))].map(([id, one]) => ({
    id,
    name: id,
    transformation: () => one,
  })),
);

const KINDS = {
  timeseries: Lines,
  stat: Numbers,
  bargauge: Bars,
  table: Rows,
  'state-timeline': States,
};

const {drawn} = window;
const range = {from: dateTime(drawn.from), to: dateTime(drawn.to)};
range.raw = {from: range.from, to: range.to};
const theme = createTheme({colors: {mode: 'dark'}});

function Panel({panel, frames}) {
  const {x, y, w, h} = panel.gridPos;
  const place = {
    position: 'absolute',
    left: GAP + x * (COLUMN + GAP),
    top: 48 + y * (CELL + GAP),
    width: w * (COLUMN + GAP) - GAP,
    height: h * (CELL + GAP) - GAP,
  };
  if (panel.type === 'row') {
    return <h4 style={{...place, margin: 0, paddingTop: 4}}>{panel.title}</h4>;
  }
  const Kind = KINDS[panel.type];
  const error = panel.answers.find(({error}) => error)?.error;
  const nothing = error ?? (Kind ? (panel.fieldConfig.defaults.noValue ?? 'No data') : panel.type + ' is not drawn');
  return (
    <div style={place}>
      <PanelChrome {...place} title={panel.title} description={panel.description} statusMessage={error}>
        {(width, height) =>
          frames.length === 0 || !Kind ? (
            <Words says={nothing} />
          ) : (
            <Kind {...{panel, frames, width, height, range, theme}} />
          )
        }
      </PanelChrome>
    </div>
  );
}

async function prepared(panel) {
  const frames = framesOf(panel, drawn.step, theme);
  if (!panel.transformations || frames.length === 0) {
    return {panel, frames};
  }
  const context = {interpolate: (text) => text};
  const changed = transformDataFrame(panel.transformations, frames, context);
  return {panel, frames: await lastValueFrom(changed)};
}

async function draw() {
  const panels = await Promise.all(drawn.panels.map(prepared));
  document.body.style.background = theme.colors.background.canvas;
  createRoot(document.getElementById('page')).render(
    <>
      <GlobalStyles />
      <h3 style={{position: 'absolute', left: GAP + 4, top: 10}}>{drawn.title}</h3>
      {panels.map((one) => (
        <Panel key={one.panel.id} {...one} />
      ))}
    </>,
  );
}

draw();
