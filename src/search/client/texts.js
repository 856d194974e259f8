// @ts-check
// Reads texts of pages as src/search/texts writes them: words by number, spelling only for those that the dictionary lacks, all
// through the range coder of LZMA.
// From: bytes. To: strings. Damaged bytes give wrong strings or an error, never an endless loop.

/** @import { Doc } from './types.d.ts' */
import { words } from './words.js';

const LEVELS = 12;
const GAPS = 32;
const PAGE_WORD = 12;
const GAP = 13;
const CAPITAL = 14;
const SPELT = 15;
const START = 16;
const END = 31;
const GAPS_AT = (START + 1 + GAPS) * 16;
const KINDS_SIZE = GAPS_AT + GAPS;
/** The place in the probabilities of spelling at which those of the shared beginnings stand. */
const SHARED_AT = 65_536;
const MOST_NUMBERED = 65_000;
const LONGEST_SPELT = 1_000;

export const utf8 = new TextDecoder();

/** Reads decisions. Past the end there are zeros. */
class Decoder {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.range = 2 ** 32 - 1;
    this.code = 0;
    while (this.at < 4) this.pull();
  }
  pull() {
    if (this.at > this.bytes.length + 64) throw Error();
    this.code = ((this.code << 8) | (this.bytes[this.at++] ?? 0)) >>> 0;
  }
  /** @param {number} probability */
  bit(probability) {
    const bound = (this.range >>> 11) * probability;
    const bit = this.code >= bound ? 1 : 0;
    if (bit) {
      this.code -= bound;
      this.range -= bound;
    } else this.range = bound;
    this.normalise();
    return bit;
  }
  normalise() {
    while (this.range < 2 ** 24) {
      this.range = (this.range << 8) >>> 0;
      this.pull();
    }
  }
  /** @param {Uint16Array} model @param {number} from @param {number} bits */
  tree(model, from, bits) {
    let node = 1;
    for (let at = 0; at < bits; at++) {
      const bit = this.bit(model[from + node]);
      adapt(model, from + node, bit, 5);
      node = (node << 1) | bit;
    }
    return node - (1 << bits);
  }
  /** Reads one of `count` equally likely numbers. @param {number} count */
  oneOf(count) {
    this.range = Math.floor(this.range / Math.max(1, count));
    const number = Math.min(Math.max(1, count) - 1, Math.floor(this.code / this.range));
    this.code -= number * this.range;
    this.normalise();
    return number;
  }
  /**
   * The rest of a word. Each byte is foretold from the last, learning on, and from the last two, as the dictionary taught.
   * @param {Uint16Array} single @param {Uint16Array} pairs @param {number[]} spelt @param {boolean} [learning]
   */
  word(single, pairs, spelt, learning) {
    while (spelt.length < LONGEST_SPELT) {
      const last = spelt.at(-1) ?? 0;
      const from = last << 8;
      const pair = (((spelt.at(-2) ?? 0) & 63) << 14) | ((last & 63) << 8);
      let node = 1;
      while (node < 256) {
        const known = pairs[pair + node];
        const own = single[from + node];
        const probability = known ? (own + known) >> 1 : own;
        const bit = this.bit(probability);
        adapt(single, from + node, bit, 3);
        if (learning) {
          pairs[pair + node] ||= probability;
          adapt(pairs, pair + node, bit, 3);
        }
        node = (node << 1) | bit;
      }
      if (node === 256) break;
      spelt.push(node - 256);
    }
    return spelt;
  }
}

/**
 * Moves a probability towards what came.
 * @param {Uint16Array} model @param {number} at @param {number} bit @param {number} rate
 */
function adapt(model, at, bit, rate) {
  if (bit) model[at] -= model[at] >> rate;
  else model[at] += (2048 - model[at]) >> rate;
}

/** @param {number[]} bytes */
const string = (bytes) => utf8.decode(new Uint8Array(bytes));

/**
 * Gives what reads texts with this dictionary.
 * @param {Uint8Array} bytes
 */
export function readDictionary(bytes) {
  const kinds = Uint16Array.from(bytes.subarray(0, KINDS_SIZE), (byte) => Math.max(8, byte << 3));
  const single = new Uint16Array(SHARED_AT + 32).fill(1024);
  const pairs = new Uint16Array(64 * 64 * 256);
  const input = new Decoder(bytes.subarray(KINDS_SIZE));
  const gaps = Array.from({ length: input.oneOf(64) }, () => string(input.word(single, pairs, [], true)));
  const levels = Array.from({ length: LEVELS }, () => {
    let before = /** @type {number[]} */ ([]);
    return Array.from({ length: input.oneOf(1 << LEVELS) }, () => {
      before = input.word(single, pairs, before.slice(0, input.tree(single, SHARED_AT, 5)), true);
      return string(before);
    });
  });
  /** @param {Uint8Array} text */
  return (text) => readText(new Decoder(text), kinds.slice(), single.slice(), pairs, levels, gaps);
}

/**
 * @param {Decoder} input
 * @param {Uint16Array} kinds
 * @param {Uint16Array} single
 * @param {Uint16Array} pairs
 * @param {string[][]} levels
 * @param {string[]} gaps
 */
function readText(input, kinds, single, pairs, levels, gaps) {
  /** @type {string[]} */
  const met = [];
  let text = '';
  let context = START;
  let afterWord = false;
  let capital = false;
  for (;;) {
    const kind = input.tree(kinds, context << 4, 4);
    context = kind;
    if (kind === CAPITAL) {
      capital = true;
      continue;
    }
    if (kind === GAP) {
      const gap = input.tree(kinds, GAPS_AT, 5);
      if (gap === END) return text;
      context = START + 1 + gap;
      text += gaps[gap];
      afterWord = false;
      continue;
    }
    let piece;
    if (kind === PAGE_WORD) piece = met[input.oneOf(met.length)];
    else if (kind === SPELT) {
      piece = string(input.word(single, pairs, []));
      if (met.length < MOST_NUMBERED) met.push(piece);
    } else piece = levels[kind][input.oneOf(1 << kind)];
    if (piece === undefined) throw Error();
    if (piece[0] === '\x01') {
      text += piece.slice(1);
      afterWord = false;
      continue;
    }
    if (afterWord) text += ' ';
    afterWord = true;
    text += capital ? piece[0].toUpperCase() + piece.slice(1) : piece;
    capital = false;
  }
}

/** Reads what stands on a card: eight lines, then the text with marked headings. @param {string} card @returns {Doc} */
export function readCard(card) {
  const lines = card.split('\n', 8);
  const [url, title, date, kind, summary, topics, authors, last] = lines;
  /** @param {string} line */
  const values = (line) => (line ? line.split('\t') : []);
  /** @type {[number, string][]} */
  const headings = [];
  const parts = card.slice(lines.join('\n').length + 1).split('\x02');
  let text = parts[0];
  for (const part of parts.slice(1)) {
    const [id, after] = part.split('\x03');
    headings.push([text.length, id]);
    text += after ?? '';
  }
  const [boost, ...also] = values(last);
  const rest = words([summary, ...values(topics), ...values(authors), ...also].join('\n'));
  return {
    url,
    card: { title, date, kind, summary, topics: values(topics), authors: values(authors) },
    boost: +boost || 1,
    text,
    headings,
    parts: [words(title), words(text), rest],
  };
}
