// What a visitor with an empty cache fetches until the first ten results stand, in Chromium, gzip as served; ours and Pagefind's
// default interface over the same pages. Prints a line for each query and the medians; --log FILE keeps every request.
//
//   node bytes.mjs SITE PAGEFIND_FOLDER QUERIES.json [--log FILE]
//
// SITE: a built site with search/ in it. QUERIES.json: a list of strings. CHROMIUM: the browser, /usr/bin/chromium by default.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { results } from './page.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const script = fs.readFileSync(path.join(here, '../../src/search/client/built/script.js'));
const resultsScript = fs.readFileSync(path.join(here, '../../src/search/client/built/results.js'));
const [, , site, pagefind, queryFile, , logFile] = process.argv;
const queries = JSON.parse(fs.readFileSync(queryFile, 'utf8'));
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.json': 'application/json' };
const pagefindPage = `<!doctype html><html lang="en"><title>Search</title><link href="/pagefind/pagefind-ui.css" rel="stylesheet">
<script src="/pagefind/pagefind-ui.js"></script><div id="search"></div><script src="/pagefind-start.js"></script></html>`;
const pagefindStart = 'new PagefindUI({ element: "#search", pageSize: 10, showImages: false, showSubResults: false });';

let log = [];
function fileFor(address) {
  if (address === '/search/script.js') return script;
  if (address === '/search/search-results.js') return resultsScript;
  if (address === '/search/' ) return Buffer.from(results());
  if (address === '/pagefind.html') return Buffer.from(pagefindPage);
  if (address === '/pagefind-start.js') return Buffer.from(pagefindStart);
  const file = address.startsWith('/pagefind/') ? path.join(pagefind, address.slice(10)) : path.join(site, address);
  return fs.existsSync(file) && fs.statSync(file).isFile() ? fs.readFileSync(file) : null;
}
const server = http.createServer((request, response) => {
  const address = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  let bytes = fileFor(address);
  if (!bytes) {
    response.statusCode = 404;
    return response.end();
  }
  const type = TYPES[path.extname(address)] ?? (address.endsWith('/') ? 'text/html' : 'application/octet-stream');
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'max-age=600');
  // As servers do it: text is compressed, what is packed already is not.
  if (type !== 'application/octet-stream') {
    bytes = zlib.gzipSync(bytes, { level: 6 });
    response.setHeader('content-encoding', 'gzip');
  }
  log.push({ address, bytes: bytes.length, at: performance.now() });
  response.end(bytes);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });

async function measure(query, ours) {
  log = [];
  const context = await browser.newContext();
  const page = await context.newPage();
  let shown = 0;
  if (ours) {
    await page.goto(`${origin}/search/?q=${encodeURIComponent(query)}`);
    await page.waitForFunction(() => /result/.test(document.querySelector('[data-status]')?.textContent ?? ''), null, { timeout: 20000 });
    shown = await page.locator('[data-list] > li').count();
  } else {
    await page.goto(`${origin}/pagefind.html`);
    await page.fill('.pagefind-ui__search-input', query);
    await page.waitForFunction(() => /result/.test(document.querySelector('.pagefind-ui__message')?.textContent ?? '') && !/Searching/.test(document.querySelector('.pagefind-ui__message').textContent), null, { timeout: 20000 });
    await page.waitForTimeout(600);
    shown = await page.locator('.pagefind-ui__result').count();
  }
  await context.close();
  // The page itself is not search's: every page has one.
  const counted = log.filter(({ address }) => !address.endsWith('/') && address !== '/pagefind.html' && address !== '/favicon.ico');
  return { shown, bytes: counted.reduce((sum, { bytes }) => sum + bytes, 0), requests: counted };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const rows = [];
for (const query of queries) {
  const ours = await measure(query, true);
  const theirs = await measure(query, false);
  rows.push({ query, ours, theirs });
  console.log(`${query.padEnd(36)} ours ${String(ours.bytes).padStart(7)} (${ours.shown} shown, ${ours.requests.length} requests)   Pagefind ${String(theirs.bytes).padStart(7)} (${theirs.shown} shown)   ${((100 * ours.bytes) / theirs.bytes).toFixed(1)} %`);
}
const share = (rows) => (100 * rows.reduce((sum, { ours }) => sum + ours.bytes, 0)) / rows.reduce((sum, { theirs }) => sum + theirs.bytes, 0);
const full = rows.filter(({ ours, theirs }) => ours.shown === 10 && theirs.shown === 10);
console.log(`median ours ${median(rows.map(({ ours }) => ours.bytes))}, Pagefind ${median(rows.map(({ theirs }) => theirs.bytes))}; all bytes ${share(rows).toFixed(1)} %; where both show ten (${full.length}): ${full.length ? share(full).toFixed(1) : '-'} %`);
if (logFile) fs.writeFileSync(logFile, JSON.stringify(rows, null, 1));
await browser.close();
server.close();
