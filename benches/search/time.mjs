// How long a query takes in Chromium once the index is open and its files are in the browser's cache: medians in milliseconds.
//
//   node time.mjs SITE QUERIES.json
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
const [, , site, queryFile] = process.argv;
const queries = JSON.parse(fs.readFileSync(queryFile, 'utf8'));
const server = http.createServer((request, response) => {
  const address = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  if (address === '/') {
    response.setHeader('content-type', 'text/html');
    return response.end('<!doctype html><title>Time</title>');
  }
  const file = address === '/search/search.js' ? path.join(here, '../../src/search/client/built/search.js') : path.join(site, address);
  if (!fs.existsSync(file)) {
    response.statusCode = 404;
    return response.end();
  }
  response.setHeader('content-type', address.endsWith('.js') ? 'text/javascript' : 'application/octet-stream');
  response.setHeader('cache-control', 'max-age=600');
  response.end(fs.readFileSync(file));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const times = await page.evaluate(async (queries) => {
  const { open } = await import('/search/search.js');
  const rounds = { first: [], again: [] };
  const index = await open('/search/');
  for (const round of ['first', 'again', 'again']) {
    for (const query of queries) {
      const start = performance.now();
      await index.search(query);
      rounds[round].push(performance.now() - start);
    }
  }
  return rounds;
}, queries);
const at = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))].toFixed(1);
console.log(`${queries.length} queries: first time (files fetched from this machine) median ${at(times.first, 0.5)} ms; after load median ${at(times.again, 0.5)} ms, 90 % below ${at(times.again, 0.9)} ms`);
await browser.close();
server.close();
