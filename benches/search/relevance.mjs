// How good the answers are: nDCG@10 on judged needs, success@1 and MRR@10 on known items, through the client.
//
//   node relevance.mjs INDEX_FOLDER QUERIES_FOLDER      (QUERIES_FOLDER holds docs.jsonl, adhoc.json, known-item.json)
//
// The urls of the pages are /ID/. Prints JSON.
import fs from 'node:fs';
import path from 'node:path';

/** fetch() over a folder, as a static host would answer. */
export function folderFetch(root, log = null) {
  return async (url) => {
    const address = decodeURIComponent(new URL(String(url), 'http://site/').pathname);
    const file = path.join(root, address.endsWith('/') ? address + 'index.html' : address);
    try {
      const bytes = fs.readFileSync(file);
      log?.push([url, bytes.length]);
      return new Response(bytes, { status: 200 });
    } catch {
      log?.push([url, 0]);
      return new Response('not found', { status: 404 });
    }
  };
}

export function ndcg(ids, relevant) {
  const gain = ids.slice(0, 10).reduce((sum, id, at) => sum + (relevant[id] ? 1 / Math.log2(at + 2) : 0), 0);
  const ideal = Object.keys(relevant).slice(0, 10).reduce((sum, _, at) => sum + 1 / Math.log2(at + 2), 0);
  return gain / ideal;
}

/** `search` takes a query and gives ids, best first. */
export async function evaluate(search, folder, only = null) {
  const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
  const figures = {};
  if (!only || only.includes('adhoc')) {
    const needs = read('adhoc.json');
    let sum = 0;
    for (const { q, rel } of needs) sum += ndcg(await search(q), rel);
    figures.ndcg = sum / needs.length;
  }
  for (const [name, queries] of Object.entries(read('known-item.json'))) {
    if (only && !only.includes(name)) continue;
    let first = 0;
    let mrr = 0;
    for (const { q, id } of queries) {
      const at = (await search(q)).slice(0, 10).indexOf(id);
      if (at === 0) first++;
      if (at >= 0) mrr += 1 / (at + 1);
    }
    figures[name] = { success: first / queries.length, mrr: mrr / queries.length };
  }
  const nonsense = ['xqzvwk', 'asdfghjkl qwertzuiop', 'zzzzzzzz', 'fjdkslqp vnmxcbz', '𝕏𝕏𝕏😀', '!!!???'];
  let answered = 0;
  for (const q of nonsense) answered += (await search(q)).length > 0;
  figures.nonsense = answered;
  return figures;
}

export async function clientSearch(root, modulePath = '../../src/search/client/search.js') {
  const { open } = await import(modulePath);
  const index = await open('/search/', { fetch: folderFetch(root) });
  return async (q) => (await index.search(q)).results.map((result) => result.url.split('/')[1]);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [, , root, folder, ...only] = process.argv;
  const start = performance.now();
  const figures = await evaluate(await clientSearch(root), folder, only.length ? only : null);
  figures.seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify(figures, (_, value) => (typeof value === 'number' ? +value.toFixed(4) : value)));
}
