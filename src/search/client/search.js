// @ts-check
// Reads the index of a masthead site: in browsers and in Node 20.
//
// From: the files below search/. To: answers as data, never as markup. Touches no page and keeps nothing between visits.
// The order of results is worked out in two steps: by the tiers of the index for every page, then, for the few best, by
// their texts, which are wanted for the excerpts anyway. src/search/searcher does the same natively, step by step.

/**
 * @typedef {{kind?: string[], year?: string[], topic?: string[], author?: string[]}} Filters
 * @typedef {{limit?: number, offset?: number, filters?: Filters, sort?: 'relevance' | 'date', exact?: boolean, facets?: boolean}} Options
 *   exact: take misspelt words as they are. facets: count the values that results can be filtered by.
 * @typedef {{url: string, href: string, title: string, kind: string, date: string, summary: string, topics: string[],
 *   authors: string[], section: {id: string, title: string} | null, excerpt: string, marks: [number, number][],
 *   titleMarks: [number, number][], score: number}} Result
 *   url: the page on the site, with the section that answers. href: the same for a link. marks: what matches in the excerpt,
 *   as beginnings and ends.
 * @typedef {{value: string, count: number, chosen: boolean}} FacetValue
 * @typedef {{query: string, corrected: string | null, total: number, results: Result[],
 *   facets: Record<string, FacetValue[]> | null, words: string[]}} Answer
 *   corrected: what was searched for instead, when words of the query are on no page. words: what to highlight.
 * @typedef {{words: string[], pages: Result[]}} Suggestions
 * @typedef {{search: (query: string, options?: Options) => Promise<Answer>, suggest: (prefix: string, limit?: number) =>
 *   Promise<Suggestions>, pages: () => number}} Search
 *
 * @typedef {{v: number, n: number, avg: number, at: string, keys: string, common: string, strays?: Record<string, number[]>,
 *   blocks: string, folders: string[], size: number, years?: [number, number][], groups: string[], letters: string,
 *   endings: string[], synonyms?: string[][], files?: number, inside?: Record<string, [number, number]>}} Manifest
 * @typedef {{name: string, df: number, tiers: [number, Uint32Array][], words: string[]}} Stem
 * @typedef {{stems: Map<string, Stem>, words: Map<string, Stem[]>, names: string[]}} Shard
 * @typedef {{start: number, end: number, fold: string}} Word
 * @typedef {[string, string, string, string, string, string[], string[], string | 0, [number, string][], number]} Card
 * @typedef {{card: Card, text: string, headings: [number, string][], title: Word[], body: Word[], rest: Word[]}} Doc
 * @typedef {{word: string, times: number, stems: [Stem, number][], df: number, idf: number, surfaces: Map<string, number>,
 *   common: boolean}} Group
 * @typedef {Map<string, [number, number][]>} Sense
 *   Which groups a word belongs to, and how well it fits each.
 * @typedef {{word: string, prefix: boolean}} Term
 * @typedef {{terms: Term[], phrases: string[][], without: string[][], filters: Filters}} Query
 */

/** Something went wrong that a visitor should be told: `kind` is 'offline', 'missing', 'damaged' or 'version'. */
export class SearchError extends Error {
  /** @param {string} kind @param {string} message */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

// --- words: the same as src/search/words.rs ------------------------------------------------------------------------------

const LONGEST_WORD = 40;
const DENSE =
  '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';
const LETTER = `(?:(?![${DENSE}])[\\p{Alphabetic}\\p{N}\\p{M}])`;
const WORD = new RegExp(`(?=[\\p{Alphabetic}\\p{N}\\p{M}])[${DENSE}]+|${LETTER}+(?:['’]${LETTER}+)*`, 'gu');
const ASCII_WORD = /[a-z0-9]+(?:'[a-z0-9]+)*/g;
const IS_DENSE = new RegExp(`^[${DENSE}]`, 'u');
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/g;
const NO_LETTER = /[^\p{Alphabetic}\p{N}\p{M}]/gu;
/** @type {Record<string, string>} */
const SPELT_OUT = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i' };

/** @param {string} word */
const fold = (word) =>
  word
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[ßæœøđðþłı]/g, (c) => SPELT_OUT[c])
    .replace(NO_LETTER, '');

/**
 * The words of a text with their places. Lines without a sign beyond ASCII, most of them in many languages, go a short way.
 * @param {string} text
 * @returns {Word[]}
 */
export function words(text) {
  /** @type {Word[]} */
  const found = [];
  let from = 0;
  for (const line of text.split('\n')) {
    // eslint-disable-next-line no-control-regex
    if (/^[\0-\x7f]*$/.test(line)) {
      for (const match of line.toLowerCase().matchAll(ASCII_WORD)) {
        const start = from + match.index;
        found.push({ start, end: start + match[0].length, fold: match[0].slice(0, LONGEST_WORD).replaceAll("'", '') });
      }
    } else {
      for (const match of line.matchAll(WORD)) {
        let start = from + match.index;
        const end = start + match[0].length;
        if (IS_DENSE.test(match[0])) {
          const signs = [...match[0]];
          for (let at = 0; at < Math.max(1, signs.length - 1); at++) {
            const pair = signs[at] + (signs[at + 1] ?? '');
            found.push({ start, end: start + pair.length, fold: fold(pair) });
            start += signs[at].length;
          }
        } else {
          const word = match[0].length > LONGEST_WORD ? [...match[0]].slice(0, LONGEST_WORD).join('') : match[0];
          found.push({ start, end, fold: fold(word) });
        }
      }
    }
    from += line.length + 1;
  }
  return found.filter((word) => word.fold);
}

// --- files ---------------------------------------------------------------------------------------------------------------

const decoder = new TextDecoder();

/** @param {string} what */
const damaged = (what) => new SearchError('damaged', `the search index is damaged: ${what}`);

/** Bytes being read; whatever is wrong with them ends as a SearchError. */
class Input {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  number() {
    let number = 0;
    for (let scale = 1; scale < 2 ** 49; scale *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw damaged('a file ends too early');
      number += (byte & 127) * scale;
      if (byte < 128) return number;
    }
    throw damaged('a number is too large');
  }
  /** @param {number} length */
  take(length) {
    if (this.at + length > this.bytes.length) throw damaged('a file ends too early');
    return this.bytes.subarray(this.at, (this.at += length));
  }
}

/**
 * Reads the storage of tinysearch 0.11 without its section of posts.
 * @param {Input} input
 * @param {number} documents
 * @returns {[string, Uint32Array][]}
 */
function readStorage(input, documents) {
  if (decoder.decode(input.take(11)) !== 'tinysearch\x02') throw damaged('a file is not what its name says');
  const count = input.number();
  const terms = decoder.decode(input.take(input.number())).split('\n');
  if (terms.length !== count + 1) throw damaged('a list of words is not complete');
  return terms.slice(0, count).map((term) => {
    const size = input.number();
    if (size > input.bytes.length) throw damaged('a list of pages is too long');
    const list = new Uint32Array(size);
    let document = 0;
    for (let at = 0; at < size; at++) list[at] = document += input.number();
    if (document >= documents) throw damaged('a page is not there');
    return [term, list];
  });
}

/**
 * @param {Uint8Array} bytes
 * @param {number} pages
 * @returns {Shard}
 */
function readShard(bytes, pages) {
  const input = new Input(bytes);
  const lexicon = new Input(input.take(input.number()));
  /** @type {Map<string, Stem>} */
  const stems = new Map();
  for (const [term, list] of readStorage(input, pages)) {
    const name = term.slice(0, -1);
    let stem = stems.get(name);
    if (!stem) stems.set(name, (stem = { name, df: 0, tiers: [], words: [name] }));
    stem.df += list.length;
    stem.tiers.push([term.charCodeAt(term.length - 1) - 33, list]);
  }
  const inOrder = [...stems.values()];
  /** @type {Map<string, Stem[]>} */
  const byWord = new Map(inOrder.map((stem) => [stem.name, [stem]]));
  for (const [word, list] of readStorage(lexicon, inOrder.length)) {
    const own = byWord.get(word) ?? [];
    for (const number of list) {
      own.push(inOrder[number]);
      inOrder[number].words.push(word);
    }
    byWord.set(word, own);
  }
  return { stems, words: byWord, names: [...byWord.keys()] };
}

/** @param {ArrayBuffer} buffer */
async function expand(buffer) {
  const bytes = new Uint8Array(buffer);
  if (bytes[0] !== 31 || bytes[1] !== 139) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Thrown when the site was published again while this page was open: everything starts anew with the new manifest. */
const REPLACED = Symbol('replaced');

const BLOCKS_IN_FOLDER = 100;

/** The files of one index, each fetched once. */
class Files {
  /**
   * @param {string} base
   * @param {typeof fetch} get
   * @param {Manifest} manifest
   * @param {Uint8Array} inside
   */
  constructor(base, get, manifest, inside) {
    this.base = base;
    this.get = get;
    this.manifest = manifest;
    this.inside = inside;
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
    this.keys = manifest.keys.split('\n');
    /** What each block begins with. */
    this.firsts = [0];
    for (const sign of manifest.blocks) this.firsts.push((this.firsts.at(-1) ?? 0) + sign.charCodeAt(0) - 48);
    /** @type {Map<string, [number, number]>} */
    this.common = new Map();
    /** @type {string[][]} */
    this.commonWords = [];
    for (const line of manifest.common ? manifest.common.split('\n') : []) {
      const [stem, df, ...others] = line.split(' ');
      for (const word of [stem, ...others]) this.common.set(word, [this.commonWords.length, +df]);
      this.commonWords.push([stem, ...others]);
    }
  }

  /**
   * @param {string} base
   * @param {typeof fetch} get
   * @param {RequestCache} [cache]
   */
  static async open(base, get, cache) {
    const bytes = await fetched(base + 'index.bin', get, cache);
    const input = new Input(bytes);
    /** @type {Manifest} */
    let manifest;
    try {
      manifest = JSON.parse(decoder.decode(input.take(input.number())));
    } catch {
      throw damaged('its manifest cannot be read');
    }
    if (manifest.v !== 1) throw new SearchError('version', 'the search index is of another version: please reload the page');
    return new Files(base, get, manifest, bytes.subarray(input.at));
  }

  /**
   * A file made into something, kept. One that is missing or damaged is tried once more, past every cache; if there is a new
   * manifest by then, the site was published anew.
   * @template T
   * @param {string} name
   * @param {(bytes: Uint8Array) => T} make
   * @returns {Promise<T>}
   */
  file(name, make) {
    let kept = this.kept.get(name);
    if (!kept) {
      kept = this.load(name, make).catch((error) => {
        this.kept.delete(name);
        throw error;
      });
      this.kept.set(name, kept);
    }
    return kept;
  }

  /**
   * @template T
   * @param {string} name
   * @param {(bytes: Uint8Array) => T} make
   */
  async load(name, make) {
    const place = this.manifest.inside?.[name];
    if (place) return make(this.inside.subarray(place[0], place[0] + place[1]));
    try {
      return make(await fetched(this.base + name, this.get));
    } catch (error) {
      if (error instanceof SearchError && error.kind === 'offline') throw error;
      const now = await Files.open(this.base, this.get, 'reload');
      if (now.manifest.at !== this.manifest.at || now.manifest.folders.join() !== this.manifest.folders.join()) throw REPLACED;
      return make(await fetched(this.base + name, this.get, 'reload'));
    }
  }

  /** @param {string | number} name */
  shard(name) {
    return this.file(`${this.manifest.at}/${name}`, (bytes) => readShard(bytes, this.manifest.n));
  }

  /** Where a word is looked for. @param {string} word */
  shardOf(word) {
    let low = 0;
    for (let high = this.keys.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.keys[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** @param {number} page @returns {Promise<Doc>} */
  async card(page) {
    let block = 0;
    for (let high = this.firsts.length; block < high; ) {
      const middle = (block + high) >> 1;
      if (this.firsts[middle] <= page) block = middle + 1;
      else high = middle;
    }
    block--;
    const name = `${this.manifest.folders[Math.floor(block / BLOCKS_IN_FOLDER)]}/${block}`;
    const docs = await this.file(name, (bytes) => {
      /** @type {Card[]} */
      const cards = JSON.parse(decoder.decode(bytes));
      return cards.map((card) => docOf(card, card[7] || '', card[8]));
    });
    const doc = docs[page - this.firsts[block]];
    if (!doc) throw damaged('a page is not there');
    return doc;
  }

  /** A page with its text. A long text stands on the page alone; if it cannot be read, the summary has to do.
   * @param {number} page @returns {Promise<Doc>} */
  async doc(page) {
    const doc = await this.card(page);
    if (doc.card[7] !== 0) return doc;
    const [url, anchor] = doc.card[0].split('#');
    const read = this.file(this.href(url), (bytes) => readPage(decoder.decode(bytes), anchor && decodeURIComponent(anchor)));
    return read.then(
      ({ text, headings }) => docOf(doc.card, text, headings),
      (error) => {
        if (error === REPLACED || (error instanceof SearchError && error.kind === 'offline')) throw error;
        return doc;
      },
    );
  }

  /** The link to an address of the site, relative to the folder of the index. @param {string} url */
  href(url) {
    const [path, anchor] = url.split('#');
    const file = this.manifest.files && path.endsWith('/') ? 'index.html' : '';
    return '..' + path + file + (anchor ? '#' + anchor : '');
  }
}

/**
 * @param {string} url
 * @param {typeof fetch} get
 * @param {RequestCache} [cache]
 */
async function fetched(url, get, cache) {
  let response;
  try {
    response = await get(url, cache && { cache });
  } catch {
    throw new SearchError('offline', 'no connection: the search index cannot be reached');
  }
  if (!response.ok) throw new SearchError('missing', `the search index cannot be read: ${url} answers ${response.status}`);
  try {
    return await expand(await response.arrayBuffer());
  } catch {
    throw damaged('a file is incomplete');
  }
}

/** @param {Card} card @param {string} text @param {[number, string][]} headings @returns {Doc} */
function docOf(card, text, headings) {
  const rest = [card[4], ...card[5], ...card[6]].join('\n');
  return { card, text, headings, title: words(card[1]), body: words(text), rest: words(rest) };
}

// --- long pages: their text is read from the page, the same as src/search/searcher/page.rs ---------------------------------

const HIDDEN = new Set(['script', 'style', 'template', 'svg', 'nav', 'form', 'head']);
const INLINE = new Set('a abbr b bdi bdo cite code data dfn em i kbd mark q s samp small span strong sub sup time u var wbr'.split(' '));
/** @type {Record<string, string>} */
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * The text of a page's main part, blocks separated by line feeds, with its headings; of one section, where `anchor` says so.
 * @param {string} html
 * @param {string} [anchor]
 * @returns {{text: string, headings: [number, string][]}}
 */
export function readPage(html, anchor) {
  let at = Math.max(0, html.indexOf('<main'));
  const end = html.indexOf('</main', at);
  const limit = end < 0 ? html.length : end;
  let text = '';
  /** @type {[number, string, number][]} */
  const headings = [];
  while (at < limit) {
    let open = html.indexOf('<', at);
    if (open < 0 || open > limit) open = limit;
    const piece = html
      .slice(at, open)
      .replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{2,6}));/g, (all, decimal, hex, name) =>
        name ? (ENTITIES[name] ?? all) : sign(decimal ? +decimal : parseInt(hex, 16)),
      )
      .replace(/[ \t\n\f\r]+/g, ' ');
    text += text === '' || text.endsWith('\n') ? piece.trimStart() : text.endsWith(' ') && piece[0] === ' ' ? piece.slice(1) : piece;
    let close = html.indexOf('>', open);
    if (close < 0 || close > limit) close = limit;
    const tag = html.slice(open, close);
    const name = (/^<\/?([a-z][a-z0-9]*)/.exec(tag) ?? [])[1] ?? '';
    at = close + 1;
    if (HIDDEN.has(name) && tag[1] !== '/') {
      const over = html.indexOf('</' + name, at);
      at = over < 0 ? limit : over;
    } else if (name && !INLINE.has(name) && text) {
      text = text.replace(/[ \n]+$/, '') + '\n';
    }
    const id = /^<h[2-6]\b/.test(tag) && /\sid="?([^"\s>]+)/.exec(tag);
    if (id) headings.push([text.length, id[1], +tag[2]]);
  }
  const own = anchor ? headings.findIndex((heading) => heading[1] === anchor) : -1;
  if (own >= 0) {
    const next = headings.slice(own + 1).find((heading) => heading[2] <= headings[own][2]);
    const from = headings[own][0];
    text = text.slice(from, next ? next[0] : undefined);
    return { text, headings: headings.filter((heading) => heading[0] >= from && heading[0] < from + text.length).map((heading) => [heading[0] - from, heading[1]]) };
  }
  return { text, headings: headings.map(([place, id]) => [place, id]) };
}

/** @param {number} code */
const sign = (code) => (code > 0 && code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ');

// --- queries -------------------------------------------------------------------------------------------------------------

/** How many characters of a query, and how many different words of it, are looked at. */
const LONGEST_QUERY = 10_000;
const MOST_WORDS = 100;
const FIELDS = ['kind', 'year', 'topic', 'author'];

/**
 * Reads `words "a phrase" -without kind:report topic:"crisis care"`.
 * @param {string} text
 * @returns {Query}
 */
export function parse(text) {
  const query = text.slice(0, LONGEST_QUERY);
  /** @type {Query} */
  const parsed = { terms: [], phrases: [], without: [], filters: {} };
  let endsOpen = false;
  for (const match of query.matchAll(/(-?)(?:(kind|year|topic|author):)?(?:["“”„]([^"“”]*)["“”]?|(\S+))/giu)) {
    const [whole, minus, field, phrase, word] = match;
    const found = words(phrase ?? word ?? '').map((each) => each.fold);
    if (!found.length) continue;
    endsOpen = false;
    if (field) {
      const values = (parsed.filters[/** @type {keyof Filters} */ (field.toLowerCase())] ??= []);
      values.push(phrase ?? word);
    } else if (minus) {
      parsed.without.push(found);
    } else {
      if (phrase !== undefined && found.length > 1) parsed.phrases.push(found);
      endsOpen = phrase === undefined && match.index + whole.length === query.length;
      for (const each of found) parsed.terms.push({ word: each, prefix: false });
    }
  }
  const last = parsed.terms.at(-1);
  if (last && endsOpen) last.prefix = true;
  return parsed;
}

/**
 * Optimal string alignment distance (Damerau's four errors, no part edited twice), or more than `most`.
 * @param {string[]} a
 * @param {string[]} b
 * @param {number} most
 */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2] + 1);
      row.push(value);
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}

/** How many words a beginning is completed to at most, and how many shards are looked through for them. */
const MOST_COMPLETIONS = 24;
const COMPLETION_SHARDS = 4;
const MOST_CORRECTIONS = 4;

/** The stems of words, each with how well it fits. */
class Matches {
  constructor() {
    /** @type {Map<string, [Stem, number, string]>} */
    this.found = new Map();
  }
  /** @param {Stem} stem @param {number} weight @param {string} word */
  put(stem, weight, word) {
    const own = this.found.get(stem.name);
    if (!own || own[1] < weight) this.found.set(stem.name, [stem, weight, word]);
  }
}

/**
 * The stems of exactly this word.
 * @param {Files} files
 * @param {string} word
 * @returns {Promise<Stem[]>}
 */
async function stemsOf(files, word) {
  const common = files.common.get(word);
  const numbers = new Set([files.shardOf(word), ...(files.manifest.strays?.[word] ?? [])]);
  const names = common ? [`c${common[0]}`] : [...numbers];
  const shards = await Promise.all(names.map((name) => files.shard(name)));
  return shards.flatMap((shard) => shard.words.get(word) ?? []);
}

/**
 * Everything that a word of the query may mean, best first: the word itself; words it begins; inflections of words that are
 * there; what it may have been meant to be.
 * @param {Files} files
 * @param {Term} term
 * @param {boolean} exact
 * @returns {Promise<{matches: [Stem, number, string][], corrected: string | null}>}
 */
async function lookUp(files, { word, prefix }, exact) {
  const matches = new Matches();
  for (const stem of await stemsOf(files, word)) matches.put(stem, 1, word);
  const dense = IS_DENSE.test(word);
  const length = [...word].length;
  let corrected = null;
  if (prefix && (length > 2 || dense)) await complete(files, word, matches);
  if (!matches.found.size && !dense && length > 3) {
    await inflect(files, word, matches);
    if (!matches.found.size && !exact && length <= 24 && !/\p{N}/u.test(word)) corrected = await correct(files, word, matches);
  }
  const best = [...matches.found.values()].sort((a, b) => b[1] - a[1] || (a[0].name < b[0].name ? -1 : 1));
  return { matches: best.slice(0, MOST_COMPLETIONS), corrected };
}

/** @param {Files} files @param {string} word @param {Matches} matches */
async function complete(files, word, matches) {
  const whole = matches.found.size > 0;
  const first = files.shardOf(word);
  const last = Math.min(files.shardOf(word + '\uffff'), first + COMPLETION_SHARDS - 1);
  const shards = await Promise.all(Array.from({ length: last - first + 1 }, (_, at) => files.shard(first + at)));
  const common = [...files.common].filter(([name]) => name.startsWith(word)).map(([name]) => name);
  /** @type {[string, Stem[]][]} */
  const found = shards.flatMap((shard) => shard.names.filter((name) => name.startsWith(word)).map((name) => /** @type {[string, Stem[]]} */ ([name, shard.words.get(name)])));
  for (const name of common.slice(0, COMPLETION_SHARDS)) found.push([name, await stemsOf(files, name)]);
  for (const [name, stems] of found) {
    const share = word.length / name.length;
    for (const stem of stems) matches.put(stem, whole ? 0.6 * share : 0.9 * share + 0.1, name);
  }
}

/**
 * `retrievals` where pages only have `retrieval`: endings that words of this site have are taken off and put on.
 * @param {Files} files @param {string} word @param {Matches} matches
 */
async function inflect(files, word, matches) {
  const endings = ['', ...files.manifest.endings];
  const shard = await files.shard(files.shardOf(word));
  for (const ending of endings) {
    const base = word.slice(0, word.length - ending.length);
    if (!word.endsWith(ending) || base.length < 3) continue;
    for (const other of endings) {
      const common = files.common.get(base + other);
      const stems = common ? await stemsOf(files, base + other) : (shard.words.get(base + other) ?? []);
      for (const stem of stems) matches.put(stem, 0.95, base + other);
    }
    if (matches.found.size) return;
  }
}

/** @param {Files} files @param {string} word @param {Matches} matches */
async function correct(files, word, matches) {
  const signs = [...word];
  const most = signs.length > 7 ? 2 : 1;
  /** @type {[string, number, number][]} */
  let best = [];
  let least = most + 1;
  // First the slice of its first letter, then, in case the first two were swapped or the first is one too many, of its second.
  for (const letter of new Set([signs[0], signs[1]])) {
    const number = [...files.manifest.letters].indexOf(letter);
    if (number < 0) continue;
    const slice = await files.file(`${files.manifest.at}/w${number}`, (bytes) => readSlice(decoder.decode(bytes)));
    for (const [candidate, common] of slice) {
      const far = distance(signs, [...candidate], Math.min(most, least)) + (candidate.startsWith(signs[0]) ? 0 : 0.5);
      if (far > most + 0.5 || far > least) continue;
      if (far < least) best = [];
      least = far;
      best.push([candidate, common, far]);
    }
    if (best.length) break;
  }
  best.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  best = best.slice(0, MOST_CORRECTIONS);
  const stems = await Promise.all(best.map(([candidate]) => stemsOf(files, candidate)));
  best.forEach(([candidate, , far], at) => {
    for (const stem of stems[at]) matches.put(stem, 0.7 / (1 + far / 4), candidate);
  });
  return best.length ? best[0][0] : null;
}

/** @param {string} slice @returns {[string, number][]} */
function readSlice(slice) {
  /** @type {[string, number][]} */
  const found = [];
  for (const [, shared, rest, common] of slice.matchAll(/([A-Z])([^A-Z\d]*)(\d)/g)) {
    const before = found.length ? [...found[found.length - 1][0]] : [];
    found.push([before.slice(0, shared.charCodeAt(0) - 65).join('') + rest, +common]);
  }
  return found;
}

// --- order ---------------------------------------------------------------------------------------------------------------

const K1 = 1.2;
const B = 0.75;
const TITLE_WEIGHT = 2;
/** What a word says about a page, by tier: four for the text, then titles, then short titles. */
const TIER_VALUES = [0.125, 0.375, 0.625, 0.875, 1.6, 2];
/** Queries of no more words than this are keywords, longer ones sentences. */
const FEW_WORDS = 6;
/** Words that more than this share of all pages have say nothing, unless there are no others. */
const TOO_COMMON = 0.5;
/** Results that match less than this share of what the best matches are left out. */
const LEAST_SHARE = 0.5;

/** So that the last digits of a logarithm, which machines work out differently, decide nothing. @param {number} score */
const rounded = (score) => Math.round(score * 1e9) / 1e9;

/** @param {number} df @param {number} pages */
const idfOf = (df, pages) => Math.log(1 + (pages - df + 0.5) / (df + 0.5));

/**
 * @param {Files} files
 * @param {Query} query
 * @param {boolean} exact
 */
async function groupsOf(files, query, exact) {
  /** @type {Map<string, Term & {times: number}>} */
  const terms = new Map();
  for (const term of query.terms) {
    const own = terms.get(term.word);
    if (own) own.times++;
    else if (terms.size < MOST_WORDS) terms.set(term.word, { ...term, times: 1 });
    if (own && term.prefix) own.prefix = true;
  }
  const pages = files.manifest.n;
  const all = [...terms.values()];
  // Words that are everywhere are not fetched while there are others: they would cost most and say least.
  const rare = all.filter((term) => (files.common.get(term.word)?.[1] ?? 0) <= TOO_COMMON * pages);
  const wanted = new Set(rare.length ? rare : all);
  /** @type {Map<string, string>} */
  const corrections = new Map();
  const found = await Promise.all(
    all.map(async (term) => {
      const common = files.common.get(term.word);
      if (!wanted.has(term) && common) {
        const surfaces = new Map(files.commonWords[common[0]].map((word) => [word, 1]));
        return { word: term.word, times: term.times, stems: [], df: common[1], idf: 0, surfaces, common: true };
      }
      const { matches, corrected } = await lookUp(files, term, exact);
      if (corrected) corrections.set(term.word, corrected);
      const df = Math.min(pages, matches.reduce((sum, [stem]) => sum + stem.df, 0));
      /** @type {Map<string, number>} */
      const surfaces = new Map(matches.length ? [] : [[term.word, 1]]);
      for (const [stem, weight] of matches) for (const word of stem.words) surfaces.set(word, Math.max(weight, surfaces.get(word) ?? 0));
      /** @type {[Stem, number][]} */
      const stems = matches.map(([stem, weight]) => [stem, weight]);
      return { word: term.word, times: term.times, stems, df, idf: idfOf(df, pages), surfaces, common: false };
    }),
  );
  /** @type {Group[]} */
  const groups = found.filter((group) => group.common || group.stems.length);
  const heard = groups.filter((group) => !group.common && group.df <= TOO_COMMON * pages);
  if (heard.length) for (const group of groups) group.common = !heard.includes(group);
  /** @type {Sense} */
  const sense = new Map();
  groups.forEach((group, at) => {
    for (const [word, fit] of group.surfaces) sense.set(word, [...(sense.get(word) ?? []), [at, fit]]);
  });
  return { groups, sense, corrections };
}

/**
 * The first step: every page by the tiers of its words.
 * @param {Group[]} groups
 * @param {number} pages
 * @returns {{page: number, score: number}[]}
 */
function byTiers(groups, pages) {
  const score = new Float64Array(pages);
  const covered = new Float64Array(pages);
  const best = new Float64Array(pages);
  /** @type {number[]} */
  const hits = [];
  let most = 0;
  const heard = groups.filter((group) => !group.common);
  for (const group of heard) {
    /** @type {number[]} */
    const touched = [];
    let weight = 0;
    for (const [stem, fit] of group.stems) {
      const value = group.idf * fit;
      if (value > weight) weight = value;
      for (const [tier, list] of stem.tiers) {
        const worth = value * TIER_VALUES[tier];
        for (const page of list) {
          if (best[page] === 0) touched.push(page);
          if (worth > best[page]) best[page] = worth;
        }
      }
    }
    for (const page of touched) {
      if (score[page] === 0) hits.push(page);
      score[page] += best[page] * group.times;
      covered[page] += weight * group.times;
      if (covered[page] > most) most = covered[page];
      best[page] = 0;
    }
  }
  return hits
    .filter((page) => covered[page] >= LEAST_SHARE * most)
    .map((page) => ({ page, score: rounded(score[page] * Math.sqrt(covered[page] / most)) }))
    .sort((a, b) => b.score - a.score || a.page - b.page);
}

/**
 * The second step: one page by its text. BM25 with the frequencies themselves, and what only the text tells: words side by
 * side, as they were typed, and how much of the title they are.
 * @param {Doc} doc
 * @param {Group[]} groups
 * @param {Sense} sense
 * @param {number} average
 */
function byText(doc, groups, sense, average) {
  const few = groups.length <= FEW_WORDS;
  const length = TITLE_WEIGHT * doc.title.length + doc.body.length + doc.rest.length;
  const norm = K1 * (1 - B + (B * length) / average);
  /** @type {number[][]} */
  const places = groups.map(() => []);
  const inTitle = groups.map(() => 0);
  const frequency = groups.map(() => 0);
  const asTyped = groups.map(() => false);
  let place = 0;
  for (const part of [doc.title, doc.body, doc.rest]) {
    for (const { fold } of part) {
      for (const [at, fit] of sense.get(fold) ?? []) {
        places[at].push(place);
        frequency[at] += part === doc.title ? TITLE_WEIGHT * fit : fit;
        if (part === doc.title) {
          inTitle[at] = Math.max(fit, inTitle[at]);
          if (fold === groups[at].word) asTyped[at] = true;
        }
      }
      place++;
    }
    place += 10;
  }
  let score = 0;
  let total = 0;
  let titled = 0;
  let typed = 0;
  let present = 0;
  let heard = 0;
  let titleWords = 0;
  groups.forEach((group, at) => {
    if (group.common) return;
    heard++;
    const weight = (few ? group.idf : group.idf * Math.sqrt(group.idf)) * group.times;
    total += weight;
    score += weight * ((frequency[at] * (K1 + 1)) / (frequency[at] + norm) + (few ? inTitle[at] : 0));
    titled += weight * inTitle[at];
    if (asTyped[at]) typed += weight;
    if (inTitle[at]) titleWords++;
    if (frequency[at]) present++;
  });
  if (!total) return 0;
  let beside = 0;
  let near = 0;
  for (let at = 0; at + 1 < groups.length && groups.length <= 2 * FEW_WORDS; at++) {
    const gap = closest(places[at], places[at + 1]);
    if (gap === 0) beside++;
    else near += 1 / gap;
  }
  const share = titled / total;
  let factor = 1 + (1.25 * beside + 0.5 * near) / groups.length + 0.5 * share * share + (0.75 * typed) / total;
  if (few) factor = (factor + titleWords / Math.max(1, doc.title.length)) * (present / heard);
  return rounded(score * factor * doc.card[9]);
}

/** 0 where a place of `b` follows one of `a` at once, else the least distance; Infinity where one of them is empty.
 * @param {number[]} a @param {number[]} b */
function closest(a, b) {
  let least = Infinity;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (b[j] - a[i] === 1) return 0;
    if (b[j] !== a[i]) least = Math.min(least, Math.abs(b[j] - a[i]));
    if (a[i] < b[j]) i++;
    else j++;
  }
  return least;
}

/** Whether words stand side by side in a text. @param {Word[]} text @param {string[]} phrase */
function hasPhrase(text, phrase) {
  return text.some((word, at) => word.fold === phrase[0] && phrase.every((each, ahead) => text[at + ahead]?.fold === each));
}

// --- results -------------------------------------------------------------------------------------------------------------

/** How many words an excerpt has. */
const EXCERPT_WORDS = 30;

/**
 * The passage with most of the query's words, in one line, and where they are in it.
 * @param {Doc} doc
 * @param {Group[]} groups
 * @param {Sense} sense
 * @returns {{excerpt: string, marks: [number, number][], section: {id: string, title: string} | null}}
 */
function passage(doc, groups, sense) {
  const { body, text } = doc;
  /** @type {number[]} */
  const which = body.map(({ fold }) => sense.get(fold)?.[0][0] ?? -1);
  const counts = groups.map(() => 0);
  let value = 0;
  let best = 0;
  let from = 0;
  which.forEach((group, at) => {
    // A second occurrence says a little, a word that is everywhere hardly anything.
    const worth = (/** @type {number} */ g) => (groups[g].common ? 0.1 : 1 + groups[g].idf) * (counts[g] ? 0.1 : 1);
    const leaving = at >= EXCERPT_WORDS ? which[at - EXCERPT_WORDS] : -1;
    if (leaving >= 0) {
      counts[leaving]--;
      value -= worth(leaving);
    }
    if (group >= 0) {
      value += worth(group);
      counts[group]++;
    }
    if (value > best + 1e-9) {
      best = value;
      from = Math.max(0, at - EXCERPT_WORDS + 1);
    }
  });
  if (!best) {
    const short = doc.card[4] || body.length === 0 ? doc.card[4] : null;
    if (short !== null) return { excerpt: short, marks: [], section: null };
  }
  // Not before the first match, unless the block or the sentence it stands in begins shortly before.
  let first = from;
  while (best && which[first] < 0) first++;
  let start = first;
  while (start > 0 && first - start < 12 && !/[.!?:]\s|\n/.test(text.slice(body[start - 1].end, body[start].start))) start--;
  if (first - start === 12) start = Math.max(0, first - 5);
  const end = Math.min(body.length, start + EXCERPT_WORDS);
  const [begins, ends] = [body[start].start, end === body.length ? text.trimEnd().length : body[end - 1].end];
  const lead = start > 0 && !text.slice(body[start - 1].end, begins).includes('\n') ? '… ' : '';
  /** @type {[number, number][]} */
  const marks = [];
  for (let at = start; at < end; at++) {
    if (which[at] < 0 || groups[which[at]].common) continue;
    const mark = /** @type {[number, number]} */ ([body[at].start - begins + lead.length, body[at].end - begins + lead.length]);
    const before = marks.at(-1);
    if (before && mark[0] <= before[1]) before[1] = mark[1];
    else marks.push(mark);
  }
  const excerpt = lead + text.slice(begins, ends).replace(/[\n\t]/g, ' ') + (end < body.length ? ' …' : '');
  const above = doc.headings.filter(([place]) => place <= body[first].start).at(-1);
  const section = above ? { id: above[1], title: text.slice(above[0]).split('\n', 1)[0].trim() } : null;
  return { excerpt, marks, section };
}

/** @param {Files} files @param {Doc} doc @param {Group[]} groups @param {Sense} sense @param {number} score @returns {Result} */
function resultOf(files, doc, groups, sense, score) {
  const { card } = doc;
  const { excerpt, marks, section } = passage(doc, groups, sense);
  /** @type {[number, number][]} */
  const titleMarks = doc.title.filter(({ fold }) => sense.get(fold)?.some(([at]) => !groups[at].common)).map(({ start, end }) => [start, end]);
  const url = section ? card[0].split('#')[0] + '#' + encodeURIComponent(section.id) : card[0];
  const [, title, date, kind, summary, topics, authors] = card;
  return { url, href: files.base + files.href(url), title, kind, date, summary, topics, authors, section, excerpt, marks, titleMarks, score };
}

/** How many results are put in order by their texts at least and at most, and the bytes that may cost beyond the least. */
const LEAST_READ = 10;
const MOST_READ = 30;
const BYTES_TO_READ = 10_000;
/** How many pages are read to find a phrase. */
const READ_FOR_PHRASE = 60;

/**
 * @param {Files} files
 * @param {string} text
 * @param {Options} options
 * @param {boolean} [titlesOnly] leaves the order as it is after the first step and fetches no text
 * @returns {Promise<Answer>}
 */
async function answer(files, text, options, titlesOnly) {
  const { limit = 10, offset = 0, sort = 'relevance', exact = false } = options;
  const { n } = files.manifest;
  const query = parse(text);
  const { groups, sense, corrections } = await groupsOf(files, query, exact);
  const filters = /** @type {Filters} */ ({});
  for (const field of /** @type {(keyof Filters)[]} */ (FIELDS)) {
    const values = [...(query.filters[field] ?? []), ...(options.filters?.[field] ?? [])];
    if (values.length) filters[field] = values;
  }
  const chosen = await masks(files, filters, options.facets);
  const nothingAsked = query.terms.length === 0 && Object.keys(filters).length > 0;
  let hits = nothingAsked ? Array.from({ length: n }, (_, at) => ({ page: n - 1 - at, score: 0 })) : byTiers(groups, n);
  for (const words of query.without) hits = await without(files, hits, words);
  for (const words of query.phrases) hits = await withPhrase(files, hits, words);
  const facets = options.facets ? counted(hits, chosen) : null;
  hits = hits.filter(({ page }) => chosen.every((group) => !group.mask || group.mask[page]));
  const total = hits.length;
  if (sort === 'date') hits.sort((a, b) => b.page - a.page);
  else if (!titlesOnly && !nothingAsked) hits = await reordered(files, hits, groups, sense);
  const shown = hits.slice(offset, offset + limit);
  const docs = await Promise.all(shown.map(({ page }) => (titlesOnly ? files.card(page) : files.doc(page))));
  const results = docs.map((doc, at) => resultOf(files, doc, groups, sense, shown[at].score));
  const corrected = corrections.size ? text.replace(/[^\s":-]+/g, (word) => corrections.get(fold(word)) ?? word) : null;
  return { query: text, corrected, total, results, facets, words: [...new Set(groups.flatMap((group) => [...group.surfaces.keys()]))] };
}

/** @param {Files} files @param {{page: number, score: number}[]} hits @param {Group[]} groups @param {Sense} sense */
async function reordered(files, hits, groups, sense) {
  const more = groups.length > 1 ? Math.floor(BYTES_TO_READ / files.manifest.size) : 0;
  const window = hits.slice(0, Math.min(MOST_READ, LEAST_READ + more));
  const docs = await Promise.all(window.map(({ page }) => files.doc(page)));
  const read = window.map(({ page }, at) => ({ page, score: byText(docs[at], groups, sense, files.manifest.avg) }));
  // The sort is stable: pages that the texts do not tell apart stay as the tiers put them.
  return [...read.sort((a, b) => b.score - a.score), ...hits.slice(window.length)];
}

/** @param {Files} files @param {{page: number, score: number}[]} hits @param {string[]} phrase */
async function without(files, hits, phrase) {
  const pages = await pagesWithAll(files, phrase);
  if (phrase.length === 1) return hits.filter(({ page }) => !pages.has(page));
  const suspects = hits.filter(({ page }) => pages.has(page)).slice(0, READ_FOR_PHRASE);
  const docs = await Promise.all(suspects.map(({ page }) => files.doc(page)));
  const out = new Set(suspects.filter((_, at) => phraseIn(docs[at], phrase)).map(({ page }) => page));
  return hits.filter(({ page }) => !out.has(page));
}

/** @param {Files} files @param {{page: number, score: number}[]} hits @param {string[]} phrase */
async function withPhrase(files, hits, phrase) {
  const pages = await pagesWithAll(files, phrase);
  const candidates = hits.filter(({ page }) => pages.has(page)).slice(0, READ_FOR_PHRASE);
  const docs = await Promise.all(candidates.map(({ page }) => files.doc(page)));
  return candidates.filter((_, at) => phraseIn(docs[at], phrase));
}

/** @param {Doc} doc @param {string[]} phrase */
const phraseIn = (doc, phrase) => [doc.title, doc.body, doc.rest].some((part) => hasPhrase(part, phrase));

/** @param {Files} files @param {string[]} all */
async function pagesWithAll(files, all) {
  const lists = await Promise.all(
    all.map(async (word) => new Set((await stemsOf(files, word)).flatMap((stem) => stem.tiers.flatMap(([, list]) => [...list])))),
  );
  return new Set([...(lists[0] ?? [])].filter((page) => lists.every((list) => list.has(page))));
}

/**
 * @typedef {{name: keyof Filters, values: {value: string, pages: Uint8Array, chosen: boolean}[], mask: Uint8Array | null}} Chosen
 * @param {Files} files
 * @param {Filters} filters
 * @param {boolean} [all] also the groups that nothing is chosen from
 * @returns {Promise<Chosen[]>}
 */
async function masks(files, filters, all) {
  const { n, years = [], groups, at } = files.manifest;
  const names = /** @type {(keyof Filters)[]} */ (FIELDS.filter((name) => all || filters[/** @type {keyof Filters} */ (name)]));
  return Promise.all(
    names.map(async (name) => {
      /** @type {[string, Uint8Array][]} */
      let values = [];
      if (name === 'year') {
        values = years.map(([year, first], number) => {
          const pages = new Uint8Array(n);
          pages.fill(1, first, years[number + 1]?.[1] ?? n);
          return [String(year), pages];
        });
      } else if (groups.includes(name)) {
        const lists = await files.file(`${at}/f${groups.indexOf(name)}`, (bytes) => readStorage(new Input(bytes), n));
        values = lists.map(([value, list]) => {
          const pages = new Uint8Array(n);
          for (const page of list) pages[page] = 1;
          return [value, pages];
        });
      }
      const wanted = new Set(filters[name]?.map(label));
      const marked = values.map(([value, pages]) => ({ value, pages, chosen: wanted.has(label(value)) }));
      /** @type {Uint8Array | null} */
      let mask = null;
      if (wanted.size) {
        mask = new Uint8Array(n);
        for (const { pages, chosen } of marked) if (chosen) for (let page = 0; page < n; page++) mask[page] |= pages[page];
      }
      return { name, values: marked, mask };
    }),
  );
}

/** @param {string} value */
const label = (value) => words(value).map(({ fold }) => fold).join(' ') || value;

/**
 * How many results each value has, given what is chosen in the other groups.
 * @param {{page: number}[]} hits
 * @param {Chosen[]} groups
 */
function counted(hits, groups) {
  /** @type {Record<string, FacetValue[]>} */
  const facets = {};
  for (const group of groups) {
    const others = groups.filter((other) => other !== group && other.mask);
    const pages = hits.filter(({ page }) => others.every(({ mask }) => mask?.[page]));
    const values = group.values.map(({ value, pages: own, chosen }) => ({ value, count: pages.filter(({ page }) => own[page]).length, chosen }));
    facets[group.name] = values.filter(({ count, chosen }) => count || chosen);
    if (group.name === 'year') facets.year.reverse();
  }
  return facets;
}

// --- the door ------------------------------------------------------------------------------------------------------------

/**
 * Opens the index of a site.
 * @param {string} base the address of the folder `search/`, for example '/search/'
 * @param {{fetch?: typeof fetch}} [options] what fetches files: the browser's own, unless something else is given
 * @returns {Promise<Search>}
 */
export async function open(base, options = {}) {
  const folder = base.endsWith('/') ? base : base + '/';
  const get = options.fetch ?? ((...request) => fetch(...request));
  let files = await Files.open(folder, get);
  /**
   * @template T
   * @param {(files: Files) => Promise<T>} ask
   * @returns {Promise<T>}
   */
  const withNewest = async (ask) => {
    for (let tries = 0; ; tries++) {
      try {
        return await ask(files);
      } catch (error) {
        if (error !== REPLACED) throw error;
        if (tries > 2) throw new SearchError('missing', 'the site is being published: please try again in a moment');
        files = await Files.open(folder, get, 'reload');
      }
    }
  };
  return {
    search: (query, wanted = {}) => withNewest((index) => answer(index, query, wanted)),
    suggest: (prefix, limit = 6) =>
      withNewest(async (index) => {
        const last = parse(prefix).terms.at(-1);
        const matches = last?.prefix ? (await lookUp(index, last, true)).matches : [];
        const found = await answer(index, prefix, { limit }, true);
        return { words: matches.slice(0, limit).map(([, , word]) => word), pages: found.results };
      }),
    pages: () => files.manifest.n,
  };
}
