// Asks the client and the native searcher the same queries: the same results in the same order, or a difference is printed.
//
//   node parity.mjs INDEX_FOLDER PROGRAM QUERIES_FOLDER      PROGRAM: the built example search-index
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { open } from '../../src/search/client/search.js';
import { folderFetch } from './relevance.mjs';

const [, , root, program, folder] = process.argv;
const known = JSON.parse(fs.readFileSync(path.join(folder, 'known-item.json'), 'utf8'));
const adhoc = JSON.parse(fs.readFileSync(path.join(folder, 'adhoc.json'), 'utf8'));
const extra = ['', '"information retrieval"', 'library -university', 'librar', '😀', '!!!', 'kind:page', 'year:1999', 'libary sience', '"a b', '-"library of congress" library', 'E-mail', 'Ⅷ'];
const queries = [...adhoc.map(({ q }) => q), ...Object.values(known).flatMap((all) => all.map(({ q }) => q)), ...extra].map((q) => q.replaceAll('\n', ' '));
const native = execFileSync(program, ['--answer', root], { input: queries.join('\n') + '\n', maxBuffer: 1 << 28 }).toString().trimEnd().split('\n');
const index = await open('/search/', { fetch: folderFetch(root) });
let differences = 0;
for (const [at, query] of queries.entries()) {
  const { total, corrected, results } = await index.search(query);
  const [nativeTotal, nativeCorrected, nativeResults] = JSON.parse(native[at]);
  const mine = JSON.stringify([total, corrected, results.map((r) => [r.url, r.score, r.excerpt])]);
  const theirs = JSON.stringify([nativeTotal, nativeCorrected, nativeResults.map(([url, score, excerpt]) => [url, score, excerpt])]);
  if (mine !== theirs && ++differences <= 5) console.log(query, '\n  client', mine.slice(0, 700), '\n  native', theirs.slice(0, 700));
}
console.log(`${queries.length} queries, ${differences} differences`);
process.exitCode = differences ? 1 : 0;
