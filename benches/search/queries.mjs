// Queries for the bench pages, the same every time: one word, two words, a title, three words of a page.
//
//   node queries.mjs PAGES.jsonl > queries.json
import fs from 'node:fs';

const pages = fs.readFileSync(process.argv[2], 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const counts = new Map();
const words = (text) => text.match(/\b[a-z]{4,}\b/g) ?? [];
for (const { text } of pages) for (const word of new Set(words(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
// What people type is not on every page.
const telling = (list) => list.filter((word) => (counts.get(word) ?? 0) < pages.length / 4);
let seed = 7;
const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
const queries = Array.from({ length: 24 }, (_, at) => {
  const { title, text } = pages[random(pages.length)];
  const own = telling(words(text));
  const pick = (count) => Array.from({ length: count }, () => own[random(own.length)]).join(' ');
  return [() => pick(1), () => pick(2), () => telling(words(title.toLowerCase())).slice(0, 3).join(' ') || pick(1), () => pick(3)][at % 4]();
});
console.log(JSON.stringify(queries));
