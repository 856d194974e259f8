// @ts-check
// Finds the words of a text, the same ones that src/search/words.rs finds, step by step.
// From: any text. To: its words with their places, folded so that case, accents and width do not matter.
/** @import { Word } from './types.d.ts' */

const LONGEST_WORD = 40;
const DENSE =
  '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';
const SIGN = '\\p{Alpha}\\p{N}\\p{M}';
const LETTER = `(?:(?![${DENSE}])[${SIGN}])`;
/** Signs that take no room and part no words. */
const ZERO = '\\p{Cf}';
const PART = '[\\s()./-]{0,2}';
/** The code of a country with the figures after it. But for the first countries, it stands for the 0 that the number has at home. */
const CODE = `(?:\\+|\\b00)(?:[17]|3[049]|4[578]|52|65|35[124]|420|(2[07]|3[0-46]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\\d\\d))(?=(?:${PART}\\d){7})${PART}(?:0\\)${PART})?(\\d+)`;
const WORD = new RegExp(`${CODE}|(?=[${SIGN}])[${DENSE}](?:[${ZERO}]*[${DENSE}])*|${LETTER}+(?:(?:[${ZERO}]*['’][${ZERO}]*|[${ZERO}]+)${LETTER}+)*`, 'gu');
const SIGNS = new RegExp(`[^${ZERO}]`, 'gu');
const ASCII_WORD = new RegExp(`${CODE}|[a-z0-9]+(?:'[a-z0-9]+)*`, 'g');
export const IS_DENSE = new RegExp(`^[${DENSE}]`, 'u');
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/g;
const NO_SIGN = new RegExp(`[^${SIGN}]`, 'gu');
/** @type {Record<string, string>} */
const SPELT_OUT = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i' };

/** Returns a word or, of a telephone number, its beginning as it is at home. @param {string[]} match */
const atHome = ([word, code, figures]) => (figures ? (code ? 0 : '') + figures : word);
/** Writes telephone numbers as at home. @param {string} text */
export const allAtHome = (text) => text.replace(new RegExp(CODE, 'g'), (...match) => atHome(match));

/** @param {string} word */
export const fold = (word) =>
  word
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[ßæœøđðþłı]/g, (c) => SPELT_OUT[c])
    .replace(NO_SIGN, '');

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
    if (!/[^\0-\x7f]/.test(line)) {
      for (const match of line.toLowerCase().matchAll(ASCII_WORD)) {
        const start = from + match.index;
        found.push({ start, end: start + match[0].length, fold: atHome(match).slice(0, LONGEST_WORD).replaceAll("'", '') });
      }
    } else {
      for (const match of line.matchAll(WORD)) {
        const start = from + match.index;
        const [whole] = match;
        if (IS_DENSE.test(whole)) {
          const signs = [...whole.matchAll(SIGNS)];
          signs.forEach(({ index }, at) => {
            const after = signs[at + 1];
            const end = after ? after.index + after[0].length : whole.length;
            if (!at || after) found.push({ start: start + index, end: start + end, fold: fold(whole.slice(index, end)) });
          });
        } else found.push({ start, end: start + whole.length, fold: fold([...atHome(match)].slice(0, LONGEST_WORD).join('')) });
      }
    }
    from += line.length + 1;
  }
  return found.filter((word) => word.fold);
}
