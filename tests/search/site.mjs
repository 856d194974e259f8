// A real site for the tests in a browser: content written to a folder, built by masthead, served from memory so that files can be
// damaged, withheld or exchanged.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? path.join(here, '../../target');

/** The program that was built last. @param {string} name below the folder of a profile */
export function newest(name) {
  const built = ['release', 'debug'].map((profile) => path.join(target, profile, name)).filter((file) => fs.existsSync(file));
  if (!built.length) throw new Error(`there is no ${name}: run cargo build --bins --examples`);
  return built.sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs)[0];
}

export const masthead = process.env.MASTHEAD ?? newest('masthead');

const FILLER = 'alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango'.split(' ');
const PAGE = (front, text) => `---\n${Object.entries(front).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`).join('')}---\n\n${text}\n`;

/** The content of a site with known pages and enough others that its index is many files. */
export function content({ pages = 150, settings = '' } = {}) {
  const files = {
    'site.yaml': `title: Test scheme\nbase_url: https://www.example.org/\nsearch:\n  synonyms:\n    HTT: home treatment team\n${settings}`,
    'index.md': PAGE({ title: 'Home' }, 'Welcome.'),
    'reports/2015.md': PAGE(
      { title: 'National report', date: '2015-03-31', topics: ['Crisis care'], authors: ['A. Writer'] },
      '## Introduction\n\nHome treatment teams were visited in 2015.\n\n## Findings\n\nMost teams had a pharmacist, and service users said that staff were kind.',
    ),
    'hostile.md': PAGE({ title: '<img src=x onerror="window.hit=1">' }, 'A hostile \\<script>window.hit=1\\</script> text about zebras & "quotes".'),
    'rtl.md': PAGE({ title: 'שלום עולם' , slug: 'rtl' }, 'דף בעברית על צוותים בבית'),
  };
  for (let at = 0; at < pages; at++) {
    const words = Array.from({ length: 120 }, (_, word) => FILLER[(at * 7 + word * (1 + (at % 5))) % 20] + (word % 3 ? '' : `${at}x${word}`));
    const folder = at % 2 ? 'newsletters' : 'reports';
    files[`${folder}/n${at}.md`] = PAGE({ title: `Page number${at} of ${FILLER[at % 20]}`, date: `20${10 + (at % 10)}-03-31`, topics: [at % 3 ? 'Crisis care' : 'Carers'] }, words.join(' '));
  }
  return files;
}

/** Builds content and gives the folder of the site; the caller removes what is above it. */
export function build(files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'masthead-site-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, 'content', name)), { recursive: true });
    fs.writeFileSync(path.join(folder, 'content', name), text);
  }
  execFileSync(masthead, ['--root', folder, 'build', '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
  return path.join(folder, 'public');
}

/** The files below a folder, by address. */
export function read(folder) {
  const files = new Map();
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    files.set('/' + path.relative(folder, file).split(path.sep).join('/'), fs.readFileSync(file));
  }
  return files;
}

/** The shards of an index: files by whose absence a query fails. */
export const shards = (files) => [...files.keys()].filter((name) => /^\/search\/[0-9a-z]{10}\/\d+$/.test(name));

/** The texts of an index: files that are not in the folder of the dictionary and the shards. */
export const texts = (files) => {
  const at = [...files.keys()].find((name) => /^\/search\/[0-9a-z]{10}\/t$/.test(name)).split('/')[2];
  return shards(files).filter((name) => name.split('/')[2] !== at);
};

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', json: 'application/json' };

/** A server over a map of files, which a test may change while it runs. It sends the policy that the site's own headers ask for. */
export async function serve(files, mount = '') {
  const policy = /Content-Security-Policy: ([^\n]*)/.exec(String(files.get('/_headers')))[1];
  const log = [];
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    const name = decodeURIComponent(pathname).slice(mount.length);
    log.push(name);
    const file = name.endsWith('/') ? name + 'index.html' : name;
    const bytes = files.get(file) ?? files.get('/404.html');
    response.statusCode = files.has(file) ? 200 : 404;
    response.setHeader('content-type', TYPES[file.split('.').pop()] ?? 'application/octet-stream');
    response.setHeader('content-security-policy', policy);
    response.end(bytes);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { files, log, origin: `http://127.0.0.1:${server.address().port}${mount}`, close: () => server.close() };
}
