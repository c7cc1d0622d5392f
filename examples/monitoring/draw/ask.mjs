// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
//
// ask.mjs PROMETHEUS SECONDS DASHBOARD.json OUT.html [variable=value]...
//
// Runs the queries of each panel and writes a page that draws the answers. Prints the height of
// the page in pixels, and on standard error a line for each panel that is empty or has an error.
import {readFile, writeFile} from 'node:fs/promises';

const [prometheus, seconds, dashboardFile, page, ...chosen] = process.argv.slice(2);
const dashboard = JSON.parse(await readFile(dashboardFile, 'utf8'));
const to = Math.floor(Date.now() / 1000);
const range = Number(seconds);
const scrape = await scrapeInterval();
const step = Math.max(scrape, Math.ceil(range / 300));

const values = {
  __rate_interval: Math.max(step + scrape, 4 * scrape) + 's',
  __interval: step + 's',
  __range: range + 's',
};
for (const variable of dashboard.templating.list) {
  values[variable.name] = variable.allValue ?? (await everyValue(variable));
}
for (const pair of chosen) {
  const equals = pair.indexOf('=');
  values[pair.slice(0, equals)] = pair.slice(equals + 1);
}

const panels = [];
for (const panel of dashboard.panels) {
  panels.push({...panel, answers: await Promise.all((panel.targets ?? []).map(answer))});
}
panels.forEach(report);

const drawn = {title: dashboard.title, panels, step, from: (to - range) * 1000, to: to * 1000};
const text = JSON.stringify(drawn).replaceAll('<', '\\u003c');
await writeFile(
  page,
  `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="page.css">
<body><div id="page"></div><script>window.drawn = ${text}</script><script src="page.js"></script>
`);
console.log(Math.max(...panels.map(({gridPos}) => gridPos.y + gridPos.h)) * 38 + 56);

async function everyValue({definition}) {
  const [, series, label] = definition?.match(/^label_values\((.*), *(\w+)\)$/) ?? [];
  if (!label) {
    return '';
  }
  const query = new URLSearchParams({'match[]': replaced(series), start: to - range, end: to});
  const answer = await fetch(new URL(`/api/v1/label/${label}/values?${query}`, prometheus));
  return (await answer.json()).data.join('|');
}

async function get(path, parameters) {
  const answer = await fetch(new URL(path, prometheus), {
    method: 'POST',
    body: new URLSearchParams(parameters),
  });
  const json = await answer.json();
  if (json.status !== 'success') {
    throw new Error(json.error);
  }
  return json.data;
}

async function scrapeInterval() {
  const answer = await fetch(new URL('/api/v1/targets?state=active', prometheus));
  const targets = (await answer.json()).data.activeTargets;
  return Math.max(1, ...targets.map((target) => parseInt(target.scrapeInterval, 10) || 15));
}

function replaced(expr) {
  return expr.replace(/\$\{?(\w+)\}?/g, (all, name) => values[name] ?? all);
}

async function answer(target) {
  const {refId, legendFormat, format, instant} = target;
  if (target.datasource.type !== 'prometheus') {
    return {refId, series: [], error: target.datasource.type + ' is not asked'};
  }
  const query = replaced(target.expr);
  try {
    const data = instant
      ? await get('/api/v1/query', {query, time: to})
      : await get('/api/v1/query_range', {query, start: to - range, end: to, step});
    const series = data.result.map(({metric, value, values: points}) => ({
      metric,
      name: legend(legendFormat, metric),
      points: points ?? [value],
    }));
    return {refId, format, series};
  } catch (why) {
    return {refId, series: [], error: why.message};
  }
}

function legend(format, metric) {
  if (format) {
    return format.replace(/{{\s*(\w+)\s*}}/g, (all, label) => metric[label] ?? '');
  }
  return JSON.stringify(metric);
}

function report({title, answers}) {
  const errors = answers.filter(({error}) => error).map(({refId, error}) => refId + ': ' + error);
  if (errors.length > 0) {
    console.error(`${dashboard.title} / ${title}: ${errors.join('; ')}`);
  } else if (answers.length > 0 && answers.every(({series}) => series.length === 0)) {
    console.error(`${dashboard.title} / ${title}: no data`);
  }
}
