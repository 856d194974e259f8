// @ts-check
// The order of results, in two steps: every page by the tiers of the index, then the few best by their texts, which are wanted
// for the excerpts anyway. src/search/searcher does the same natively, step by step.
/** @import { Files } from './files.js' */
/** @import { Word, Doc, Group, Sense, Term, Query } from './types.d.ts' */
import { MOST_WORDS, lookUp } from './query.js';

const K1 = 1.2;
const B = 0.75;
const TITLE_WEIGHT = 2;
/** What a word says about a page, by tier: four for the text, then titles, then short titles. */
const TIER_VALUES = [0.125, 0.375, 0.625, 0.875, 1.6, 2];
/** Queries of no more words than this are keywords, longer ones sentences. */
export const FEW_WORDS = 6;
/** Words that more than this share of all pages have say nothing, unless there are no others. */
const TOO_COMMON = 0.5;
/** Results that match less than this share of what the best matches are left out. */
const LEAST_SHARE = 0.33;

/** So that the last digits of a logarithm, which machines work out differently, decide nothing. @param {number} score */
const rounded = (score) => Math.round(score * 1e9) / 1e9;

/** @param {number} df @param {number} pages */
const idfOf = (df, pages) => Math.log(1 + (pages - df + 0.5) / (df + 0.5));

/**
 * @param {Files} files
 * @param {Query} query
 * @param {boolean} exact
 */
export async function groupsOf(files, query, exact) {
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
  const rare = all.filter((term) => (files.alone.get(term.word)?.[1] ?? 0) <= TOO_COMMON * pages);
  const wanted = new Set(rare.length ? rare : all);
  /** @type {Map<string, string>} */
  const corrections = new Map();
  const found = await Promise.all(
    all.map(async (term) => {
      const common = files.alone.get(term.word);
      if (!wanted.has(term) && common) {
        const surfaces = new Map(files.commonWords[common[0]].map((word) => [word, 1]));
        return { word: term.word, times: term.times, stems: [], df: common[1], idf: 0, surfaces, everywhere: true };
      }
      const { stems, corrected } = await lookUp(files, term, exact);
      if (corrected) corrections.set(term.word, corrected);
      const df = Math.min(pages, stems.reduce((sum, [stem]) => sum + stem.df, 0));
      /** @type {Map<string, number>} */
      const surfaces = new Map();
      for (const [stem, fit] of stems) for (const word of stem.words) surfaces.set(word, Math.max(fit, surfaces.get(word) ?? 0));
      return { word: term.word, times: term.times, stems, df, idf: idfOf(df, pages), surfaces, everywhere: false };
    }),
  );
  /** @type {Group[]} */
  const groups = found.filter((group) => group.everywhere || group.stems.length);
  const heard = groups.filter((group) => !group.everywhere && group.df <= TOO_COMMON * pages);
  if (heard.length) for (const group of groups) group.everywhere = !heard.includes(group);
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
export function byTiers(groups, pages) {
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
    .map((page) => ({ page, score: rounded(score[page] * (covered[page] / most) ** power) }))
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
export function byText(doc, groups, sense, average) {
  const few = groups.length <= FEW_WORDS;
  const length = TITLE_WEIGHT * doc.titleWords.length + doc.body.length + doc.rest.length;
  const norm = K1 * (1 - B + (B * length) / average);
  /** @type {number[][]} */
  const places = groups.map(() => []);
  const inTitle = groups.map(() => 0);
  const frequency = groups.map(() => 0);
  const asTyped = groups.map(() => false);
  let place = 0;
  for (const part of [doc.titleWords, doc.body, doc.rest]) {
    for (const { fold } of part) {
      for (const [at, fit] of sense.get(fold) ?? []) {
        places[at].push(place);
        frequency[at] += part === doc.titleWords ? TITLE_WEIGHT * fit : fit;
        if (part === doc.titleWords) {
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
    if (group.everywhere) return;
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
  let factor = 1 + (1.25 * beside + 0.5 * near) / groups.length + 0.5 * share * share + typed / total;
  if (few) factor = (factor + titleWords / Math.max(1, doc.titleWords.length)) * (present / heard);
  return rounded(score * factor * doc.boost);
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
export function hasPhrase(text, phrase) {
  return text.some((word, at) => word.fold === phrase[0] && phrase.every((each, ahead) => text[at + ahead]?.fold === each));
}
