// The search of a built site in Chromium, with its default theme and under its own content security policy.
import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { build, content, read, serve, shards, texts } from './site.mjs';

let browser;
let site;
let whole;
const folders = [];
const built = (files) => {
  folders.push(build(files));
  return folders.at(-1);
};

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });
  whole = read(built(content()));
  site = await serve(new Map(whole));
});
after(async () => {
  await browser?.close();
  site?.close();
  for (const folder of folders) fs.rmSync(path.dirname(folder), { recursive: true });
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
const listed = (page) => page.waitForSelector('[data-list] > li');
const says = (page, words) => page.waitForFunction((words) => document.querySelector('[data-status]').textContent.includes(words), words);

async function accessible(page, of) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${of}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
}

test('the field of every page leads to results with passages, sections and highlights', async () => {
  const { page, close } = await opened(`${site.origin}/reports/2015/`);
  await page.fill('#site_search', 'pharmacist kind');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\/\?q=pharmacist\+kind/);
  await listed(page);
  assert.match(await status(page).textContent(), /result/);
  const first = page.locator('[data-list] > li').first();
  assert.equal(new URL(await first.locator('a').evaluate((link) => link.href)).pathname, '/reports/2015/');
  assert.deepEqual(await first.locator('mark').allTextContents(), ['pharmacist', 'kind']);
  assert.match(await first.textContent(), /Report 31 March 2015.*Findings/s);
  assert.equal(await page.locator('[data-search-archive]').isVisible(), false);
  await close();
});

test('half-typed, misspelt, inflected words and words that mean the same find the page', async () => {
  const { page, close } = await opened(`${site.origin}/search/`);
  for (const query of ['pharma', 'pharmacits', 'pharmacists', 'HTT']) {
    await page.fill('#search_query', query);
    await page.waitForFunction((query) => new URLSearchParams(location.search).get('q') === query && !document.querySelector('[data-search-results]').hidden, query);
    await page.waitForFunction(() => document.querySelector('[data-list] a')?.textContent === 'National report');
  }
  await close();
});

test('typing searches, the address follows, and back returns to what was searched before', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  await listed(page);
  await page.fill('#search_query', 'pharmacits');
  await page.waitForFunction(() => document.querySelector('[data-corrected]')?.hidden === false);
  assert.match(page.url(), /q=pharmacits/);
  assert.match(await page.locator('[data-corrected]').textContent(), /Showing results for pharmacist\. Search instead for pharmacits/);
  await page.locator('[data-corrected] a').click();
  await says(page, 'Nothing on this site');
  await page.goBack();
  await listed(page);
  assert.equal(await page.inputValue('#search_query'), 'pharmacits');
  await page.fill('#search_query', '');
  await page.waitForFunction(() => !document.querySelector('[data-search-archive]').hidden);
  await close();
});

test('filters narrow, count, keep the focus, and are in the address', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  await listed(page);
  await page.locator('[data-panel] summary').click();
  const report = page.locator('fieldset[data-group=kind] input[value=report]');
  await report.waitFor();
  const before = await status(page).textContent();
  await report.focus();
  await page.keyboard.press('Space');
  await page.waitForFunction((before) => document.querySelector('[data-status]').textContent !== before, before);
  assert.match(page.url(), /kind=report/);
  assert.equal(await page.evaluate(() => document.activeElement.value), 'report');
  assert.match(await page.locator('fieldset[data-group=kind]').textContent(), /Newsletter \(\d+\)|Report \(\d+\)/);
  await accessible(page, 'filters');
  await page.reload();
  await report.waitFor();
  assert.equal(await report.isChecked(), true);
  await page.locator('[data-filters] button[type=reset]').click();
  await page.waitForFunction(() => !location.search.includes('kind'));
  await page.locator('select[name=sort]').selectOption('date');
  await page.waitForFunction(() => location.search.includes('sort=date'));
  await close();
});

test('the order says what the list is, after Back and after Enter', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  const order = () => page.locator('select[name=sort]').inputValue();
  await listed(page);
  await page.locator('[data-panel] summary').click();
  await page.locator('select[name=sort]').selectOption('date');
  await page.waitForFunction(() => location.search.includes('sort=date'));
  await page.goBack();
  await page.waitForFunction(() => !location.search.includes('sort=date'));
  await page.waitForFunction(() => document.querySelector('select[name=sort]').value === '');
  await page.goForward();
  await page.waitForFunction(() => document.querySelector('select[name=sort]').value === 'date');
  await page.fill('#search_query', 'bravo');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.search === '?q=bravo');
  await page.waitForFunction(() => document.querySelector('select[name=sort]').value === '');
  assert.equal(await order(), '');
  await close();
});

test('an address that narrows to nothing says so, and the choice can be taken off', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha&year=1999`);
  await says(page, 'among what you chose');
  const box = page.locator('fieldset[data-group=year] input[value="1999"]');
  assert.equal(await box.isChecked(), true);
  // The box goes with the choice.
  await box.click();
  await listed(page);
  assert.match(await status(page).textContent(), /results for/);
  await close();
});

test('back from a result leads to where one was, after more results too', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  await listed(page);
  for (const count of [20, 30]) {
    await page.locator('[data-more]').click();
    await page.waitForFunction((count) => document.querySelectorAll('[data-list] > li').length === count, count);
  }
  const link = page.locator('[data-list] a').nth(25);
  await link.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await link.click();
  await page.waitForURL(/n\d+\//);
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('[data-list] > li').length === 30);
  await page.waitForFunction((before) => Math.abs(scrollY - before) < 3, before);
  await close();
});

test('a text that does not come costs one result, and nothing stands below an error', async () => {
  site.log.length = 0;
  const first = await opened(`${site.origin}/search/?q=alpha`);
  await listed(first.page);
  const asked = texts(whole).find((name) => site.log.includes(name));
  await first.close();
  site.files.delete(asked);
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  await listed(page);
  assert.match(await status(page).textContent(), /results for .*could not be loaded/);
  assert.ok((await page.locator('[data-list] > li').count()) > 0);
  for (const name of [...whole.keys()].filter((name) => name.startsWith('/search/') && name.split('/').length > 3)) site.files.delete(name);
  await page.fill('#search_query', 'zebras pharmacist');
  await says(page, 'does not work');
  assert.equal(await page.locator('[data-list] > li').count(), 0);
  for (const [name, bytes] of whole) site.files.set(name, bytes);
  await close();
});

test('more results follow on demand and take the focus', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  await listed(page);
  await page.locator('[data-more]').click();
  await page.waitForFunction(() => document.querySelectorAll('[data-list] > li').length === 20);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll('[data-list] a')].indexOf(document.activeElement)), 10);
  await close();
});

test('suggestions are a combobox: arrows choose, Escape closes, Enter follows', async () => {
  const { page, close } = await opened(`${site.origin}/`);
  await page.keyboard.press('/');
  await page.keyboard.type('pharmac');
  await page.waitForSelector('[role=option]');
  await accessible(page, 'suggestions');
  const field = page.locator('#site_search');
  assert.equal(await field.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  const active = await field.getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await field.getAttribute('aria-expanded'), 'false');
  await page.keyboard.type('i');
  await page.waitForSelector('[role=option]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/reports\/2015/);
  await close();
});

test('the words that led to a page are highlighted on it, without changing it', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=home+treatment`);
  await listed(page);
  await page.locator('[data-list] a').first().click();
  await page.waitForURL(/reports\/2015/);
  assert.ok((await page.evaluate(() => CSS.highlights.get('search')?.size ?? 0)) >= 2);
  assert.equal(await page.locator('mark').count(), 0);
  await close();
});

test('titles and texts of the index are never markup', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=${encodeURIComponent('zebras <img src=x onerror=window.hit=1>')}`);
  await listed(page);
  assert.equal(await page.locator('[data-list] img, [data-list] script').count(), 0);
  assert.match(await page.locator('[data-list]').textContent(), /<img src=x/);
  await page.goto(`${site.origin}/`);
  await page.fill('#site_search', 'zebras');
  await page.waitForSelector('[role=option]');
  assert.equal(await page.locator('[role=option] img').count(), 0);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  await close();
});

test('no query is too odd: long, empty of words, unbalanced, emoji, right to left', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  await listed(page);
  const queries = ['a'.repeat(10_000), 'alpha '.repeat(1_600), '!!! ??? ...', '😀 👩‍👩‍👧', '"unbalanced alpha', '<img onerror=alert(1)>', '\u202eabc', 'kind:', '-', '((('];
  for (const query of queries) {
    await page.fill('#search_query', query);
    await page.waitForFunction((query) => new URLSearchParams(location.search).get('q') === query, query);
    await page.waitForFunction(() => !/Searching|does not work/.test(document.querySelector('[data-status]').textContent));
  }
  await page.fill('#search_query', 'שלום');
  await page.waitForFunction(() => document.querySelector('[data-list] a')?.textContent === 'שלום עולם');
  await close();
});

test('a missing or truncated file and a lost connection are said, and trying again works', async () => {
  for (const damage of [() => undefined, (bytes) => bytes.subarray(0, 40)]) {
    for (const name of shards(whole)) {
      const bytes = damage(whole.get(name));
      if (bytes) site.files.set(name, bytes);
      else site.files.delete(name);
    }
    const { page, close } = await opened(`${site.origin}/search/?q=pharmacist`);
    await says(page, 'does not work');
    for (const name of shards(whole)) site.files.set(name, whole.get(name));
    await page.locator('[data-again]').click();
    await listed(page);
    await page.context().setOffline(true);
    await page.fill('#search_query', 'foxtrot zebr');
    await says(page, 'no connection');
    await page.context().setOffline(false);
    await page.locator('[data-again]').click();
    await page.waitForFunction(() => /result/.test(document.querySelector('[data-status]').textContent));
    await close();
  }
});

test('a page that was open while the site was published anew answers from the new index', async () => {
  const { page, close } = await opened(`${site.origin}/search/?q=alpha`);
  await listed(page);
  const next = read(built({ ...content(), 'new.md': '---\ntitle: Quokkas\n---\n\nA page about quokkas.\n' }));
  site.files.clear();
  for (const [name, bytes] of next) site.files.set(name, bytes);
  await page.fill('#search_query', 'quokkas');
  await page.waitForFunction(() => document.querySelector('[data-list] a')?.textContent === 'Quokkas');
  site.files.clear();
  for (const [name, bytes] of whole) site.files.set(name, bytes);
  await close();
});

test('with reduced data nothing is fetched before somebody searches, and there are no suggestions', async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  const page = await context.newPage();
  site.log.length = 0;
  await page.goto(`${site.origin}/`);
  assert.deepEqual(site.log.filter((name) => name.startsWith('/search/')), []);
  await page.fill('#site_search', 'pharmacist');
  await page.waitForTimeout(500);
  assert.equal(await page.locator('[role=option]').count(), 0);
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/\?q=/);
  await listed(page);
  await context.close();
});

test('without JavaScript the field leads to lists of everything', async () => {
  const { page, close } = await opened(`${site.origin}/`, { javaScriptEnabled: false });
  await page.fill('#site_search', 'anything');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/\?q=anything/);
  const archive = page.locator('[data-search-archive]');
  assert.equal(await archive.isVisible(), true);
  assert.equal(await page.locator('[data-search-results]').isVisible(), false);
  assert.match(await archive.textContent(), /JavaScript.*Newsletters.*2011.*Crisis care/s);
  await page.getByRole('link', { name: 'Reports', exact: true }).first().click();
  await page.waitForURL(/\/reports\/$/);
  await close();
});

test('a list of publications narrows itself, and the key / still leads to the search of the site', async () => {
  const list = ['One', 'Two', 'Three'].map((title, at) => `@book{k${at}, title={${title}}, author={Sample, A.}, year={200${at}}, publisher={P}}`).join('\n');
  const files = { ...content({ pages: 2 }), 'publications/index.md': '---\ntitle: Publications\n---\n', 'publications/list.bib': list };
  const own = await serve(read(built(files)));
  const { page, close } = await opened(`${own.origin}/publications/`);
  assert.equal(await page.locator('form[role=search]').count(), 2);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'site_search');
  await close();
  own.close();
});

test('with text of twice the size nothing is wider than a telephone', async () => {
  const large = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--blink-settings=defaultFontSize=32'] });
  const page = await large.newPage({ viewport: { width: 360, height: 740 } });
  for (const address of ['/', '/reports/2015/', '/newsletters/']) {
    await page.goto(`${site.origin}${address}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, address);
  }
  await large.close();
});

test('it works in a folder of a domain', async () => {
  const below = await serve(whole, '/sub/folder');
  const { page, close } = await opened(`${below.origin}/newsletters/`);
  await page.fill('#site_search', 'pharmacist');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sub\/folder\/search\/\?q=/);
  await listed(page);
  await page.locator('[data-list] a').first().click();
  await page.waitForURL(/\/sub\/folder\/reports\/2015\//);
  await close();
  below.close();
});

test('opened from disk it works from a script that holds the index', async () => {
  const folder = built(content({ pages: 20, settings: 'links: files\n' }));
  const { page, close } = await opened(`file://${folder}/reports/2015/index.html`);
  await page.fill('#site_search', 'pharmac');
  await page.waitForSelector('[role=option]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/index\.html\?q=pharmac/);
  await listed(page);
  await page.locator('[data-list] a').first().click();
  await page.waitForURL(/reports\/2015\/index\.html/);
  await close();
});

test('axe finds nothing on the results page, in the archive, on a telephone and in the dark', async () => {
  for (const options of [{}, { viewport: { width: 360, height: 640 } }, { colorScheme: 'dark' }]) {
    const { page, close } = await opened(`${site.origin}/search/?q=alpha`, options);
    await listed(page);
    await accessible(page, 'results');
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= (options.viewport?.width ?? 1280), 'nothing is wider than the screen');
    await page.goto(`${site.origin}/search/`);
    await accessible(page, 'archive');
    await close();
  }
});
