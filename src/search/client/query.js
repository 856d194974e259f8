// @ts-check
// Reads a query, and finds everything that each of its words may mean.
// From: the text that a visitor typed. To: stems, each with how well it fits.
/** @import { Files } from './files.js' */
/** @import { Filters, Stem, Term, Query } from './types.d.ts' */
/** @typedef {Map<Stem, number>} Meanings The stems that a word may mean, each with how well it fits. */
import { utf8 } from './texts.js';
import { allAtHome, IS_DENSE, words } from './words.js';

/** The number of characters of a query that are looked at. */
const LONGEST_QUERY = 10_000;
/** The most words that may also be written in one. */
const LONGEST_PART = 8;
/** Words that stand side by side and may also be written in one: letters and figures, and the groups of a code and of a number. */
const JOINED = /^(\d{1,4} [^\d ]+|[^\d ]+ \d{1,4}|[^\d ]{1,2} \d+ \d+|\d{1,3}( \d{3}){1,4}|(?=( ?\d){7,15}$)[\d ]+)$/u;
export const FIELDS = ['kind', 'year', 'topic', 'author'];

/**
 * Reads `words "a phrase" -without kind:report topic:"crisis care"`.
 * @param {string} text
 * @param {string[]} [apart] words that are to be read as phrases: `section136` as `"section 136"`
 * @returns {Query}
 */
export function parse(text, apart = []) {
  const query = allAtHome(text.slice(0, LONGEST_QUERY));
  /** @type {Query} */
  const parsed = { terms: [], phrases: [], without: [], filters: {} };
  let endsOpen = false;
  for (const match of query.matchAll(/(-?)(?:(kind|year|topic|author):)?(?:["“”„]([^"“”]*)["“”]?|(\S+))/giu)) {
    const [whole, minus, field, phrase, word] = match;
    const own = words(phrase ?? word ?? '');
    const found = own.flatMap(({ fold }) => (minus || apart.includes(fold) ? /** @type {string[]} */ (fold.match(/\d+|\D+/g)) : fold));
    if (!found.length) continue;
    const terms = found.map((word) => ({ word, prefix: false, joined: new Set() }));
    // `follow-up`, `1,234` and `SARS-CoV-2` are also written in one.
    if (found.length > 1 && found.length <= LONGEST_PART) join(terms);
    endsOpen = false;
    if (field) {
      if (minus) continue;
      const values = (parsed.filters[/** @type {keyof Filters} */ (field.toLowerCase())] ??= []);
      values.push(phrase ?? word);
    } else if (minus) {
      parsed.without.push(terms);
    } else {
      const isPhrase = phrase !== undefined || found.length > own.length;
      if (isPhrase && found.length > 1) parsed.phrases.push(terms);
      endsOpen = !isPhrase && match.index + whole.length === query.length;
      parsed.terms.push(...terms);
    }
  }
  for (const all of [parsed.terms, ...parsed.without]) {
    all.forEach((_, first) => {
      for (let end = first + 2; end <= all.length && end <= first + LONGEST_PART; end++) {
        const terms = all.slice(first, end);
        if (JOINED.test(terms.map(({ word }) => word).join(' '))) join(terms);
      }
    });
  }
  for (const last of parsed.terms.slice(-1)) last.prefix = endsOpen;
  return parsed;
}

/** Notes what some words give in one with each of them. @param {Term[]} terms */
function join(terms) {
  for (const { joined } of terms) joined.add(terms.map(({ word }) => word).join(''));
}

/**
 * Measures the optimal string alignment distance (Damerau's four errors, no part edited twice), or more than `most`.
 * @param {string[]} a
 * @param {string[]} b
 * @param {number} most
 */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let last = [...b.keys(), b.length];
  for (const [i, sign] of a.entries()) {
    const row = [i + 1];
    for (const [j, other] of b.entries()) {
      const swapped = i && j && sign === b[j - 1] && a[i - 1] === other ? before[j - 1] + 1 : Infinity;
      row.push(Math.min(last[j + 1] + 1, row[j] + 1, last[j] + +(sign !== other), swapped));
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}

/** Notes how well some things fit, each by its best. @template T @param {Map<T, number>} fits @param {T[]} all @param {number} fit */
export function put(fits, all, fit) {
  for (const each of all) fits.set(each, Math.max(fit, fits.get(each) ?? 0));
}

/**
 * Returns the stems of exactly this word.
 * @param {Files} files
 * @param {string} word
 * @returns {Promise<Stem[]>}
 */
async function stemsOf(files, word) {
  const common = files.alone.get(word);
  const names = common ? [`c${common[0]}`] : [...new Set([files.shardOf(word), ...(files.strays.get(word) ?? [])])];
  const shards = await Promise.all(names.map((name) => files.shard(name)));
  return shards.flatMap((shard) => shard.get(word) ?? []);
}

/**
 * Returns the stems of a word and of what it gives with those beside it.
 * @param {Files} files
 * @param {Term} term
 */
export async function allStems(files, { word, joined }) {
  return (await Promise.all([word, ...joined].map((each) => stemsOf(files, each)))).flat();
}

/**
 * Looks up everything that a word of the query may mean, best first: the word itself; words it begins; inflections of words that are
 * there; what it may have been meant to be.
 * @param {Files} files
 * @param {Term} term
 * @param {boolean} [exact]
 * @returns {Promise<{stems: [Stem, number][], corrected: string | null}>}
 */
export async function lookUp(files, term, exact) {
  const { word, prefix } = term;
  /** @type {Meanings} */
  const meanings = new Map();
  put(meanings, await allStems(files, term), 1);
  const dense = IS_DENSE.test(word);
  const length = [...word].length;
  let corrected = null;
  if (prefix && (length > 2 || dense)) await complete(files, word, meanings);
  if (!meanings.size && !dense && length > 3) {
    await inflect(files, word, meanings);
    if (!meanings.size && !exact && length <= 24 && !/\p{N}/u.test(word)) corrected = await correct(files, word, meanings);
  }
  const best = [...meanings].sort((a, b) => b[1] - a[1] || (a[0].name < b[0].name ? -1 : 1));
  return { stems: best.slice(0, files.manifest.ms), corrected };
}

/** Adds the words that begin with `word`. @param {Files} files @param {string} word @param {Meanings} meanings */
async function complete(files, word, meanings) {
  const { cs, lf, bf } = files.manifest;
  const whole = meanings.size > 0;
  const first = files.shardOf(word);
  const last = Math.min(files.shardOf(word + '\uffff'), first + cs - 1);
  const shards = await Promise.all(Array.from({ length: last - first + 1 }, (_, at) => files.shard(first + at)));
  const found = shards.flatMap((shard) => [...shard].filter(([name]) => name.startsWith(word)));
  const common = [...files.alone.keys()].filter((name) => name.startsWith(word));
  for (const name of common.slice(0, cs)) found.push([name, await stemsOf(files, name)]);
  for (const [name, stems] of found) {
    const share = word.length / name.length;
    put(meanings, stems, whole ? lf * share : bf[0] * share + bf[1]);
  }
}

/**
 * Adds `retrieval` for `retrievals`: endings that words of this site have are taken off and put on.
 * @param {Files} files @param {string} word @param {Meanings} meanings
 */
async function inflect(files, word, meanings) {
  const endings = ['', ...files.manifest.endings];
  const shard = await files.shard(files.shardOf(word));
  for (const ending of endings) {
    const base = word.slice(0, word.length - ending.length);
    if (!word.endsWith(ending) || base.length < 3) continue;
    for (const other of endings) {
      const common = files.alone.get(base + other);
      const stems = common ? await stemsOf(files, base + other) : (shard.get(base + other) ?? []);
      put(meanings, stems, files.manifest.if);
    }
    if (meanings.size) return;
  }
}

/** Adds the words that a misspelt word was meant to be. @param {Files} files @param {string} word @param {Meanings} meanings */
async function correct(files, word, meanings) {
  const signs = [...word];
  const most = signs.length > 7 ? 2 : 1;
  /** @type {[string, number, number][]} */
  let best = [];
  let least = most + 1;
  // The slice of its first letter comes first, then that of its second, in case the two were swapped or the first is one too many.
  for (const letter of new Set([signs[0], signs[1]])) {
    const number = files.manifest.letters.indexOf(letter);
    if (number < 0) continue;
    const slice = await files.file(`${files.manifest.at}/w${number}`, (bytes) => readSlice(utf8.decode(bytes)));
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
  for (const [candidate, , far] of best.slice(0, files.manifest.mc)) put(meanings, await stemsOf(files, candidate), files.manifest.cf / (1 + far / 4));
  return best[0]?.[0] ?? null;
}

/** Reads the words of a slice with how common they are. @param {string} slice @returns {[string, number][]} */
function readSlice(slice) {
  /** @type {[string, number][]} */
  const found = [];
  for (const [, shared, rest, common] of slice.matchAll(/([A-Z])([^A-Z\d]*)(\d)/g)) {
    found.push([(found.at(-1)?.[0] ?? '').slice(0, shared.charCodeAt(0) - 65) + rest, +common]);
  }
  return found;
}
