// @ts-check
// The results page: results with passages, filters, more results, and what to say where there are none.
//
// From: the page of the theme that has the elements (docs/search.md shows them), and the tools of interface.js. To: the same page,
// filled in. Everything is text, never markup.

/** @import { Answer, Filters, Result, Search } from './types.d.ts' */
/** @typedef {Record<string, string>} Strings */
/**
 * @typedef {object} Tools
 * @property {(tag: string, attributes: Record<string, any>, ...children: (Node | string)[]) => HTMLElement} element
 * @property {(form: HTMLFormElement) => Promise<Search>} indexOf
 * @property {(link: Element, result: Result, list: string[]) => void} leadTo
 * @property {string[]} fields
 */

/** The number of results that are shown at once. */
const RESULTS = 10;
/** The time for which typing must rest before a query is asked, in milliseconds. */
const REST = 240;

/** Whether the page was opened from a disk, without a script that holds the index. */
const IS_DISK = location.protocol === 'file:' && !(/** @type {any} */ (window).mastheadSearch);

/** Returns the words of a `data-` attribute with the values in braces filled in. @param {Element} from @param {string} name @param {Strings} [values] */
const say = (from, name, values = {}) =>
  (from.getAttribute('data-' + name) ?? '').replace(/\{(\w+)\}/g, (_, key) => values[key]);

/** Returns a day as readers of the page's language write it. @param {string} date */
const dated = (date) => (date[4] ? new Date(date).toLocaleDateString(document.documentElement.lang || [], { dateStyle: 'long', timeZone: 'UTC' }) : date);

/**
 * Runs the results page, whose address says what is searched for.
 * @param {Tools} tools
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} field
 * @param {HTMLElement} place
 */
function results({ element, indexOf, leadTo, fields }, form, field, place) {
  /** @param {string} name @param {ParentNode} [within] @returns {any} */
  const part = (name, within = place) => within.querySelector(`[data-${name}]`) ?? element('p', {});
  const [status, corrected, again, panel, filters, list, more] = ['status', 'corrected', 'again', 'panel', 'filters', 'list', 'more'].map((name) => part(name));
  const archive = part('search-archive', document);
  /** @param {string} name */
  const copy = (name) => part(name).content.firstElementChild.cloneNode(true);
  let turn = 0;
  /** The number of results that were asked for. */
  let shown = 0;
  let timer = 0;
  // Where a visitor was who comes back: how many results were shown, and how far the page was scrolled.
  let back = history.state;
  history.scrollRestoration = 'manual';
  window.addEventListener('pagehide', () => history.replaceState({ shown, y: scrollY }, ''));

  const asked = () => {
    const parameters = new URLSearchParams(location.search);
    /** @type {any} */
    const narrowed = {};
    for (const group of fields) if (parameters.has(group)) narrowed[group] = parameters.getAll(group);
    return { query: parameters.get('q') ?? '', filters: /** @type {Filters} */ (narrowed), sort: /** @type {'date' | undefined} */ (parameters.get('sort') || undefined), exact: parameters.has('exact') };
  };
  /** @param {URLSearchParams} parameters @param {'pushState' | 'replaceState'} [step] */
  const move = (parameters, step = 'pushState') => {
    clearTimeout(timer);
    back = null;
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
      const values = part('group=' + group);
      values.hidden = !facets[group].length;
      values.querySelectorAll('label').forEach((/** @type {Element} */ old) => old.remove());
      for (const { value, count, chosen } of facets[group]) {
        const made = copy('value');
        const [box, text] = made.children;
        Object.assign(box, { name: group, value, checked: chosen });
        text.textContent = `${group === 'kind' ? kindName(value) : value} (${count})`;
        values.append(made);
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
    // The order says what the list is, however one came here.
    if (filters.elements?.sort) filters.elements.sort.value = wanted.sort ?? '';
    const slow = setTimeout(() => (status.textContent = say(status, 'searching')), 300);
    again.hidden = true;
    try {
      const offset = further ? shown : 0;
      const limit = further ? RESULTS : Math.max(RESULTS, back?.shown ?? 0);
      const index = await indexOf(form);
      const answer = await index.search(wanted.query, { ...wanted, offset, limit, facets: panel.open });
      if (now !== turn) return;
      shown = offset + limit;
      const items = answer.results.map((result) => item(result, answer.words));
      if (further) list.append(...items);
      else list.replaceChildren(...items);
      if (further) items[0]?.querySelector('a')?.focus();
      const { total, query, corrected: instead } = answer;
      more.hidden = shown >= total;
      again.hidden = !answer.unread;
      const narrowed = Object.keys(wanted.filters).length > 0;
      const name = total > 1 ? 'many' : total ? 'one' : narrowed ? 'none-narrowed' : 'none';
      const values = { total: String(total), query: instead ?? query };
      status.textContent = (wanted.query.trim() ? say(status, name, values) : '') || say(status, wanted.query.trim() ? 'none' : 'narrowed', values);
      if (answer.unread) status.textContent += ' ' + say(status, 'unread');
      corrected.hidden = !instead || !total;
      part('query', corrected).textContent = instead;
      part('typed', corrected).textContent = query;
      narrow(answer);
      if (back) scrollTo(0, back.y);
      back = null;
    } catch (error) {
      if (now !== turn) return;
      // What was found before is no answer to this query.
      if (!further) list.replaceChildren();
      more.hidden = !further;
      corrected.hidden = true;
      const { kind } = /** @type {any} */ (error);
      status.textContent = (kind && !IS_DISK && say(status, kind)) || say(status, 'failed');
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
    }, REST);
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
    if (sort || Object.keys(narrowed).length) panel.open = true;
    void run();
  };
  window.addEventListener('popstate', (event) => {
    back = event.state;
    begin();
  });
  begin();
}

/** @type {any} */ (window).mastheadResults = results;
