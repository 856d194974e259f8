// @ts-check
// Puts results in order, in two steps: every page by the tiers of the index, then the few best by their texts, which are wanted
// for the excerpts anyway. src/search/searcher does the same natively, step by step. The numbers are those of the manifest.
/** @import { Files } from './files.js' */
/** @import { Doc, Group, Hit, Sense, Understood, Term, Query, Manifest, Word, WordMatch } from './types.d.ts' */
import { lookUp, put } from './query.js';

/** Rounds a score, so that the last digits of a logarithm, which machines work out differently, decide nothing. @param {number} score */
const rounded = (score) => Math.round(score * 1e9) / 1e9;

/** @param {number} df @param {number} pages */
const idfOf = (df, pages) => Math.log(1 + (pages - df + 0.5) / (df + 0.5));

/**
 * @param {Files} files
 * @param {Query} query
 * @param {boolean} [exact]
 */
export async function groupsOf(files, query, exact) {
  /** @type {Map<string, Term & {times: number}>} */
  const terms = new Map();
  for (const term of query.terms) {
    const own = terms.get(term.word);
    if (own) {
      own.times++;
      own.prefix ||= term.prefix;
      for (const each of term.joined) own.joined.add(each);
    } else if (terms.size < files.manifest.mw) terms.set(term.word, { ...term, times: 1 });
  }
  const pages = files.manifest.n;
  const tooMany = files.manifest.tc * pages;
  const all = [...terms.values()];
  /** @param {string} word */
  const commonOf = (word) => {
    const common = files.alone.get(word);
    return common && common[1] > tooMany && common;
  };
  // Words that are everywhere are not fetched while there are others: they would cost most and say least.
  const anyRare = all.some((term) => !commonOf(term.word));
  /** @type {Map<string, string>} */
  const corrections = new Map();
  const found = await Promise.all(
    all.map(async (term) => {
      const common = anyRare && commonOf(term.word);
      /** @type {Map<string, number>} */
      const surfaces = new Map();
      if (common) {
        put(surfaces, files.commonWords[common[0]], 1);
        return { ...term, stems: [], df: common[1], idf: 0, surfaces, everywhere: true };
      }
      const { stems, corrected } = await lookUp(files, term, exact);
      if (corrected) corrections.set(term.word, corrected);
      let df = 0;
      for (const [stem, fit] of stems) {
        df = Math.min(pages, df + stem.df);
        put(surfaces, stem.words, fit);
      }
      return { ...term, stems, df, idf: idfOf(df, pages), surfaces, everywhere: false };
    }),
  );
  /** @type {Group[]} */
  const groups = found.filter((group) => group.everywhere || group.stems.length);
  const heard = groups.filter((group) => !group.everywhere && group.df <= tooMany);
  if (heard.length) for (const group of groups) group.everywhere = !heard.includes(group);
  /** @type {Sense} */
  const sense = new Map();
  groups.forEach((group, at) => {
    for (const [word, fit] of group.surfaces) sense.set(word, [...(sense.get(word) ?? []), [at, fit]]);
  });
  /** @type {Set<string>} */
  const beginnings = new Set();
  for (const word of sense.keys()) if (/\d/.test(word)) for (let at = 0; at < word.length; at++) beginnings.add(word.slice(0, at));
  const sequence = query.terms.map(({ word }) => groups.findIndex((group) => group.word === word));
  const apart = found.filter((group) => !groups.includes(group)).map(({ word }) => word);
  return { groups, sense, beginnings, sequence: sequence.includes(-1) ? [] : sequence, corrections, apart };
}

/**
 * Takes the first step: scores every page by the tiers of its words, best first.
 * @param {Group[]} groups
 * @param {Manifest} manifest
 * @returns {Hit[]}
 */
export function byTiers(groups, manifest) {
  const pages = manifest.n;
  const score = new Float64Array(pages);
  const covered = new Float64Array(pages);
  const best = new Float64Array(pages);
  /** @type {number[]} */
  const hits = [];
  let most = 0;
  const heard = groups.filter((group) => !group.everywhere);
  // Keywords are meant together, the words of a sentence are not.
  const power = Math.min(0.5, 2 / heard.length);
  for (const group of heard) {
    /** @type {number[]} */
    const touched = [];
    let weight = 0;
    for (const [stem, fit] of group.stems) {
      const value = group.idf * fit;
      if (value > weight) weight = value;
      for (const [tier, list] of stem.tiers) {
        const worth = value * manifest.tv[tier];
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
    .filter((page) => covered[page] >= manifest.ls * most)
    .map((page) => ({ page, score: rounded(score[page] * (covered[page] / most) ** power), hasAll: covered[page] >= most }))
    .sort((a, b) => b.score - a.score || a.page - b.page);
}

/**
 * Finds the words of a text that belong to groups of a query, in order: one, or several that give a word of the query in one.
 * @param {Word[]} text
 * @param {Understood} query
 * @returns {WordMatch[]}
 */
export function matches(text, { sense, beginnings }) {
  /** @type {WordMatch[]} */
  const found = [];
  text.forEach((word, first) => {
    let { fold } = word;
    for (let last = first; ; fold += text[last].fold) {
      for (const [group, fit] of sense.get(fold) ?? []) {
        const others = last > first ? text.slice(first, last + 1) : [];
        if (!others.some((other) => sense.get(other.fold)?.some(([own]) => own === group))) found.push({ first, last, group, fit, fold });
      }
      if (!beginnings.has(fold) || !text[++last]) break;
    }
  });
  return found;
}

/**
 * Takes the second step: scores one page by its text. BM25 with the frequencies themselves, and what only the text tells: words side by
 * side, as they were typed, and how much of the title they are.
 * @param {Doc} doc
 * @param {Understood} understood
 * @param {Manifest} manifest
 */
export function byText(doc, understood, manifest) {
  const { groups, sequence } = understood;
  const { k1, b, tw } = manifest;
  const few = groups.length <= manifest.fw;
  const [title, body, rest] = doc.parts;
  const length = tw * title.length + body.length + rest.length;
  const norm = k1 * (1 - b + (b * length) / manifest.avg);
  /** @type {number[][]} */
  const places = groups.map(() => []);
  /** Where words stand as typed or, in the title, in another form. @type {number[][]} */
  const exact = groups.map(() => []);
  const inTitle = groups.map(() => 0);
  const frequency = groups.map(() => 0);
  const asTyped = groups.map(() => false);
  let place = 0;
  for (const part of doc.parts) {
    for (const { first, last, group, fit, fold } of matches(part, understood)) {
      const { word, joined } = groups[group];
      const isExact = (part === title && fit >= manifest.if) || word === fold || joined.has(fold);
      for (let at = place + first; at <= place + last; at++) {
        places[group].push(at);
        if (isExact) exact[group].push(at);
      }
      frequency[group] += part === title ? tw * fit : fit;
      if (part === title) {
        inTitle[group] = Math.max(fit, inTitle[group]);
        if (fold === word) asTyped[group] = true;
      }
    }
    place += part.length + 10;
  }
  let score = 0;
  let total = 0;
  let titled = 0;
  let typed = 0;
  let present = 0;
  let heard = 0;
  let titleWords = 0;
  groups.forEach((group, at) => {
    if (group.everywhere) return;
    heard++;
    const weight = (few ? group.idf : group.idf * Math.sqrt(group.idf)) * group.times;
    total += weight;
    score += weight * ((frequency[at] * (k1 + 1)) / (frequency[at] + norm) + (few ? inTitle[at] : 0));
    titled += weight * inTitle[at];
    if (asTyped[at]) typed += weight;
    if (inTitle[at]) titleWords++;
    if (frequency[at]) present++;
  });
  if (!total) return 0;
  let beside = 0;
  let near = 0;
  for (let at = 0; at + 1 < groups.length && groups.length <= 2 * manifest.fw; at++) {
    const gap = closest(places[at], places[at + 1]);
    if (gap) near += 1 / gap;
    else beside++;
  }
  const share = titled / total;
  if (hasWhole(exact, sequence)) score += manifest.wq * total;
  let factor = 1 + (manifest.sb * beside + manifest.nr * near) / groups.length + manifest.ti * share * share + typed / total;
  if (few) factor = (factor + titleWords / Math.max(1, title.length)) * (present / heard);
  return rounded(score * factor * doc.boost);
}

/** Returns 0 where a place of `b` follows one of `a` at once, else the least distance; Infinity where one of them is empty.
 * @param {number[]} a @param {number[]} b */
function closest(a, b) {
  let least = Infinity;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const gap = b[j] - a[i];
    if (gap === 1) return 0;
    if (gap) least = Math.min(least, Math.abs(gap));
    if (gap > 0) i++;
    else j++;
  }
  return least;
}

/**
 * Reports whether a page has all words of the query side by side, in their order. A word that stands for two of them has the place of both.
 * @param {number[][]} exact @param {number[]} sequence
 */
function hasWhole(exact, [first, ...others]) {
  return others.length > 0 && exact[first].some((at) => others.every((group) => [at + 1, at].some((next) => exact[group].includes(next) && ((at = next), true))));
}

/**
 * Reports whether words stand side by side in a part of a page. Letters and figures may stand in one or apart, and so may a long number.
 * @param {Doc} doc
 * @param {Term[]} phrase
 */
export function hasPhrase(doc, phrase) {
  const loose = phrase
    .map(({ word }) => word)
    .join(' ')
    .replace(/\d[\d ]*\d/g, (run) => (/(\d ?){4}/.test(run) ? [...run.replaceAll(' ', '')].join(' ?') : run))
    .replace(/(\d) ?(?=[^\d ?])|([^\d ?]) ?(?=\d)/g, '$1$2 ?');
  const pattern = new RegExp(`(^| )${loose}( |$)`);
  return doc.parts.some((part) => pattern.test(part.map(({ fold }) => fold).join(' ')));
}
