// @ts-check
// The files of the index, each fetched once.
// From: addresses below search/. To: shards, documents, slices. Whatever is wrong ends as a SearchError.
/** @import { Manifest, Stem, Shard, Doc } from './types.d.ts' */
import { readCard, readDictionary } from './texts.js';

/** Something went wrong that a visitor should be told: `kind` is 'offline', 'missing', 'damaged' or 'version'. */
export class SearchError extends Error {
  /** @param {string} kind @param {string} message */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

export const decoder = new TextDecoder();

/** @param {string} what */
export const damaged = (what) => new SearchError('damaged', `the search index is damaged: ${what}`);

/** Bytes being read; whatever is wrong with them ends as a SearchError. */
export class Input {
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
export function readStorage(input, documents) {
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
  return { words: byWord, names: [...byWord.keys()] };
}

/** @param {ArrayBuffer} buffer */
async function expand(buffer) {
  const bytes = new Uint8Array(buffer);
  if (bytes[0] !== 31 || bytes[1] !== 139) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Thrown when the site was published again while this page was open: everything starts anew with the new manifest. */
export const REPLACED = Symbol('replaced');

const BLOCKS_IN_FOLDER = 100;

/** The files of one index, each fetched once. */
export class Files {
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
  async doc(page) {
    let block = 0;
    for (let high = this.firsts.length; block < high; ) {
      const middle = (block + high) >> 1;
      if (this.firsts[middle] <= page) block = middle + 1;
      else high = middle;
    }
    block--;
    const name = `${this.manifest.folders[Math.floor(block / BLOCKS_IN_FOLDER)]}/${block}`;
    const [read, cards] = await Promise.all([this.dictionary(), this.file(name, readBlock)]);
    const card = cards[page - this.firsts[block]];
    if (!card) throw damaged('a page is not there');
    try {
      return (card.doc ??= readCard(read(card.bytes)));
    } catch {
      throw damaged('a text cannot be read');
    }
  }

  /** What texts are read with. */
  dictionary() {
    return this.file(`${this.manifest.at}/t`, readDictionary);
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

/** @param {Uint8Array} bytes @returns {{bytes: Uint8Array, doc?: Doc}[]} */
function readBlock(bytes) {
  const input = new Input(bytes);
  const cards = [];
  while (input.at < bytes.length) cards.push({ bytes: input.take(input.number()) });
  return cards;
}
