// @ts-check
// What a visitor sees and uses on every page: suggestions below every search field, highlighting on the page landed on. The results
// page is results.js.
//
// From: a page of the theme, which holds all words and elements (docs/search.md shows them). To: the same page, filled in.
// Everything is text, never markup. Nothing is fetched before a field is used. Works from disk too, where the script search/bundle.js
// brings the files.

/** @import { Result, Search } from './types.d.ts' */
import { FIELDS } from './query.js';
import { open } from './search.js';
import { words } from './words.js';

/** The number of suggestions that are shown. */
const SUGGESTIONS = 6;
/** The time for which typing must rest before a query is asked, in milliseconds. */
const REST = 120;

/** The address of this script. */
const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

/** @typedef {Record<string, any>} Strings */

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
    delete sessionStorage.search;
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
    options.forEach((option, at) => set(option, { 'aria-selected': at === chosen }));
    options[chosen]?.scrollIntoView({ block: 'nearest' });
    set(field, { 'aria-activedescendant': options[chosen]?.id ?? '' });
  };
  /** @param {Element[]} options */
  const show = (...options) => {
    list.replaceChildren(...options);
    list.hidden = !options.length;
    set(field, { 'aria-expanded': !list.hidden });
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
    else if (key !== 'Enter' || chosen < 0) return;
    else /** @type {HTMLElement} */ (list.children[chosen]).click();
    event.preventDefault();
  });
  form.addEventListener('focusout', (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
  });
  form.addEventListener('submit', close);
  // The pointer must not take the focus from the field, or the list is gone before the click.
  list.addEventListener('mousedown', (event) => event.preventDefault());
}

/**
 * Runs the results page. What only that page needs is a script of its own, beside this one.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} field
 * @param {HTMLElement} place
 */
function results(form, field, place) {
  const script = element('script', { src: new URL('search-results.js', here).href });
  script.addEventListener('load', () => {
    const tools = { element, indexOf, leadTo, fields: FIELDS };
    /** @type {any} */ (window).mastheadResults(tools, form, field, place);
  });
  document.head.append(script);
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
