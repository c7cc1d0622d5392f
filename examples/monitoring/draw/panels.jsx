// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
import {getDisplayValueAlignmentFactors, getFieldDisplayName, getFieldDisplayValues} from '@grafana/data';
import {BarGauge, BigValue, TimeSeries, VizRepeater} from '@grafana/ui';
import {TableNG} from '@grafana/ui/unstable';

export function Words({says}) {
  return <div style={{textAlign: 'center', paddingTop: 60, opacity: 0.7}}>{says}</div>;
}

export function Lines({panel, frames, width, height, range}) {
  const legend = {showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [], ...panel.options.legend};
  return (
    <TimeSeries
      frames={frames}
      width={width}
      height={height}
      timeRange={range}
      timeZone="utc"
      legend={legend}
      options={{}}
    />
  );
}

function Repeated({panel, frames, width, height, range, theme, sparkline, value, grid, spacing}) {
  return (
    <VizRepeater
      getValues={() =>
        getFieldDisplayValues({
          fieldConfig: panel.fieldConfig,
          reduceOptions: panel.options.reduceOptions,
          replaceVariables: (text) => text,
          theme,
          data: frames,
          sparkline,
          timeZone: 'utc',
        })
      }
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={value}
      width={width}
      height={height}
      source={frames}
      itemSpacing={spacing}
      renderCounter={0}
      autoGrid={grid}
      orientation={panel.options.orientation ?? 'auto'}
      {...(grid ? {} : {minVizWidth: 8, minVizHeight: 16, maxVizHeight: 300})}
    />
  );
}

export function Numbers(props) {
  const {panel, theme, range} = props;
  const {colorMode = 'value', graphMode = 'area', textMode = 'auto'} = panel.options;
  return (
    <Repeated
      {...props}
      sparkline={graphMode !== 'none'}
      grid
      spacing={3}
      value={({value, width, height, alignmentFactors, count}) => (
        <BigValue
          value={value.display}
          sparkline={graphMode === 'none' ? undefined : value.sparkline}
          count={count}
          {...{colorMode, graphMode, textMode, justifyMode: 'auto', alignmentFactors, width, height, theme}}
        />
      )}
    />
  );
}

export function Bars(props) {
  const {panel, theme} = props;
  const {displayMode = 'gradient', showUnfilled = true} = panel.options;
  return (
    <Repeated
      {...props}
      spacing={10}
      value={({value, width, height, orientation, alignmentFactors}) => (
        <BarGauge
          value={value.display}
          field={value.field}
          display={value.view?.getFieldDisplayProcessor(value.colIndex)}
          {...{width, height, orientation, theme, displayMode, showUnfilled, alignmentFactors}}
          itemSpacing={10}
          lcdCellWidth={12}
          valueDisplayMode="color"
          namePlacement="auto"
        />
      )}
    />
  );
}

export function Rows({panel, frames, width, height, range}) {
  return (
    <TableNG
      data={frames[0]}
      noHeader={panel.options.showHeader === false}
      {...{width, height}}
      timeRange={range}
      fieldConfig={panel.fieldConfig}
    />
  );
}

// Grafana's own is in the app, not in its packages: this has its colours and words.
export function States({frames, width, range}) {
  const start = range.from.valueOf();
  const left = (at) => ((at - start) / (range.to.valueOf() - start)) * (width - 180);
  return frames.map((frame) => {
    const [, field] = frame.fields;
    const name = getFieldDisplayName(field, frame, frames);
    return (
      <div key={name} style={{position: 'relative', height: 30}}>
        <div style={{width: 160}}>{name}</div>
        {spans(frame).map(({from, to, value}) => {
          const {color, text} = field.display(value);
          const place = {position: 'absolute', top: 0, height: 24, left: 170 + left(from), width: left(to) - left(from)};
          return (
            <div key={from} style={{...place, background: color, color: 'black', overflow: 'hidden', paddingLeft: 4}}>
              {text}
            </div>
          );
        })}
      </div>
    );
  });
}

function spans(frame) {
  const [time, field] = frame.fields;
  const spans = [];
  field.values.forEach((value, i) => {
    const last = spans.at(-1);
    if (last) {
      last.to = time.values[i];
    }
    if (last?.value !== value) {
      spans.push({from: time.values[i], to: time.values[i], value});
    }
  });
  return spans;
}
