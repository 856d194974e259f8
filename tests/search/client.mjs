// Joins the modules of src/search/client and makes them smaller: src/search/client/built/.
//
//   node client.mjs            writes them
//   node client.mjs --check    says whether what is there is what they give
//
// The module is for scripts that import it, the scripts are for pages: classic ones, which work from disk too. results.js is for the
// page of results alone.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../src/search/client');
const MODULES = ['words', 'texts', 'files', 'query', 'order', 'answer', 'search'];

// Names of our own properties, which may become shorter; those of the manifest and of answers may not.
const OWN = new RegExp(
  '^(alone|apart|base|beginnings|bit|boost|bytes|card|code|commonWords|corrections|cost|dictionary|doc|end|everywhere|file|first|firsts|fold|fit|group|hasAll|headings|idf|' +
    'inside_|joined|kept|last|load|manifest|mask|normalise|number|oneOf|page|parts|phrases|prefix|pull|range|sense|sequence|shard|shardOf|start|stems|' +
    'surfaces|take|terms|text|tiers|times|tree|without|word)$',
);

function plain(name) {
  const source = fs.readFileSync(path.join(folder, `${name}.js`), 'utf8');
  return source
    .replace(/^import [^;]*;$/gm, '')
    .replace(/^export \{[^}]*\};$/gm, '')
    .replace(/^export /gm, '')
    // One keyword for all shrinks better, and nothing here relies on the other.
    .replace(/\bconst\b/g, 'let');
}

async function smaller(code, module) {
  const options = {
    module,
    ecma: 2020,
    compress: { passes: 3, unsafe_arrows: true },
    mangle: { toplevel: true, properties: { regex: OWN, builtins: true } },
    format: { ascii_only: false },
  };
  return (await minify(code, options)).code + '\n';
}

const client = MODULES.map(plain).join('\n');
const built = {
  'search.js': await smaller(`${client}\nexport { open, SearchError };`, true),
  'results.js': await smaller(`(() => {'use strict';${plain('results')}})();`, false),
  'script.js': await smaller(`(() => {'use strict';${client}\n${plain('interface')}})();`, false),
};
let stale = 0;
for (const [name, code] of Object.entries(built)) {
  const file = path.join(folder, 'built', name);
  if (process.argv[2] === '--check') {
    if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== code) {
      console.error(`${name} is not what the modules give: run "npm run client" in tests/search`);
      stale++;
    }
  } else {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, code);
  }
}
process.exitCode = stale ? 1 : 0;
