// @ts-check
// Answers queries, with data and never with markup.
// From: a query and the files. To: results with passages, filters with counts.
/** @import { Files } from './files.js' */
/** @import { Filters, Options, Result, FacetValue, Answer, Doc, Hit, Term, Understood, Chosen } from './types.d.ts' */
import { Input, REPLACED, readStorage } from './files.js';
import { byText, byTiers, groupsOf, hasPhrase, matches } from './order.js';
import { allStems, FIELDS, parse } from './query.js';
import { fold, words } from './words.js';

/** The number of words of an excerpt. */
const EXCERPT_WORDS = 30;

/**
 * Finds the passage with most of the query's words, in one line, and where they are in it.
 * @param {Doc} doc
 * @param {Understood} understood
 * @returns {{excerpt: string, marks: [number, number][], section: {id: string, title: string} | null}}
 */
function passage(doc, understood) {
  const { groups } = understood;
  const { parts, text } = doc;
  const body = parts[1];
  const which = body.map(() => -1);
  for (const { first, last, group } of matches(body, understood)) {
    for (let at = first; at <= last; at++) if (which[at] < 0) which[at] = group;
  }
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
  const { summary } = doc.card;
  if (!best && (summary || !body.length)) return { excerpt: summary, marks: [], section: null };
  // The excerpt does not begin before the first match, unless the block or the sentence it stands in begins shortly before.
  let first = from;
  while (best && which[first] < 0) first++;
  let start = first;
  while (start > 0 && first - start < 12 && !/[.!?:]\s|\n/.test(text.slice(body[start - 1].end, body[start].start))) start--;
  if (first - start === 12) start = Math.max(0, first - 5);
  const end = Math.min(body.length, start + EXCERPT_WORDS);
  const [begins, ends] = [body[start].start, end === body.length ? text.trimEnd().length : body[end - 1].end];
  const lead = start > 0 && !text.slice(body[start - 1].end, begins).includes('\n') ? '… ' : '';
  const shift = lead.length - begins;
  /** @type {[number, number][]} */
  const marks = [];
  for (let at = start; at < end; at++) {
    if (which[at] < 0 || groups[which[at]].everywhere) continue;
    const mark = /** @type {[number, number]} */ ([body[at].start + shift, body[at].end + shift]);
    const before = marks.at(-1);
    if (before && mark[0] <= before[1]) before[1] = mark[1];
    else marks.push(mark);
  }
  const excerpt = lead + text.slice(begins, ends).replace(/[\n\t]/g, ' ') + (end < body.length ? ' …' : '');
  const above = doc.headings.filter(([place]) => place <= body[first].start).at(-1);
  const section = above ? { id: above[1], title: text.slice(above[0]).split('\n', 1)[0].trim() } : null;
  return { excerpt, marks, section };
}

/** @param {Files} files @param {Doc} doc @param {Understood} understood @param {number} score @returns {Result} */
function resultOf(files, doc, understood, score) {
  const found = passage(doc, understood);
  const url = found.section ? doc.url.split('#')[0] + '#' + encodeURIComponent(found.section.id) : doc.url;
  return { ...doc.card, url, href: files.base + files.href(url), ...found, score };
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
  let query = parse(text);
  // The dictionary is needed for the texts in the end, so it is fetched beside the shards.
  files.dictionary().catch(() => {});
  let understood = await groupsOf(files, query, exact);
  // What no page has in one, such as `section136`, may stand in several.
  if (understood.apart.length) {
    query = parse(text, understood.apart);
    understood = await groupsOf(files, query, exact);
  }
  const { groups, sense, corrections } = understood;
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
  else if (!titlesOnly && !nothingAsked) hits = await reordered(files, hits, understood);
  const shown = hits.slice(offset, offset + limit);
  const docs = await texts(files, shown);
  const results = docs.flatMap((doc, at) => doc ? resultOf(files, doc, understood, shown[at].score) : []);
  const corrected = corrections.size ? text.replace(/[^\s":-]+/g, (word) => corrections.get(fold(word)) ?? word) : null;
  return { query: text, corrected, total, results, unread: shown.length - results.length, facets, words: [...sense.keys()] };
}

/**
 * Reads the texts of some pages. One that does not come costs its own result, and no other; if none comes, that is an error.
 * @param {Files} files
 * @param {Hit[]} hits
 * @returns {Promise<(Doc | undefined)[]>}
 */
async function texts(files, hits) {
  /** @type {{value?: Doc, reason?: unknown}[]} */
  const read = await Promise.allSettled(hits.map(({ page }) => files.doc(page)));
  const failed = read.flatMap(({ reason }) => reason ?? []);
  if (failed.includes(REPLACED)) throw REPLACED;
  if (hits.length && failed.length === hits.length) throw failed[0];
  return read.map(({ value }) => value);
}

/**
 * Puts the best results in order by their texts. Of several words, pages that have them all are read as far as that costs little, since
 * only the texts tell where the words stand side by side.
 * @param {Files} files
 * @param {Hit[]} hits
 * @param {Understood} understood
 */
async function reordered(files, hits, understood) {
  const { manifest } = files;
  const { groups, sequence } = understood;
  const more = Math.floor(manifest.br[+(groups.length > 1) + +(groups.length > manifest.fw)] / manifest.size);
  const window = Math.min(manifest.mr, manifest.lr + more);
  let bytes = manifest.ba;
  /** @type {Hit[]} */
  const best = [];
  /** @type {Hit[]} */
  const rest = [];
  hits.forEach((hit, at) => {
    const cost = at < window ? 0 : sequence.length > 1 && hit.hasAll && best.length < manifest.ma ? files.cost(hit.page) : Infinity;
    const isRead = cost <= bytes;
    if (isRead) bytes -= cost;
    (isRead ? best : rest).push(hit);
  });
  const docs = await texts(files, best);
  const read = best.map((hit, at) => ({ ...hit, score: docs[at] ? byText(docs[at], understood, manifest) : 0 }));
  // The sort is stable: pages that the texts do not tell apart stay as the tiers put them.
  return [...read.sort((a, b) => b.score - a.score), ...rest];
}

/**
 * Returns the results that have a phrase, or those that do not. The phrase is looked for in the texts of the best pages with its words.
 * @param {Files} files
 * @param {Hit[]} hits
 * @param {Term[]} phrase
 * @param {boolean} wanted
 */
async function sieved(files, hits, phrase, wanted) {
  const lists = await Promise.all(
    phrase.map(async (term) => new Set((await allStems(files, term)).flatMap(({ tiers }) => tiers.flatMap(([, list]) => [...list])))),
  );
  let having = hits.filter(({ page }) => lists.every((list) => list.has(page)));
  if (phrase.length > 1) {
    having = having.slice(0, files.manifest.rp);
    const docs = await Promise.all(having.map(({ page }) => files.doc(page)));
    having = having.filter((_, at) => hasPhrase(docs[at], phrase));
  }
  const found = new Set(having);
  return hits.filter((hit) => found.has(hit) === wanted);
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
      // A value that was chosen and that no page has is shown, so that it can be taken off.
      for (const value of filters[name] ?? []) if (!values.some((own) => label(own.value) === label(value))) values.push({ value, pages: [], chosen: true });
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
    const open = new Set(hits.flatMap(({ page }) => (inAll(others, page) ? page : [])));
    const values = group.values.map(({ value, pages, chosen }) => ({ value, count: pages.filter((page) => open.has(page)).length, chosen }));
    facets[group.name] = values.filter(({ count, chosen }) => count || chosen);
  }
  facets.year.reverse();
  return facets;
}

/** Reports whether a page has a chosen value in each group where some are. @param {Chosen[]} groups @param {number} page */
const inAll = (groups, page) => groups.every(({ mask }) => !mask || mask.has(page));
