// @ts-check
// Fetches the files of the index, each once.
// From: addresses below search/. To: shards, documents, slices. Every fault ends as a SearchError.
/** @import { Manifest, Stem, Shard, Doc } from './types.d.ts' */
import { readCard, readDictionary, utf8 } from './texts.js';

/** A fault that a visitor should be told about: `kind` is 'offline', 'missing', 'damaged' or 'version'. */
export class SearchError extends Error {
  /** @param {'offline' | 'missing' | 'damaged' | 'version'} kind @param {string} [of] the file */
  constructor(kind, of = '') {
    super(`${kind} ${of}`);
    this.kind = kind;
  }
}

/** Bytes being read. */
export class Input {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  number() {
    let number = 0;
    for (let scale = 1, byte = 128; byte > 127; scale *= 128) {
      byte = this.bytes[this.at++];
      number += (byte & 127) * scale;
    }
    return number;
  }
  /** @param {number} length */
  take(length) {
    // Gzip checks most files. This check is for the others, and for bytes that are not there at all.
    if (!(this.at + length <= this.bytes.length)) throw new SearchError('damaged');
    return this.bytes.subarray(this.at, (this.at += length));
  }
  text() {
    return utf8.decode(this.take(this.number()));
  }
}

/**
 * Reads the storage of tinysearch 0.11 without its section of posts.
 * @param {Input} input
 * @returns {[string, Uint32Array][]}
 */
export function readStorage(input) {
  input.take(11);
  const count = input.number();
  return input
    .text()
    .split('\n', count)
    .map((term) => {
      let document = 0;
      return [term, Uint32Array.from({ length: input.number() }, () => (document += input.number()))];
    });
}

/** @param {Uint8Array} bytes @returns {Shard} */
function readShard(bytes) {
  const input = new Input(bytes);
  const lexicon = new Input(input.take(input.number()));
  /** @type {Map<string, Stem>} */
  const stems = new Map();
  for (const [term, list] of readStorage(input)) {
    const name = term.slice(0, -1);
    let stem = stems.get(name);
    if (!stem) stems.set(name, (stem = { name, df: 0, tiers: [], words: [name] }));
    stem.df += list.length;
    stem.tiers.push([term.charCodeAt(term.length - 1) - 33, list]);
  }
  const inOrder = [...stems.values()];
  /** @type {Shard} */
  const shard = new Map(inOrder.map((stem) => [stem.name, [stem]]));
  for (const [word, list] of readStorage(lexicon)) {
    for (const number of list) {
      shard.set(word, [...(shard.get(word) ?? []), inOrder[number]]);
      inOrder[number].words.push(word);
    }
  }
  return shard;
}

/** @param {ArrayBuffer} buffer */
async function expand(buffer) {
  const bytes = new Uint8Array(buffer);
  // Some servers have taken the gzip off, and blocks have none.
  if (bytes[0] !== 31 || bytes[1] !== 139) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Thrown when the site was published again while this page was open: everything starts anew with the new manifest. */
export const REPLACED = {};

const PAGES_IN_FOLDER = 100;

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
    // Words are no names of properties: every object has a `constructor`.
    this.strays = new Map(Object.entries(manifest.strays ?? {}));
    /** The number of the first page of each block. */
    this.firsts = [0];
    for (const sign of manifest.blocks) this.firsts.push((this.firsts.at(-1) ?? 0) + sign.charCodeAt(0) - 48);
    /** @type {Map<string, [number, number]>} */
    this.alone = new Map();
    /** @type {string[][]} */
    this.commonWords = [];
    for (const line of manifest.common ? manifest.common.split('\n') : []) {
      const [stem, df, ...others] = line.split(' ');
      for (const word of [stem, ...others]) this.alone.set(word, [this.commonWords.length, +df]);
      this.commonWords.push([stem, ...others]);
    }
  }

  /**
   * @param {string} base
   * @param {typeof fetch} get
   * @param {RequestCache} [cache]
   * @returns {Promise<Files>}
   */
  static async open(base, get, cache) {
    return fetched(base + 'index.bin', get, cache, (bytes) => {
      const input = new Input(bytes);
      /** @type {Manifest} */
      const manifest = JSON.parse(input.text());
      if (manifest.v !== 1 || !manifest.k1) {
        // A cache may still have the manifest of another masthead than that of this script.
        if (!cache) return Files.open(base, get, 'reload');
        throw new SearchError('version');
      }
      return new Files(base, get, manifest, bytes.subarray(input.at));
    });
  }

  /**
   * Makes something of a file and keeps it. A file that is missing or damaged is tried once more, past every cache; if there is
   * a new manifest by then, the site was published anew.
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
    /** @param {RequestCache} [cache] */
    const attempt = (cache) => fetched(this.base + name, this.get, cache, make);
    try {
      return await attempt();
    } catch (error) {
      if (/** @type {SearchError} */ (error).kind === 'offline') throw error;
      const now = (await Files.open(this.base, this.get, 'reload')).manifest;
      if (now.at + now.folders !== this.manifest.at + this.manifest.folders) throw REPLACED;
      return attempt('reload');
    }
  }

  /** @param {string | number} name */
  shard(name) {
    return this.file(`${this.manifest.at}/${name}`, readShard);
  }

  /** Returns the number of the shard in which a word is looked for. @param {string} word */
  shardOf(word) {
    return Math.max(0, after(this.keys, word) - 1);
  }

  /** Returns the first page of the block that a page stands in, and the block's name. @param {number} page @returns {[number, string]} */
  block(page) {
    const first = this.firsts[after(this.firsts, page) - 1];
    return [first, `${this.manifest.folders[Math.floor(first / PAGES_IN_FOLDER)]}/${first}`];
  }

  /** Returns the bytes that reading a page's text costs, roughly: none where they came with the manifest. @param {number} page */
  cost(page) {
    return this.manifest.inside?.[this.block(page)[1]] ? 0 : this.manifest.size;
  }

  /** Fetches a page with its text. @param {number} page @returns {Promise<Doc>} */
  async doc(page) {
    const [first, name] = this.block(page);
    const [read, cards] = await Promise.all([this.dictionary(), this.file(name, readBlock)]);
    try {
      const card = cards[page - first];
      return (card.doc ??= readCard(read(card.bytes)));
    } catch {
      throw new SearchError('damaged', name);
    }
  }

  /** Fetches the dictionary that texts are read with. */
  dictionary() {
    return this.file(`${this.manifest.at}/t`, readDictionary);
  }

  /** Returns the link to an address of the site, relative to the folder of the index. @param {string} url */
  href(url) {
    const [path, anchor] = url.split('#');
    const file = this.manifest.files && path.endsWith('/') ? 'index.html' : '';
    return '..' + path + file + (anchor ? '#' + anchor : '');
  }
}

/** Counts how many of the sorted `list` are not greater than `value`. @template T @param {T[]} list @param {T} value */
function after(list, value) {
  let low = 0;
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Fetches a file and makes something of it.
 * @template T
 * @param {string} url
 * @param {typeof fetch} get
 * @param {RequestCache | undefined} cache
 * @param {(bytes: Uint8Array) => T} make
 */
async function fetched(url, get, cache, make) {
  let response;
  try {
    response = await get(url, cache && { cache });
  } catch {
    throw new SearchError('offline');
  }
  if (!response.ok) throw new SearchError('missing', url);
  try {
    return make(await expand(await response.arrayBuffer()));
  } catch (error) {
    throw error instanceof SearchError ? error : new SearchError('damaged', url);
  }
}

/** @param {Uint8Array} bytes @returns {{bytes: Uint8Array, doc?: Doc}[]} */
function readBlock(bytes) {
  const input = new Input(bytes);
  const cards = [];
  while (input.at < bytes.length) cards.push({ bytes: input.take(input.number()) });
  return cards;
}
