// The pages of a bench site as JSON lines, for the index: from the built pages, as a visitor sees them, and the front matter.
//
//   node pages.mjs CONTENT_FOLDER BUILT_FOLDER > pages.jsonl
import fs from 'node:fs';
import path from 'node:path';
import { readPage } from './page-text.mjs';

const [, , content, built] = process.argv;
for (const section of ['newsletters', 'notes', 'reports']) {
  for (const name of fs.readdirSync(path.join(content, section)).sort()) {
    if (!name.endsWith('.md') || name === 'index.md') continue;
    const front = fs.readFileSync(path.join(content, section, name), 'utf8').split('---\n')[1];
    const field = (key) => new RegExp(`^${key}: "?(.*?)"?$`, 'm').exec(front)?.[1] ?? '';
    const url = `/${section}/${name.slice(0, -3)}/`;
    const { text, headings } = readPage(fs.readFileSync(path.join(built, url, 'index.html'), 'utf8'));
    console.log(
      JSON.stringify({
        url,
        title: field('title'),
        text,
        kind: section.replace(/s$/, ''),
        date: field('date'),
        topics: field('topics').replace(/[[\]]/g, '').split(', '),
        headings: headings.map(([at, id]) => [Buffer.byteLength(text.slice(0, at)), id]),
      }),
    );
  }
}
