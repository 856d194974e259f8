// Charts of every kind in Chromium, with figures that are hard to draw: axe, words that stand on each other or outside of the drawing, the keyboard.
import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { masthead, read, serve } from './site.mjs';

const LONG = 'Crisis resolution and home treatment team of the north district';
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const services = (count) => Array.from({ length: count }, (_, at) => `Service ${at},${(at * 37) % 89 + 5},${100 + at * 7}`).join('\n');
/** The kind of each chart, its settings, and its file. */
const CHARTS = [
  ['bar', 'unit: "%"\ntarget: mean', `Team,Met\n"${LONG} A",0\n"${LONG} B",50\nC,100\n`],
  ['bar', '', 'Team,Change\nA,-999999999999\nB,5\nC,0.00000042\n'],
  ['bar', 'unit: "%"', 'الخدمة,القيمة\nمستشفى الشمال,5\nمستشفى الجنوب,8\n'],
  ['grouped', 'unit: "%"', 'Standard,Met,Partly,Not,Unknown,Late,Other\nAccess,50,20,10,*,5,5\nCare,60,10,n/a,10,-5,5\n'],
  ['stacked', 'unit: "%"', `Standard,${LONG},Partly,Not,Unknown,Late,Other\nAccess,50,20,10,10,5,5\nCare,60,*,,10,5,5\n`],
  ['line', 'target: 40', `Month,Met,Partly,Not,Unknown,Late,${LONG}\n${[2014, 2015].flatMap((year) => months.map((month, at) => `${month} ${year},${at * 7},${at * 3},${90 - at},${at % 2 ? '*' : 40},${at % 3 ? 'n/a' : 20},1`)).join('\n')}\n`],
  ['line', '', 'Year,Seen\n1990,5\n2010,8\n2011,9\n2012,12\n2013,9\n'],
  ['line', '', 'Service,2012,2013,2015\nNorth,5,6,9\nSouth,8,6,\nAll,6,6,5\n'],
  ['dot', 'unit: " days"', 'Team,Median,Low,High\nA,5,2,9\nB,*,*,*\nC,12,8,4000\nAll,9,7,11\n'],
  ['caterpillar', 'target: mean', `Region,Seen,Referred\nNorth East,80,100\nYorkshire and the Humber,90,130\n"${LONG}",333,400\nEngland,503,630\n`],
  ['caterpillar', 'target: mean', `Service,Seen,Referred\n${services(54)}\n`],
  ['funnel', '', `Service,Seen,Referred\n${services(54)}\nTotal,2400,15000\n`],
  ['funnel', '', 'Service,Seen,Referred\nA,10,10\nB,20,20\n'],
];
let browser;
let site;
let folder;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'masthead-charts-'));
  fs.mkdirSync(path.join(folder, 'content'));
  const write = (name, text) => fs.writeFileSync(path.join(folder, 'content', name), text);
  write('site.yaml', 'title: Charts\nbase_url: https://www.example.org/\n');
  write('index.md', '---\ntitle: Home\n---\n');
  const blocks = CHARTS.map(([kind, settings, csv], at) => {
    write(`${at}.csv`, csv);
    return `\`\`\`chart\nfile: ${at}.csv\nkind: ${kind}\ntitle: Chart ${at}\nsubtitle: The measure\ncounts: other\nmissing: ["*", "n/a"]\n${settings}\n\`\`\`\n`;
  });
  write('charts.md', `---\ntitle: Charts\n---\n\n${blocks.join('\n')}`);
  execFileSync(masthead, ['build', '--quiet', '--root', folder, '--output', path.join(folder, 'public')]);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });
  site = await serve(read(path.join(folder, 'public')));
});
after(async () => {
  await browser?.close();
  site?.close();
  fs.rmSync(folder, { recursive: true });
});

async function opened(options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(`${site.origin}/charts/`);
  return { page, close: async () => { await context.close(); assert.deepEqual(faults, []); } };
}

/** Words that stand outside of their drawing or on other words, in the drawings that are shown. */
function misplaced() {
  const found = [];
  for (const svg of document.querySelectorAll('.chart svg')) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) continue;
    const name = svg.querySelector('title').textContent;
    const texts = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
    for (const [at, [text, box]] of texts.entries()) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2) found.push(`${name}: ${text} outside`);
      for (const [other, its] of texts.slice(at + 1)) {
        const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
        if (across > 2 && down > 4) found.push(`${name}: ${text} on ${other}`);
      }
    }
  }
  return found;
}

const WAYS = [{}, { viewport: { width: 320, height: 640 } }, { viewport: { width: 700, height: 640 } }, { colorScheme: 'dark' }, { forcedColors: 'active' }];

test('axe finds nothing in charts of any kind, and nothing is wider than the screen', async () => {
  for (const options of WAYS) {
    const { page, close } = await opened(options);
    for (const summary of await page.locator('.chart-figures summary').all()) await summary.click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= (options.viewport?.width ?? 1280));
    await close();
  }
});

test('no words of a drawing stand on others or outside of it', async () => {
  for (const options of WAYS) {
    const { page, close } = await opened(options);
    assert.deepEqual(await page.evaluate(misplaced), []);
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await page.evaluate(misplaced), []);
    await close();
  }
});

test('the keyboard reads each mark with its name', async () => {
  const { page, close } = await opened();
  const caterpillar = page.locator('.chart').nth(10);
  await caterpillar.locator('.chart-drawing').focus();
  await page.keyboard.press('ArrowRight');
  assert.match(await caterpillar.locator('.chart-reads').textContent(), /^Service \d+: \d+% \(\d+% to \d+%\)$/);
  await page.keyboard.press('End');
  assert.match(await caterpillar.locator('.chart-reads').textContent(), /^Service \d+: \d+%/);
  await close();
});
