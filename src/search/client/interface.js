// @ts-check
// Everything that a visitor sees and uses: suggestions below every search field, the results page, highlighting on the page landed on.
//
// From: a page of the theme, which holds all words and elements (docs/search.md shows them). To: the same page, filled in.
// Everything is text, never markup. Nothing is fetched before a field is used. Works from disk too, where the script search/bundle.js
// brings the files.

/** @import { Answer, Filters, Result, Search } from './types.d.ts' */
import { SearchError } from './files.js';
import { FIELDS } from './query.js';
import { open } from './search.js';
import { words } from './words.js';

/** The number of suggestions that are shown. */
const SUGGESTIONS = 6;
/** The number of results that are shown at once. */
const RESULTS = 10;
/** The time for which typing must rest before a query is asked, in milliseconds. */
const REST = 120;

/** @typedef {Record<string, string>} Strings */

/** Returns the words of a `data-` attribute with the values in braces filled in. @param {Element} from @param {string} name @param {Strings} [values] */
const say = (from, name, values = {}) =>
  (from.getAttribute('data-' + name) ?? '').replace(/\{(\w+)\}/g, (_, key) => values[key]);

/** @param {string} tag @param {Strings} attributes @param {(Node | string)[]} children */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  set(made, attributes);
  made.append(...children);
  return made;
}

/** @param {Element} of @param {Strings} attributes */
function set(of, attributes) {
  for (const name in attributes) of.setAttribute(name, attributes[name]);
}

/** @type {Map<string, Promise<Search>>} */
const opened = new Map();

/** Returns the index of a form, opened when it is first wanted. @param {HTMLFormElement} form */
function indexOf(form) {
  const base = new URL('./', form.action).href;
  let index = opened.get(base);
  if (!index) {
    // Nothing can be fetched from disk: there the script bundle.js, before this one, has the files.
    index = open(base, { fetch: /** @type {any} */ (window).mastheadSearch });
    index.catch(() => opened.delete(base));
    opened.set(base, index);
  }
  return index;
}

/** Makes a link lead to a result, where the words that it was found by are highlighted. @param {Element} link @param {Result} result @param {string[]} list */
function leadTo(link, result, list) {
  set(link, { href: result.href });
  link.textContent = result.title || result.url;
  link.addEventListener('click', () => {
    // Without storage, nothing is highlighted.
    try {
      sessionStorage.search = JSON.stringify([new URL(result.href, location.href).pathname, list]);
    } catch {}
  });
}

/** Highlights the words that led here, where the browser can without changing the page. */
function highlight() {
  try {
    const [path, list] = JSON.parse(sessionStorage.search);
    sessionStorage.removeItem('search');
    if (path !== location.pathname) return;
    const found = new Highlight();
    const walker = document.createTreeWalker(/** @type {Node} */ (document.querySelector('main')), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()) && found.size < 1000; ) {
      for (const { start, end, fold } of words(node.nodeValue ?? '')) {
        if (!list.includes(fold)) continue;
        const range = new Range();
        range.setStart(node, start);
        range.setEnd(node, end);
        found.add(range);
      }
    }
    CSS.highlights.set('search', found);
  } catch {}
}

/**
 * Shows suggestions below a field, as the ARIA combobox pattern has them. The form holds a list `[role=listbox]`.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} field
 */
function suggest(form, field) {
  const list = /** @type {HTMLElement | null} */ (form.querySelector('[role=listbox]'));
  if (!list) return;
  set(field, { role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' });
  let asked = '';
  let chosen = -1;
  let timer = 0;
  /** @param {number} next */
  const choose = (next) => {
    const options = [...list.children];
    chosen = options[next] ? next : next < -1 ? options.length - 1 : -1;
    options.forEach((option, at) => set(option, { 'aria-selected': String(at === chosen) }));
    options[chosen]?.scrollIntoView({ block: 'nearest' });
    set(field, { 'aria-activedescendant': options[chosen]?.id ?? '' });
  };
  /** @param {Element[]} options */
  const show = (...options) => {
    list.replaceChildren(...options);
    list.hidden = !options.length;
    set(field, { 'aria-expanded': String(!list.hidden) });
    choose(-1);
  };
  const close = () => {
    clearTimeout(timer);
    asked = '';
    show();
  };
  const ask = async () => {
    const query = field.value;
    if (query === asked) return;
    if (query.length < 2) return close();
    asked = query;
    let found;
    try {
      found = await (await indexOf(form)).suggest(query, SUGGESTIONS);
    } catch {
      return close();
    }
    // Something else was typed meanwhile, or the field was left, which closes the list.
    if (query !== asked) return;
    const options = found.pages.map((page, at) => {
      // The link is the option: nothing inside an option can be reached.
      const link = element('a', { id: `${list.id}-${at}`, role: 'option', tabindex: '-1' });
      leadTo(link, page, found.matched);
      return link;
    });
    show(...options);
  };
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, REST);
  });
  field.addEventListener('keydown', (event) => {
    const { key } = event;
    if (list.hidden) return;
    if (key === 'Escape') close();
    else if (key === 'ArrowDown') choose(chosen + 1);
    else if (key === 'ArrowUp') choose(chosen - 1);
    else if (key === 'Enter' && chosen >= 0) /** @type {HTMLElement} */ (list.children[chosen]).click();
    else return;
    event.preventDefault();
  });
  form.addEventListener('focusout', (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
  });
  form.addEventListener('submit', close);
  // The pointer must not take the focus from the field, or the list is gone before the click.
  list.addEventListener('mousedown', (event) => event.preventDefault());
}

/** Returns a day as readers of the page's language write it. @param {string} date */
const dated = (date) => (date[4] ? new Date(date).toLocaleDateString(document.documentElement.lang || [], { dateStyle: 'long', timeZone: 'UTC' }) : date);

/**
 * Runs the results page, whose address says what is searched for.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} field
 * @param {HTMLElement} place
 */
function results(form, field, place) {
  /** @param {string} name @param {ParentNode} [within] @returns {any} */
  const part = (name, within = place) => within.querySelector(`[data-${name}]`) ?? element('p', {});
  const [status, corrected, again, panel, filters, list, more] = ['status', 'corrected', 'again', 'panel', 'filters', 'list', 'more'].map((name) => part(name));
  const archive = part('search-archive', document);
  /** @param {string} name */
  const copy = (name) => part(name).content.firstElementChild.cloneNode(true);
  let turn = 0;
  let timer = 0;

  const asked = () => {
    const parameters = new URLSearchParams(location.search);
    /** @type {any} */
    const narrowed = {};
    for (const group of FIELDS) if (parameters.has(group)) narrowed[group] = parameters.getAll(group);
    return { query: parameters.get('q') ?? '', filters: /** @type {Filters} */ (narrowed), sort: /** @type {'date' | undefined} */ (parameters.get('sort') || undefined), exact: parameters.has('exact') };
  };
  /** @param {URLSearchParams} parameters @param {'pushState' | 'replaceState'} [step] */
  const move = (parameters, step = 'pushState') => {
    clearTimeout(timer);
    history[step](null, '', '?' + parameters);
    void run();
  };
  /** @param {string} kind */
  const kindName = (kind) => say(place, 'kind-' + kind) || kind;
  /** @param {Result} result @param {string[]} list */
  const item = (result, list) => {
    const made = copy('item');
    leadTo(part('title', made), result, list);
    part('kind', made).textContent = kindName(result.kind);
    part('date', made).textContent = dated(result.date);
    part('section', made).textContent = result.section?.title ?? '';
    let from = 0;
    const excerpt = part('excerpt', made);
    for (const [start, end] of result.marks) {
      excerpt.append(result.excerpt.slice(from, start), element('mark', {}, result.excerpt.slice(start, end)));
      from = end;
    }
    excerpt.append(result.excerpt.slice(from));
    return made;
  };
  /** @param {Answer} answer */
  const narrow = ({ facets }) => {
    const focused = /** @type {HTMLInputElement | null} */ (document.activeElement);
    for (const group in facets) {
      const set = part('group=' + group);
      set.hidden = !facets[group].length;
      set.querySelectorAll('label').forEach((/** @type {Element} */ old) => old.remove());
      for (const { value, count, chosen } of facets[group]) {
        const made = copy('value');
        const [box, text] = made.children;
        Object.assign(box, { name: group, value, checked: chosen });
        text.textContent = `${group === 'kind' ? kindName(value) : value} (${count})`;
        set.append(made);
        // A visitor who chose something goes on from there.
        if (focused?.name === group && focused.value === value) box.focus();
      }
    }
  };
  /** @param {boolean} [further] adds to what is shown */
  const run = async (further) => {
    const now = ++turn;
    const wanted = asked();
    const nothing = !wanted.query.trim() && !Object.keys(wanted.filters).length;
    archive.hidden = !nothing;
    place.hidden = nothing;
    if (nothing) return;
    const slow = setTimeout(() => (status.textContent = say(status, 'searching')), 300);
    again.hidden = true;
    try {
      const offset = further ? list.children.length : 0;
      const index = await indexOf(form);
      const answer = await index.search(wanted.query, { ...wanted, offset, limit: RESULTS, facets: panel.open });
      if (now !== turn) return;
      const items = answer.results.map((result) => item(result, answer.words));
      if (further) list.append(...items);
      else list.replaceChildren(...items);
      if (further) items[0]?.querySelector('a')?.focus();
      const { total, query, corrected: instead } = answer;
      more.hidden = list.children.length >= total;
      const name = !wanted.query.trim() ? 'narrowed' : total > 1 ? 'many' : total ? 'one' : 'none';
      status.textContent = say(status, name, { total: String(total), query: instead ?? query });
      corrected.hidden = !instead || !total;
      part('query', corrected).textContent = instead;
      part('typed', corrected).textContent = query;
      narrow(answer);
    } catch (error) {
      if (now !== turn) return;
      const kind = error instanceof SearchError ? error.kind : '';
      status.textContent = say(status, kind) || say(status, 'failed');
      again.hidden = false;
    } finally {
      clearTimeout(slow);
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    move(new URLSearchParams({ q: field.value }));
  });
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const parameters = new URLSearchParams(location.search);
      parameters.set('q', field.value);
      parameters.delete('exact');
      move(parameters, 'replaceState');
    }, 2 * REST);
  });
  filters.addEventListener('change', () => {
    move(new URLSearchParams([['q', field.value], .../** @type {Iterable<[string, string]>} */ (new FormData(filters))]));
  });
  filters.addEventListener('reset', () => move(new URLSearchParams({ q: field.value })));
  corrected.addEventListener('click', (/** @type {Event} */ event) => {
    if (!(event.target instanceof Element && event.target.closest('a'))) return;
    event.preventDefault();
    move(new URLSearchParams({ q: field.value, exact: '' }));
  });
  panel.addEventListener('toggle', () => panel.open && run());
  more.addEventListener('click', () => run(true));
  again.addEventListener('click', () => run());
  const begin = () => {
    const { query, filters: narrowed, sort } = asked();
    field.value = query;
    if (sort) filters.elements.sort.value = sort;
    if (sort || Object.keys(narrowed).length) panel.open = true;
    void run();
  };
  window.addEventListener('popstate', begin);
  begin();
}

function start() {
  highlight();
  const place = /** @type {HTMLElement | null} */ (document.querySelector('[data-search-results]'));
  /** @type {HTMLInputElement | undefined} */
  let main;
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[role=search]'))) {
    /** @type {HTMLInputElement | undefined} */
    const field = form.q;
    // A form that narrows a list on its page is a search, too, but none of the site.
    if (!field) continue;
    field.addEventListener('focus', () => indexOf(form).catch(() => {}));
    const own = place && !form.closest('header');
    if (own) results(form, field, place);
    else if (!(/** @type {any} */ (navigator).connection?.saveData)) suggest(form, field);
    if (own || !main) main = field;
  }
  document.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key !== '/' || target.isContentEditable || target.matches('input, textarea, select')) return;
    event.preventDefault();
    main?.select();
    main?.focus();
  });
}

// The script is deferred, so the page is complete.
start();
