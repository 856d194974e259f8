// The client in Node: what a script that imports it can rely on.
import assert from 'node:assert/strict';
import test from 'node:test';
import { open } from '../../src/search/client/built/search.js';
import { fetchFrom, index, pages } from './fixture.mjs';
import { texts } from './site.mjs';

const files = index(pages());
const site = () => open('/search/', { fetch: fetchFrom(files) });
const urls = ({ results }) => results.map(({ url }) => url);
const shards = (of) => [...of.keys()].filter((name) => /\/\d+$/.test(name));

test('the right page comes first, with its section and passage', async () => {
  const answer = await (await site()).search('pharmacist kind');
  assert.equal(answer.results[0].url, '/reports/2015/#findings');
  assert.equal(answer.results[0].href, '/search/../reports/2015/#findings');
  assert.deepEqual(answer.results[0].section, { id: 'findings', title: 'Findings' });
  const { excerpt, marks } = answer.results[0];
  assert.deepEqual(marks.map(([start, end]) => excerpt.slice(start, end)), ['pharmacist', 'kind']);
});

test('a word half typed, misspelt or inflected finds the page', async () => {
  const search = await site();
  for (const query of ['pharma', 'pharmacits', 'pharmacists', 'PHARMACIST', 'national report 2015']) {
    assert.equal(urls(await search.search(query))[0].split('#')[0], '/reports/2015/', query);
  }
  assert.equal((await search.search('pharmacits teams')).corrected, 'pharmacist teams');
  assert.equal((await search.search('pharmacits teams', { exact: true })).corrected, null);
});

test('phrases must stand as they are, and what is excluded is left out', async () => {
  const search = await site();
  assert.deepEqual(urls(await search.search('"home treatment teams"')), ['/reports/2015/#introduction']);
  assert.equal((await search.search('"treatment home teams"')).total, 0);
  assert.ok(!urls(await search.search('teams -pharmacist')).some((url) => url.startsWith('/reports/')));
});

test('filters: any within a group, all across groups; a group counts as if nothing were chosen in it', async () => {
  const search = await site();
  const answer = await search.search('alpha', { facets: true, filters: { kind: ['report'], year: ['2010', '2012'] } });
  assert.ok(answer.total > 0 && answer.results.every(({ kind, date }) => kind === 'report' && /^201[02]/.test(date)));
  const counts = Object.fromEntries(answer.facets.kind.map(({ value, count }) => [value, count]));
  assert.equal(counts.report, answer.total);
  const typed = await search.search('alpha kind:report year:2010 year:2012');
  assert.equal(typed.total, answer.total);
  const all = await search.search('kind:report topic:"crisis care"');
  assert.ok(all.total > 20 && all.results[0].date >= all.results[9].date);
});

test('results can be sorted by date and read on', async () => {
  const search = await site();
  const dates = (await search.search('alpha', { sort: 'date', limit: 30 })).results.map(({ date }) => date);
  assert.deepEqual(dates, [...dates].sort().reverse());
  const [all, later] = [await search.search('alpha', { limit: 25 }), await search.search('alpha', { limit: 5, offset: 20 })];
  assert.deepEqual(urls(later), urls(all).slice(20));
});

test('nonsense finds nothing, and no query is an error', async () => {
  const search = await site();
  const queries = ['', ' ', '!!!', '—', '😀', '"', '""', '-', 'kind:', '<img onerror=alert(1)>', 'x'.repeat(10_000), 'a '.repeat(5_000), '\u202eabc', '\u0000', '(((', '"'.repeat(99), 'constructor', '__proto__', '\ud800'];
  for (const query of queries) assert.ok((await search.search(query)).total >= 0, query.slice(0, 20));
  assert.equal((await search.search('xqzvwk')).total, 0);
  assert.equal(urls(await search.search('שלום'))[0], '/rtl/');
  assert.equal((await search.search('zebras')).results[0].title, '<img src=x onerror="window.hit=1">');
});

test('words that are names of properties of every object are words', async () => {
  const words = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf'];
  const own = words.map((word, at) => ({ url: `/${at}/`, title: `Page of ${word}`, text: `About ${word}, ${word}s and more` }));
  const search = await open('/search/', { fetch: fetchFrom(index(pages(120, own))) });
  for (const [at, word] of words.entries()) {
    assert.equal(urls(await search.search(word))[0], `/${at}/`, word);
    assert.equal((await search.suggest(word)).pages[0].url, `/${at}/`, word);
  }
  assert.equal((await search.search('alpha', { facets: true, filters: { kind: ['constructor'], topic: ['__proto__'] } })).total, 0);
});

test('a text that does not come costs its own result and no other', async () => {
  const broken = new Map(files);
  const log = [];
  const search = () => open('/search/', { fetch: fetchFrom(broken, log) });
  const whole = await (await search()).search('alpha');
  broken.delete(texts(files).find((name) => log.includes(name)));
  const answer = await (await search()).search('alpha', { limit: 1000 });
  assert.equal(answer.total, whole.total);
  assert.ok(answer.unread > 0 && answer.results.length === answer.total - answer.unread);
  for (const name of texts(files)) broken.delete(name);
  await assert.rejects((await search()).search('alpha'), { kind: 'missing' });
});

test('a value that was chosen and that no page has is among the facets', async () => {
  const answer = await (await site()).search('alpha', { facets: true, filters: { year: ['1999'] } });
  assert.equal(answer.total, 0);
  assert.deepEqual(answer.facets.year.find(({ chosen }) => chosen), { value: '1999', count: 0, chosen: true });
});

test('a shard that is missing or damaged is an error that says so, and the next query works', async () => {
  const broken = new Map(files);
  const search = await open('/search/', { fetch: fetchFrom(broken) });
  for (const [damage, kind] of [[undefined, 'missing'], [files.get(shards(files)[0]).subarray(0, 40), 'damaged'], ['offline', 'offline']]) {
    for (const name of shards(files)) broken.set(name, damage);
    await assert.rejects(search.search('pharmacist'), { kind });
  }
  for (const name of shards(files)) broken.set(name, files.get(name));
  assert.equal((await search.search('pharmacist')).total, 1);
});

test('a page that was open while the site was published answers from the new index', async () => {
  const live = new Map(files);
  const search = await open('/search/', { fetch: fetchFrom(live) });
  await search.search('alpha');
  const next = index(pages(130, [{ url: '/new/', title: 'Quokkas', text: 'A new page about quokkas' }]));
  live.clear();
  for (const [name, bytes] of next) live.set(name, bytes);
  assert.deepEqual(urls(await search.search('quokkas')), ['/new/']);
});

test('a manifest of another masthead is fetched once more, past every cache, before it is an error', async () => {
  const other = Buffer.from('\x07{"v":1}');
  const fresh = fetchFrom(files);
  /** Gives the manifest of another masthead, from a cache or from everywhere. */
  const old = (caches) => async (url, { cache } = {}) =>
    String(url).endsWith('/index.bin') && caches.includes(cache) ? new Response(other) : fresh(url);
  const search = await open('/search/', { fetch: old([undefined]) });
  assert.equal(urls(await search.search('pharmacist'))[0].split('#')[0], '/reports/2015/');
  await assert.rejects(open('/search/', { fetch: old([undefined, 'reload']) }), { kind: 'version' });
});

test('results stand after three rounds of requests: the manifest, the shards, the pages', async () => {
  const get = fetchFrom(files);
  let waiting = [];
  const rounds = [];
  // Requests that nothing holds up are made together; each time all of them are answered together.
  const inRounds = (url) => new Promise((answer) => waiting.push(() => answer(get(url))));
  const timer = setInterval(() => {
    if (!waiting.length) return;
    rounds.push(waiting.length);
    waiting.splice(0).forEach((answer) => answer());
  }, 20);
  const search = await open('/search/', { fetch: inRounds });
  const answer = await search.search('pharmacist kind');
  clearInterval(timer);
  assert.ok(answer.total > 0);
  assert.equal(rounds.length, 3, String(rounds));
});

test('a small site is one file', async () => {
  const one = index(pages(3));
  assert.deepEqual([...one.keys()], ['/search/index.bin']);
  const log = [];
  const search = await open('/search/', { fetch: fetchFrom(one, log) });
  assert.equal(urls(await search.search('pharmacits'))[0].split('#')[0], '/reports/2015/');
  assert.deepEqual(log, ['/search/index.bin']);
});

test('suggestions are pages, best first, without their texts being read twice', async () => {
  const { pages: suggested } = await (await site()).suggest('nation');
  assert.equal(suggested[0].title, 'National report 2015');
});
