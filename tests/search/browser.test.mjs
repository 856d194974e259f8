// The interface in Chromium, under a strict content security policy.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { results } from '../../benches/search/page.mjs';
import { index, pages, script, serve } from './fixture.mjs';

const files = index(pages());
let browser;
let site;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });
  site = await serve(files);
});
after(async () => {
  await browser.close();
  site.close();
});

/** A page that fails the test on any script error or breach of the policy. */
async function opened(address, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !/404|ERR_/.test(message.text()) && faults.push(message.text()));
  await page.goto(address);
  return { page, close: async () => { await context.close(); assert.deepEqual(faults, []); } };
}
const status = (page) => page.locator('[data-status]');

test('an address with ?q= shows results with passages, sections and highlights', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=pharmacist+kind`);
  await page.waitForSelector('[data-list] > li');
  assert.match(await status(page).textContent(), /result/);
  const first = page.locator('[data-list] > li').first();
  assert.equal(await first.locator('a').getAttribute('href'), `${site.origin}/search/../reports/2015/#findings`);
  assert.deepEqual(await first.locator('mark').allTextContents(), ['pharmacist', 'kind']);
  assert.match(await first.textContent(), /31 March 2015/);
  assert.equal(await page.locator('[data-search-archive]').isVisible(), false);
  await close();
});

test('typing searches, the address follows, and back returns to what was searched before', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  await page.waitForSelector('[data-list] > li');
  await page.fill('#q', 'pharmacits');
  await page.waitForFunction(() => document.querySelector('[data-corrected]')?.hidden === false);
  assert.match(page.url(), /q=pharmacits/);
  assert.match(await page.locator('[data-corrected]').textContent(), /Showing results for pharmacist\. Search instead for pharmacits/);
  await page.locator('[data-corrected] a').click();
  await page.waitForFunction(() => /No results/.test(document.querySelector('[data-status]').textContent));
  await page.goBack();
  await page.waitForSelector('[data-list] > li');
  assert.equal(await page.inputValue('#q'), 'pharmacits');
  await page.fill('#q', '');
  await page.waitForFunction(() => !document.querySelector('[data-search-archive]').hidden);
  await close();
});

test('filters narrow, keep the focus, and are in the address', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  await page.locator('[data-panel] summary').click();
  const report = page.locator('fieldset[data-group=kind] input[value=report]');
  await report.waitFor();
  const before = await status(page).textContent();
  await report.focus();
  await page.keyboard.press('Space');
  await page.waitForFunction((before) => document.querySelector('[data-status]').textContent !== before, before);
  assert.match(page.url(), /kind=report/);
  assert.equal(await page.evaluate(() => document.activeElement.value), 'report');
  assert.match(await page.locator('fieldset[data-group=kind]').textContent(), /Report \(\d+\).*|Newsletter \(\d+\)/);
  await page.reload();
  await report.waitFor();
  assert.equal(await report.isChecked(), true);
  await page.locator('[data-filters] button[type=reset]').click();
  await page.waitForFunction(() => !location.search.includes('kind'));
  await close();
});

test('more results follow on demand and take the focus', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  await page.waitForSelector('[data-list] > li');
  await page.locator('[data-more]').click();
  await page.waitForFunction(() => document.querySelectorAll('[data-list] > li').length === 20);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll('[data-list] a')].indexOf(document.activeElement)), 10);
  await close();
});

test('suggestions are a combobox: arrows choose, Escape closes, Enter follows, and the words are highlighted there', async () => {
  const { page, close } = await opened(`${site.origin}/`);
  await page.keyboard.press('/');
  await page.keyboard.type('pharmac');
  await page.waitForSelector('[role=option]');
  const field = page.locator('#q');
  assert.equal(await field.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  const active = await field.getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await field.getAttribute('aria-expanded'), 'false');
  await page.keyboard.type('i');
  await page.waitForSelector('[role=option]');
  // From the field up is the last; further up the field again; down the first.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await field.getAttribute('aria-activedescendant'), '');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/reports\/2015/);
  await close();
});

test('the words that led to a page are highlighted on it, without changing it', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=home+treatment`);
  await page.locator('[data-list] a').first().click();
  await page.waitForURL(/reports\/2015/);
  assert.ok((await page.evaluate(() => CSS.highlights.get('search')?.size ?? 0)) >= 2);
  assert.equal(await page.locator('mark').count(), 0);
  await close();
});

test('/ stays a letter inside a field', async () => {
  const { page, close } = await opened(`${site.origin}/`);
  await page.locator('#other').focus();
  await page.keyboard.type('a/b');
  assert.equal(await page.inputValue('#other'), 'a/b');
  await close();
});

test('titles and texts of the index are never markup', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=${encodeURIComponent('zebras <img src=x onerror=window.hit=1>')}`);
  await page.waitForSelector('[data-list] > li');
  assert.equal(await page.locator('[data-list] img, [data-list] script').count(), 0);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.match(await page.locator('[data-list]').textContent(), /<img src=x/);
  await close();
});

test('a failure is said, and trying again works', async () => {
  const shards = [...files.keys()].filter((name) => /\/\d+$/.test(name));
  for (const name of shards) site.files.delete(name);
  const { page, close } = await opened(`${site.origin}/search/?q=pharmacist`);
  await page.waitForFunction(() => /does not work/.test(document.querySelector('[data-status]').textContent));
  for (const name of shards) site.files.set(name, files.get(name));
  await page.locator('[data-again]').click();
  await page.waitForSelector('[data-list] > li');
  await page.context().setOffline(true);
  await page.fill('#q', 'qu');
  await page.fill('#q', 'foxtrot zebr');
  await page.waitForFunction(() => /connection/.test(document.querySelector('[data-status]').textContent));
  await close();
});

test('without JavaScript the form still leads to the results page, which shows the archive', async () => {
  const { page, close } = await opened(`${site.origin}/`, { javaScriptEnabled: false });
  await page.fill('#q', 'anything');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/\?q=anything/);
  assert.equal(await page.locator('[data-search-archive]').isVisible(), true);
  assert.equal(await page.locator('[data-search-results]').isVisible(), false);
  await close();
});

test('opened from disk it works from a bundle', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'masthead-disk-'));
  fs.mkdirSync(path.join(folder, 'search'));
  const names = Object.fromEntries([...index(pages(4))].map(([name, bytes]) => [name.slice(8), bytes.toString('base64')]));
  const bundle = `window.mastheadSearch=(f=>async u=>{let b=f[u.slice(u.lastIndexOf("/search/")+8)];return b?new Response(Uint8Array.from(atob(b),c=>c.charCodeAt(0))):new Response("",{status:404})})(${JSON.stringify(names)});`;
  fs.writeFileSync(path.join(folder, 'search/bundle.js'), bundle);
  fs.writeFileSync(path.join(folder, 'search/script.js'), script);
  fs.writeFileSync(path.join(folder, 'search/index.html'), results('script.js', '<script defer src="bundle.js"></script>').replace('action="./"', 'action="index.html"'));
  const { page, close } = await opened(`file://${folder}/search/index.html?q=pharmacist`);
  await page.waitForSelector('[data-list] > li');
  assert.match(await page.locator('[data-list]').textContent(), /National report 2015/);
  await close();
  fs.rmSync(folder, { recursive: true });
});
