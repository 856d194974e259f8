// A small site for the tests: pages as JSON lines, indexed by the example program search-index.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { newest } from './site.mjs';

export const program = process.env.SEARCH_INDEX ?? newest('examples/search-index');

const KINDS = ['report', 'newsletter'];
const FILLER = 'alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango'.split(' ');

/** Pages of which some are about known things, and enough others that the index is more than one file. */
export function pages(count = 120, extra = []) {
  const made = Array.from({ length: count }, (_, at) => ({
    url: `/pages/${at}/`,
    title: `Page number${at} of ${FILLER[at % 20]}`,
    text: Array.from({ length: 120 }, (_, word) => FILLER[(at * 7 + word * (1 + (at % 5))) % 20] + (word % 3 ? '' : `${at}x${word}`)).join(' '),
    kind: KINDS[at % 2],
    date: `20${String(10 + (at % 10))}-03-31`,
    topics: [at % 3 ? 'Crisis care' : 'Carers'],
    authors: ['A. Writer'],
  }));
  const report = 'Introduction\nHome treatment teams were visited in 2015.\nFindings\nMost teams had a pharmacist, and service users said that staff were kind.';
  return [
    ...made,
    { url: '/reports/2015/', title: 'National report 2015', text: report, kind: 'report', date: '2015-03-31', topics: ['Crisis care'], headings: [[0, 'introduction'], [report.indexOf('Findings'), 'findings']] },
    { url: '/hostile/', title: '<img src=x onerror="window.hit=1">', text: 'A hostile <script>window.hit=1</script> text about zebras & "quotes".', kind: 'newsletter', date: '2012-01-01' },
    { url: '/rtl/', title: 'שלום עולם', text: 'דף בעברית על צוותים בבית', kind: 'newsletter', date: '2012-01-02' },
    ...extra,
  ];
}

/** The files of the index of some pages, by address. */
export function index(list) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'masthead-search-'));
  fs.writeFileSync(path.join(folder, 'pages.jsonl'), list.map((each) => JSON.stringify(each)).join('\n') + '\n');
  execFileSync(program, [path.join(folder, 'pages.jsonl'), path.join(folder, 'out')]);
  const files = new Map();
  const walk = (at) => {
    for (const entry of fs.readdirSync(path.join(folder, 'out', at), { withFileTypes: true })) {
      if (entry.isDirectory()) walk(`${at}/${entry.name}`);
      else files.set(`${at}/${entry.name}`, fs.readFileSync(path.join(folder, 'out', at, entry.name)));
    }
  };
  walk('/search');
  walk('');
  fs.rmSync(folder, { recursive: true });
  return new Map([...files].filter(([name]) => name.startsWith('/search/')));
}

/** fetch() over files in memory; `log` takes what was asked for. */
export const fetchFrom = (files, log = []) => async (url) => {
  const { pathname } = new URL(String(url), 'http://site/');
  log.push(pathname);
  const bytes = files.get(pathname);
  if (bytes === 'offline') throw new TypeError('Failed to fetch');
  return bytes ? new Response(bytes) : new Response('not found', { status: 404 });
};
