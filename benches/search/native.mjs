// The same queries through a program that answers lines: the tinysearch crate alone.
//
//   node native.mjs QUERIES_FOLDER PROGRAM ARGUMENTS…
import { execFileSync } from 'node:child_process';
import { evaluate } from './relevance.mjs';

const [, , folder, program, ...rest] = process.argv;
// First the queries are collected, then asked all at once, then judged.
const queries = [];
await evaluate((q) => (queries.push(q), []), folder);
const input = queries.map((q) => q.replaceAll('\n', ' ')).join('\n') + '\n';
const lines = execFileSync(program, rest, { input, maxBuffer: 1 << 28 }).toString().trimEnd().split('\n');
const figures = await evaluate(() => JSON.parse(lines.shift())[2].map(([url]) => url.split('/')[1]), folder);
console.log(JSON.stringify({ name: 'tinysearch', ...figures }, (_, value) => (typeof value === 'number' ? +value.toFixed(4) : value)));
