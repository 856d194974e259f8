// The shapes that the client's files share. For checking only: nothing of it is published.

/** The values that results can be narrowed to, as `facets` gives them. */
export interface Filters {
  kind?: string[];
  year?: string[];
  topic?: string[];
  author?: string[];
}

export interface Options {
  limit?: number;
  offset?: number;
  filters?: Filters;
  sort?: 'relevance' | 'date';
  /** Whether to take misspelt words as they are. */
  exact?: boolean;
  /** Whether to count the values that results can be narrowed to. */
  facets?: boolean;
}

/** The beginnings and ends of what matches, in UTF-16 units. */
export type Marks = [number, number][];

export interface Result extends Card {
  /** The page on the site, with the section that answers: `/reports/2015/#findings`. */
  url: string;
  /** The page as a link from where the index was opened. */
  href: string;
  section: { id: string; title: string } | null;
  excerpt: string;
  marks: Marks;
  score: number;
}

export interface FacetValue {
  value: string;
  count: number;
  chosen: boolean;
}

export interface Answer {
  query: string;
  /** The query that was searched for instead, when words of the query are on no page. */
  corrected: string | null;
  total: number;
  results: Result[];
  /** How many of the results that were asked for are left out, since their texts did not come. */
  unread: number;
  facets: Record<string, FacetValue[]> | null;
  /** The words to highlight on a page of the results. */
  words: string[];
}

export interface Suggestions {
  pages: Result[];
  /** The words to highlight on a page. */
  matched: string[];
}

export interface Search {
  search(query: string, options?: Options): Promise<Answer>;
  suggest(prefix: string, limit?: number): Promise<Suggestions>;
  /** Returns how many pages there are. */
  pages(): number;
}

// --- inside ---

/** The numbers that both searchers rank by: src/search/ranking.rs says what each is. */
export interface Ranking {
  k1: number;
  b: number;
  tw: number;
  tv: number[];
  fw: number;
  tc: number;
  ls: number;
  sb: number;
  nr: number;
  wq: number;
  ti: number;
  mw: number;
  ms: number;
  cs: number;
  lf: number;
  bf: [number, number];
  if: number;
  cf: number;
  mc: number;
  lr: number;
  mr: number;
  br: [number, number, number];
  ma: number;
  ba: number;
  rp: number;
}

export interface Manifest extends Ranking {
  v: number;
  n: number;
  avg: number;
  at: string;
  keys: string;
  common: string;
  strays?: Record<string, number[]>;
  blocks: string;
  folders: string[];
  size: number;
  years?: [number, number][];
  groups: string[];
  letters: string;
  endings: string[];
  files?: number;
  inside?: Record<string, [number, number]>;
}

export interface Stem {
  name: string;
  df: number;
  tiers: [number, Uint32Array][];
  words: string[];
}

/** Every word of a shard with its stems. */
export type Shard = Map<string, Stem[]>;

export interface Word {
  start: number;
  end: number;
  fold: string;
}

/** What is shown of a page as it is. */
export interface Card {
  title: string;
  /** `2015-03-31`, a year alone, or empty. */
  date: string;
  kind: string;
  summary: string;
  topics: string[];
  authors: string[];
}

export interface Doc {
  url: string;
  card: Card;
  boost: number;
  text: string;
  headings: [number, string][];
  /** The title; the text; the summary, the topics, the authors and the words that the page is also found by. */
  parts: Word[][];
}

/** A word of the query and everything it may mean. */
export interface Group {
  word: string;
  joined: Set<string>;
  times: number;
  stems: [Stem, number][];
  df: number;
  idf: number;
  /** How well each word fits. */
  surfaces: Map<string, number>;
  /** So common that it says nothing beside the others. */
  everywhere: boolean;
}

/** Which groups a word belongs to, and how well it fits each. */
export type Sense = Map<string, [number, number][]>;

/** The words of a query, understood. */
export interface Understood {
  groups: Group[];
  sense: Sense;
  /** The beginnings of those words that have a figure: words side by side may give such a word in one. */
  beginnings: Set<string>;
  /** The groups of the words in order, where there are several and each is known. */
  sequence: number[];
  corrections: Map<string, string>;
  /** Words with letters and figures that no page has in one. */
  apart: string[];
}

/** Words of a text that belong to a group: the numbers of the first and the last, and what they give. */
export interface WordMatch {
  first: number;
  last: number;
  group: number;
  fit: number;
  fold: string;
}

export interface Term {
  word: string;
  prefix: boolean;
  /** What the word and those beside it give in one. */
  joined: Set<string>;
}

export interface Query {
  terms: Term[];
  phrases: Term[][];
  without: Term[][];
  filters: Filters;
}

export interface Hit {
  page: number;
  score: number;
  /** Whether the page has as much of the query as any page has. */
  hasAll?: boolean;
}

export interface Chosen {
  name: keyof Filters;
  values: { value: string; pages: number[]; chosen: boolean }[];
  mask: Set<number> | null;
}
