// @ts-check
// Answers queries, with data and never with markup.
// From: a query and the files. To: results with passages, filters with counts.
/** @import { Files } from './files.js' */
/** @import { Filters, Options, Result, FacetValue, Answer, Doc, Group, Sense, Chosen } from './types.d.ts' */
import { Input, readStorage } from './files.js';
import { byText, byTiers, groupsOf, hasPhrase } from './order.js';
import { FIELDS, parse, stemsOf } from './query.js';
import { fold, words } from './words.js';

/** The number of words of an excerpt. */
const EXCERPT_WORDS = 30;

/**
 * Finds the passage with most of the query's words, in one line, and where they are in it.
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
    const worth = (/** @type {number} */ g) => (groups[g].everywhere ? 0.1 : 1 + groups[g].idf) * (counts[g] ? 0.1 : 1);
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
    const { summary } = doc.card;
    if (summary || !body.length) return { excerpt: summary, marks: [], section: null };
  }
  // The excerpt does not begin before the first match, unless the block or the sentence it stands in begins shortly before.
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
    if (which[at] < 0 || groups[which[at]].everywhere) continue;
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
  const { excerpt, marks, section } = passage(doc, groups, sense);
  const url = section ? doc.url.split('#')[0] + '#' + encodeURIComponent(section.id) : doc.url;
  return { ...doc.card, url, href: files.base + files.href(url), section, excerpt, marks, score };
}

/**
 * @param {Files} files
 * @param {string} text
 * @param {Options} options
 * @param {boolean} [titlesOnly] leaves the order as it is after the first step and fetches no text
 * @returns {Promise<Answer>}
 */
export async function answer(files, text, options, titlesOnly) {
  const { limit = 10, offset = 0, sort, exact } = options;
  const { n } = files.manifest;
  const query = parse(text);
  // The dictionary is needed for the texts in the end, so it is fetched beside the shards.
  files.dictionary().catch(() => {});
  const { groups, sense, corrections } = await groupsOf(files, query, exact);
  const filters = /** @type {Filters} */ ({});
  for (const field of /** @type {(keyof Filters)[]} */ (FIELDS)) {
    const values = [...(query.filters[field] ?? []), ...(options.filters?.[field] ?? [])];
    if (values.length) filters[field] = values;
  }
  const chosen = await masks(files, filters, options.facets);
  const nothingAsked = !query.terms.length && Object.keys(filters).length > 0;
  let hits = nothingAsked ? range(0, n).map((at) => ({ page: n - 1 - at, score: 0 })) : byTiers(groups, files.manifest);
  for (const words of query.without) hits = await sieved(files, hits, words, false);
  for (const words of query.phrases) hits = await sieved(files, hits, words, true);
  const facets = options.facets ? counted(hits, chosen) : null;
  hits = hits.filter(({ page }) => inAll(chosen, page));
  const total = hits.length;
  if (sort === 'date') hits.sort((a, b) => b.page - a.page);
  else if (!titlesOnly && !nothingAsked) hits = await reordered(files, hits, groups, sense);
  const shown = hits.slice(offset, offset + limit);
  const docs = await Promise.all(shown.map(({ page }) => files.doc(page)));
  const results = docs.map((doc, at) => resultOf(files, doc, groups, sense, shown[at].score));
  const corrected = corrections.size ? text.replace(/[^\s":-]+/g, (word) => corrections.get(fold(word)) ?? word) : null;
  return { query: text, corrected, total, results, facets, words: [...sense.keys()] };
}

/** Puts the best results in order by their texts. @param {Files} files @param {{page: number, score: number}[]} hits @param {Group[]} groups @param {Sense} sense */
async function reordered(files, hits, groups, sense) {
  const { manifest } = files;
  const more = Math.floor(manifest.br[+(groups.length > 1) + +(groups.length > manifest.fw)] / manifest.size);
  const window = hits.slice(0, Math.min(manifest.mr, manifest.lr + more));
  const docs = await Promise.all(window.map(({ page }) => files.doc(page)));
  const read = window.map(({ page }, at) => ({ page, score: byText(docs[at], groups, sense, manifest) }));
  // The sort is stable: pages that the texts do not tell apart stay as the tiers put them.
  return [...read.sort((a, b) => b.score - a.score), ...hits.slice(window.length)];
}

/**
 * Returns the results that have a phrase, or those that do not. The phrase is looked for in the texts of the best pages with its words.
 * @param {Files} files
 * @param {{page: number, score: number}[]} hits
 * @param {string[]} phrase
 * @param {boolean} wanted
 */
async function sieved(files, hits, phrase, wanted) {
  let pages = await pagesWithAll(files, phrase);
  if (wanted || phrase.length > 1) {
    const candidates = hits.filter(({ page }) => pages.has(page)).slice(0, files.manifest.rp);
    const docs = await Promise.all(candidates.map(({ page }) => files.doc(page)));
    const having = candidates.filter((_, at) => hasPhrase(docs[at], phrase));
    pages = new Set(having.map(({ page }) => page));
  }
  return hits.filter(({ page }) => pages.has(page) === wanted);
}

/** Finds the pages that have every one of some words. @param {Files} files @param {string[]} all */
async function pagesWithAll(files, all) {
  const lists = await Promise.all(
    all.map(async (word) => new Set((await stemsOf(files, word)).flatMap((stem) => stem.tiers.flatMap(([, list]) => [...list])))),
  );
  return new Set([...(lists[0] ?? [])].filter((page) => lists.every((list) => list.has(page))));
}

/**
 * Finds the values of each group and the pages that have a chosen one.
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
      /** @type {[string, Iterable<number>][]} */
      let lists = [];
      if (name === 'year') lists = years.map(([year, first], number) => [String(year), range(first, years[number + 1]?.[1] ?? n)]);
      else if (groups.includes(name)) lists = await files.file(`${at}/f${groups.indexOf(name)}`, (bytes) => readStorage(new Input(bytes)));
      const wanted = filters[name]?.map(label);
      const values = lists.map(([value, pages]) => ({ value, pages: [...pages], chosen: !!wanted?.includes(label(value)) }));
      return { name, values, mask: wanted ? new Set(values.flatMap(({ pages, chosen }) => (chosen ? pages : []))) : null };
    }),
  );
}

/** @param {number} from @param {number} to */
const range = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);

/** Returns a value without case and accents, for comparing. @param {string} value */
const label = (value) => words(value).map(({ fold }) => fold).join(' ') || value;

/**
 * Counts the results that each value has, given what is chosen in the other groups.
 * @param {{page: number}[]} hits
 * @param {Chosen[]} groups
 */
function counted(hits, groups) {
  /** @type {Record<string, FacetValue[]>} */
  const facets = {};
  for (const group of groups) {
    const others = groups.filter((other) => other !== group);
    const open = new Set(hits.map(({ page }) => page).filter((page) => inAll(others, page)));
    const values = group.values.map(({ value, pages, chosen }) => ({ value, count: pages.filter((page) => open.has(page)).length, chosen }));
    facets[group.name] = values.filter(({ count, chosen }) => count || chosen);
  }
  facets.year.reverse();
  return facets;
}

/** Reports whether a page has a chosen value in each group where some are. @param {Chosen[]} groups @param {number} page */
const inAll = (groups, page) => groups.every(({ mask }) => !mask || mask.has(page));
