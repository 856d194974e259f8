// Figures of services under codes in Chromium: the example site's sample page, under its own content security policy.
import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { masthead, read, serve } from './site.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const CODE = 'W7RR-27G6';
let browser;
let site;
let folder;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'masthead-benchmark-'));
  fs.cpSync(path.join(ROOT, 'content'), path.join(folder, 'content'), { recursive: true });
  execFileSync(masthead, ['build', '--quiet', '--root', folder, '--output', path.join(folder, 'public')]);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });
  site = await serve(read(path.join(folder, 'public')));
});
after(async () => {
  await browser?.close();
  site?.close();
  fs.rmSync(folder, { recursive: true });
});

/** The sample page, which fails the test on any script error or breach of the policy. */
async function opened(options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  const asked = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${site.origin}/reports/2015/benchmarking/`);
  return { page, asked, close: async () => { await context.close(); assert.deepEqual(faults, []); } };
}
const field = (page) => page.getByLabel('Your code');
const words = (page) => page.locator('.benchmark-words').allTextContents();
const fault = (page) => page.locator('.find-service-fault').textContent();

test('a service finds itself in every chart and table, by the keyboard, and nothing of it leaves the page', async () => {
  const { page, asked, close } = await opened();
  await field(page).focus();
  const before = asked.length;
  await page.keyboard.type(' w7rr 27g6 ');
  await page.keyboard.press('Enter');
  const [share, funnel, mean] = await words(page);
  assert.match(share, /^Your service: 87 %, (joint )?\d+(st|nd|rd|th) of 50.*The middle half lies between \d+ and \d+ %\. A high figure is good/);
  assert.equal(funnel, share);
  assert.match(mean, /^Your service: 26\.9 days, .*of 53/);
  assert.equal(await page.locator(`tr[data-code="${CODE}"][data-yours]`).count(), 3);
  assert.equal(await page.locator(`svg [data-code="${CODE}"][data-yours]`).count(), 6);
  assert.equal(await page.locator('[data-yours]').count(), 9);
  assert.equal(await page.locator('.yours-frame').count(), 3, 'a frame in each drawing that is shown');
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, location.search + location.hash, history.state, (await indexedDB.databases()).length]);
  assert.deepEqual(kept, [0, 0, '', '', null, 0]);
  assert.equal(asked.length, before, 'nothing is asked for');
  assert.ok(await field(page).evaluate((input) => input === document.activeElement), 'the keyboard stays where it was');
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.equal(await page.locator('[data-yours], .yours-label, .yours-frame').count(), 0);
  assert.equal(await field(page).inputValue(), '');
  await close();
});

test('signs that look alike are forgiven, and a slip is told apart from an unknown code', async () => {
  const { page, close } = await opened();
  const type = async (code) => {
    await field(page).fill(code);
    await page.keyboard.press('Enter');
  };
  await type('W7RR–Z7G6');
  assert.match((await words(page))[0], /^Your service/);
  await type('W7RR-27G7');
  assert.match(await fault(page), /slip/);
  assert.equal(await field(page).getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await words(page), ['', '', '']);
  await type('Camden');
  assert.match(await fault(page), /not a code/);
  await type('0000-0000');
  assert.match(await fault(page), /no service/);
  await type(CODE);
  assert.equal(await fault(page), '');
  assert.equal(await field(page).getAttribute('aria-invalid'), null);
  await close();
});

test('a service that is not shown is told why', async () => {
  const { page, close } = await opened();
  for (const [cell, expected] of [['too few to show', /counted in the totals only|left out of the totals/], ['no figures sent', /sent no figures/]]) {
    const code = await page.locator(`tr:has(td:text-is("${cell}"))`).first().getAttribute('data-code');
    await field(page).fill(code);
    await page.keyboard.press('Enter');
    assert.match((await words(page))[0], expected);
  }
  await close();
});

test('whoever goes back on a shared computer finds nothing', async () => {
  const { page, close } = await opened();
  await field(page).fill(CODE);
  await page.keyboard.press('Enter');
  await page.goto(`${site.origin}/about/`);
  await page.goBack();
  assert.equal(await field(page).inputValue(), '');
  assert.equal(await page.locator('[data-yours]').count(), 0);
  await close();
});

test('without JavaScript the table by code serves', async () => {
  const { page, close } = await opened({ javaScriptEnabled: false });
  assert.equal(await page.locator('.find-service').first().isVisible(), false);
  await page.locator('.benchmark-figures summary').first().click();
  assert.ok(await page.locator(`tr[data-code="${CODE}"]`).first().isVisible());
  await close();
});

test('paper shows the figures and no form', async () => {
  const { page, close } = await opened();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.find-service').isVisible(), false);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id), []);
  assert.ok(await page.locator(`tr[data-code="${CODE}"]`).first().isVisible());
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await page.locator('details[open]').count(), 0);
  await close();
});

test('axe finds nothing, and nothing is wider than the screen', async () => {
  for (const options of [{}, { viewport: { width: 320, height: 640 } }, { viewport: { width: 360, height: 640 } }, { colorScheme: 'dark' }, { forcedColors: 'active' }, { forcedColors: 'active', colorScheme: 'dark' }]) {
    const { page, close } = await opened(options);
    await field(page).fill(CODE);
    await page.keyboard.press('Enter');
    await page.locator('.benchmark-figures summary').first().click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= (options.viewport?.width ?? 1280));
    await close();
  }
});
