// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
import {build} from 'esbuild';

// Everything in one script and one style sheet, so that the page opens from a file.
await build({
  entryPoints: ['page.jsx'],
  outfile: 'out/page.js',
  bundle: true,
  minify: true,
  jsx: 'automatic',
  define: {'process.env.NODE_ENV': '"production"', global: 'window'},
  loader: {'.ttf': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl', '.svg': 'dataurl'},
  logLevel: 'error',
});
