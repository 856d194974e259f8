// The same queries through MiniSearch, lunr and Pagefind, over the same pages.
//
//   node baselines.mjs QUERIES_FOLDER PAGEFIND_PROGRAM
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { chromium } from 'playwright-core';
import { evaluate } from './relevance.mjs';

const [, , folder, pagefind] = process.argv;
const docs = fs.readFileSync(path.join(folder, 'docs.jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const report = (name, figures) => console.log(JSON.stringify({ name, ...figures }, (_, value) => (typeof value === 'number' ? +value.toFixed(4) : value)));

const mini = new MiniSearch({ fields: ['title', 'text'], searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: 0.2 } });
mini.addAll(docs);
report('MiniSearch', await evaluate((q) => mini.search(q).slice(0, 10).map(({ id }) => id), folder));

const index = lunr(function () {
  this.ref('id');
  this.field('title', { boost: 2 });
  this.field('text');
  docs.forEach((doc) => this.add(doc));
});
report('lunr', await evaluate((q) => index.search(q.replace(/[^\p{L}\p{N} ]/gu, ' ')).slice(0, 10).map(({ ref }) => ref), folder));

const site = fs.mkdtempSync(path.join(os.tmpdir(), 'pagefind-'));
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
for (const { id, title, text } of docs) {
  fs.mkdirSync(path.join(site, id));
  fs.writeFileSync(path.join(site, id, 'index.html'), `<!doctype html><html lang="en"><head><title>${escape(title)}</title></head><body><main><h1>${escape(title)}</h1><p>${escape(text)}</p></main></body></html>`);
}
execFileSync(pagefind, ['--site', site, '--silent']);
const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://x');
  const file = path.join(site, pathname);
  response.setHeader('content-type', pathname.endsWith('.js') ? 'text/javascript' : pathname === '/' ? 'text/html' : 'application/octet-stream');
  response.end(pathname === '/' ? '<!doctype html><html lang="en">' : fs.existsSync(file) ? fs.readFileSync(file) : '');
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.evaluate(async () => {
  window.index = await import('/pagefind/pagefind.js');
  await window.index.init();
});
const ask = (q) =>
  page.evaluate(async (q) => {
    const found = await window.index.search(q);
    return Promise.all(found.results.slice(0, 10).map(async (result) => (await result.data()).url.split('/')[1]));
  }, q);
report('Pagefind', await evaluate(ask, folder));
await browser.close();
server.close();
fs.rmSync(site, { recursive: true });
