// The preview in Chromium: files are edited, and the page is looked at. Run by `scripts/test preview`, or alone with a program that
// is built for tests:
//
//     npm ci --prefix tests/search && MASTHEAD=target/debug/masthead node --test tests/serve/browser.test.mjs
import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';

const { chromium } = createRequire(new URL('../search/package.json', import.meta.url))('playwright-core');
const program = path.resolve(process.env.MASTHEAD ?? 'target/debug/masthead');
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'masthead-preview-'));
const site = path.join(root, 'site');
let browser;
let preview;
let origin;

const file = (name) => path.join(site, name);
const write = (name, text) => {
  fs.mkdirSync(path.dirname(file(name)), { recursive: true });
  fs.writeFileSync(file(name), text);
};
const long = Array.from({ length: 80 }, (_, at) => `Paragraph ${at} of a long page, with words enough to fill a line or two of it.\n`).join('\n');
const page = (title, text) => `---\ntitle: ${title}\n---\n${text}\n`;

before(async () => {
  execFileSync(program, ['init', site], { stdio: 'ignore' });
  write('content/long.md', page('Long', `${long}\n<details><summary>More</summary><p>Inside.</p></details>\n\nThe end.`));
  preview = spawn(program, ['serve', '--root', site], { stdio: ['ignore', 'pipe', 'inherit'] });
  origin = await new Promise((resolve) => {
    let printed = '';
    preview.stdout.on('data', (data) => {
      printed += data;
      const found = printed.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
  });
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
});

after(async () => {
  await browser?.close();
  const ended = new Promise((resolve) => preview.on('exit', resolve));
  preview.kill('SIGTERM');
  assert.equal(await ended, 0);
  fs.rmSync(root, { recursive: true, force: true });
});

/** A page that fails the test on any script error or breach of the policy. */
async function opened(address) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const tab = await context.newPage();
  const faults = [];
  tab.on('pageerror', (error) => faults.push(String(error)));
  tab.on('console', (message) => message.type() === 'error' && !/404|500|ERR_/.test(message.text()) && faults.push(message.text()));
  await tab.goto(origin + address);
  await tab.waitForFunction(() => document.querySelector('masthead-preview')?.shadowRoot.querySelector('.bar').textContent);
  await tab.evaluate(() => { window.stayed = true; });
  const bar = () => tab.evaluate(() => document.querySelector('masthead-preview').shadowRoot.querySelector('.bar').textContent);
  const panel = () => tab.evaluate(() => {
    const found = document.querySelector('masthead-preview').shadowRoot.querySelector('.panel');
    return found.hidden ? '' : found.textContent;
  });
  return { tab, bar, panel, faults, close: async () => { await context.close(); assert.deepEqual(faults, []); } };
}

test('a text changes in place: scroll position, focus, open details and what scripts did stay', async () => {
  const { tab, close } = await opened('/long/');
  await tab.evaluate(() => {
    document.querySelector('details').open = true;
    document.querySelector('.site-name').focus({ preventScroll: true });
    window.scrollTo({ top: 1500, behavior: 'instant' });
  });
  const before = await tab.evaluate(() => window.scrollY);
  assert.ok(before > 1000);
  write('content/long.md', page('Long', `${long.replace('Paragraph 60 of', 'Changed paragraph 60 of')}\n<details><summary>More</summary><p>Inside.</p></details>\n\nThe end.`));
  await tab.waitForFunction(() => document.body.textContent.includes('Changed paragraph 60'));
  const now = await tab.evaluate(() => [window.scrollY, document.querySelector('details').open, document.activeElement.className, window.stayed]);
  assert.deepEqual(now, [before, true, 'site-name', true]);
  await close();
});

test('a title changes on the page and in the tab; another page is left alone', async () => {
  const [about, contact] = [await opened('/about/'), await opened('/contact/')];
  const reloaded = [];
  contact.tab.on('request', (request) => request.isNavigationRequest() && reloaded.push(request.url()));
  await contact.tab.evaluate(() => {
    window.changes = 0;
    new MutationObserver(() => { window.changes += 1; }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  write('content/about.md', page('Quite another title', 'Text.'));
  await about.tab.waitForFunction(() => document.title.startsWith('Quite another title') && document.querySelector('h1').textContent.includes('Quite another'));
  await contact.tab.waitForTimeout(300);
  assert.deepEqual([reloaded, await contact.tab.evaluate(() => window.changes)], [[], 0]);
  await about.close();
  await contact.close();
});

test('a style sheet is swapped without a reload and without a bare moment', async () => {
  const { tab, close } = await opened('/about/');
  const colour = () => getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)';
  write('themes/default/assets/style.css', `${execFileSync('cat', [path.resolve('themes/default/assets/style.css')])}\nbody { background: rgb(1, 2, 3) !important }`);
  await tab.waitForFunction(colour);
  assert.equal(await tab.evaluate(() => window.stayed), true);
  await tab.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1);
  write('themes/default/assets/style.css', `${execFileSync('cat', [path.resolve('themes/default/assets/style.css')])}\nbody { background: rgb(3, 2, 1) !important }`);
  await tab.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(3, 2, 1)');
  assert.equal(await tab.evaluate(() => window.stayed), true);
  fs.rmSync(file('themes'), { recursive: true });
  await tab.waitForFunction(() => getComputedStyle(document.body).backgroundColor !== 'rgb(3, 2, 1)');
  await close();
});

test('a fault lies over the last good page as text, and goes when it is mended', async () => {
  const { tab, panel, bar, close } = await opened('/about/');
  const good = await tab.evaluate(() => document.querySelector('main').textContent);
  write('content/about.md', '---\ntitle: About\n"<img src=x onerror=window.hurt=1>": x\n---\nHalf typed.\n');
  await tab.waitForFunction(() => !document.querySelector('masthead-preview').shadowRoot.querySelector('.panel').hidden);
  const shown = await panel();
  assert.match(shown, /content\/about\.md:3/);
  assert.match(shown, /<img src=x onerror/);
  assert.match(await bar(), /1 error/);
  assert.equal(await tab.evaluate(() => document.querySelector('main').textContent), good);
  assert.equal(await tab.evaluate(() => window.hurt), undefined);
  assert.match(await tab.evaluate(() => document.querySelector('masthead-preview').shadowRoot.querySelector('.finding a').href), /^vscode:\/\/file\/.*about\.md:3:/);
  write('content/about.md', page('About', 'Mended.'));
  await tab.waitForFunction(() => document.querySelector('masthead-preview').shadowRoot.querySelector('.panel').hidden);
  await tab.waitForFunction(() => document.querySelector('main').textContent.includes('Mended.'));
  await close();
});

test('warnings are a badge that opens', async () => {
  const { tab, panel, close } = await opened('/about/');
  assert.equal(await panel(), '');
  await tab.evaluate(() => document.querySelector('masthead-preview').shadowRoot.querySelector('.badge').click());
  assert.match(await panel(), /base_url/);
  await close();
});

test('the bar names the page, and leads to the pages that it links to', async () => {
  const { bar, close } = await opened('/long/');
  assert.match(await bar(), /content\/long\.md.*published.*page.*words/);
  await close();
});
