// The native searcher and the client: the same results in the same order, with the same passages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { open } from '../../src/search/client/built/search.js';
import { fetchFrom, index, pages, program } from './fixture.mjs';
import { build, content, masthead, read } from './site.mjs';

test('the program answers as the browser does', async () => {
  const extra = [
    { url: '/zh/', title: '年度報告', text: '精神衛生服務報告。第二句。', date: '2014-02-03' },
    { url: '/units/', title: 'COVID-19 and SF 36', text: 'Give 4 mg twice. CG178 says so; call (020) 7946 0000, SARS-CoV-2, covid 19 visits.\nsoft\u00adly zero\u200bwidth 研\u200b究報 constructor __proto__ a team, update, and then a roadmap' },
    { url: '/codes/', title: 'S.17 and F32.1', text: 'Under section 136, take 4mg of it; call +44 (0)20 7946 0000. In all 1.234.567 or 1\u202f234\u202f567 on 16/3/2016, s. 17, F 32.1.' },
    { url: '/beside/', title: 'Plans', text: `${'Other words stand here. '.repeat(60)} A team update and roadmap covid19.` },
    { url: '/odd/', title: 'Größe & “Œuvre” — ½', text: 'Don’t follow-up the e-mail.\n\nﬁne 😀 Ｗｉｄｅ naïve café; 6.57c 1,000.', authors: ['Łukasz Żak'] },
  ];
  const files = index(pages(300, extra));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'masthead-parity-'));
  for (const [name, bytes] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  }
  const queries = [
    'alpha', 'alpha bravo', 'alp', 'national report 2015', '"home treatment teams"', 'pharmacits kind', 'teams -pharmacist', '-"home treatment" teams',
    'kind:report year:2015', 'alpha year:2012 kind:newsletter', 'author:"lukasz zak"', '衛生', '報', 'grosse', "don't", 'followup', 'email', 'fine wide', 'cafe naive',
    '6.57c', '½', 'covid19', 'covid 19', 'COVID-19 visits', '4mg', '4 mg', 'cg 178', '1,000', '1000', '02079460000', '020 7946 0000', 'sarscov2', 'soft\u00adly', 'softly', '研究報', 'team update and roadmap', '"covid 19"', 'section136', 'section136 -"4 mg of"', '"take 4 mg"', '"4mg of"', 's17', 'S.17', 'f321', '"F 32.1"', '1234567', '"1,234,567 or"', '+44 20 7946 0000', '"call 020 7946 0000"', '+442079460000', '0044 20 7946 0000', '16/3/2016', 'fo\u200eur', '1 '.repeat(300), 'constructor', '__proto__', 'number7 7x0 alpha', 'xqzvwk', '', '"', '-', 'a '.repeat(200), 'the alpha of the bravo in charlie and delta for echo with foxtrot', 'ALPHA Bravo ', 'number7', 'zebras <img', 'שלום', 'kind:', '-kind:report alpha',
  ];
  const native = execFileSync(program, ['--answer', folder], { input: queries.join('\n') + '\n' }).toString().trimEnd().split('\n');
  const search = await open('/search/', { fetch: fetchFrom(files) });
  for (const [at, query] of queries.entries()) {
    const { total, corrected, results } = await search.search(query);
    assert.deepEqual([total, corrected, results.map(({ url, score, excerpt }) => [url, score, excerpt])], JSON.parse(native[at]), query);
  }
  fs.rmSync(folder, { recursive: true });
});

test('masthead search gives what the browser gives, as JSON', async () => {
  const folder = build(content());
  const files = read(folder);
  const queries = ['alpha', 'pharmacits kind', 'HTT', '"home treatment"', 'kind:report year:2015', 'teams -pharmacist', 'שלום', 'zebras <img', 'xqzvwk', 'number7 of alpha bravo charlie delta'];
  const printed = execFileSync(masthead, ['--root', path.dirname(folder), 'search', '--batch'], { input: queries.join('\n') + '\n' }).toString();
  const search = await open('/search/', { fetch: fetchFrom(files) });
  for (const [at, line] of printed.trimEnd().split('\n').entries()) {
    const { total, results } = await search.search(queries[at]);
    const expected = results.map(({ url, title, section, excerpt, score }) => ({ url, title, section: section?.title ?? null, excerpt, score }));
    assert.deepEqual(JSON.parse(line), { query: queries[at], total, results: expected });
  }
  fs.rmSync(path.dirname(folder), { recursive: true });
});
