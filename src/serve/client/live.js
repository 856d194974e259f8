// Keeps a page of the preview up to date, and shows what is wrong. Served by `masthead serve` alone, never part of a site.
//
// What the server sends is compared with what it sent before, and only what differs is changed on the page: scroll position,
// focus, open details, playing media and what other scripts have made stay. Everything that comes from the site's files is
// shown as text, never as HTML.

(() => {
  'use strict';

  const own = document.currentScript;
  const folder = new URL('.', own.src);
  let version = own.dataset.version;
  // The page as the server sent it: this script runs before those of the page change anything.
  let base = document.documentElement.cloneNode(true);

  // --- changes -----------------------------------------------------------------------------------------------------------

  /** Brings `live` from `before` to `after`, touching only what differs between the two. */
  function morph(live, before, after) {
    if (before.isEqualNode(after)) return;
    if (before.nodeType !== after.nodeType || before.nodeName !== after.nodeName || live.nodeName !== after.nodeName) {
      live.replaceWith(copy(after));
      return;
    }
    if (after.nodeType !== Node.ELEMENT_NODE) {
      live.nodeValue = after.nodeValue;
      return;
    }
    attributes(live, before, after);
    children(live, before, after);
  }

  function attributes(live, before, after) {
    for (const { name, value } of after.attributes) {
      if (before.getAttribute(name) !== value) live.setAttribute(name, value);
    }
    for (const { name } of before.attributes) {
      if (!after.hasAttribute(name)) live.removeAttribute(name);
    }
  }

  function children(live, before, after) {
    const old = [...before.childNodes];
    const next = [...after.childNodes];
    const here = [...live.childNodes];
    if (here.length !== old.length || here.some((node, at) => node.nodeName !== old[at].nodeName)) {
      // Another script has changed what is here: it is made anew.
      live.replaceChildren(...next.map(copy));
      return;
    }
    let first = 0;
    while (first < old.length && first < next.length && old[first].isEqualNode(next[first])) first += 1;
    let oldEnd = old.length;
    let nextEnd = next.length;
    while (oldEnd > first && nextEnd > first && old[oldEnd - 1].isEqualNode(next[nextEnd - 1])) {
      oldEnd -= 1;
      nextEnd -= 1;
    }
    const end = here[oldEnd] ?? null;
    let at = first;
    for (let to = first; to < nextEnd; to += 1) {
      const match = find(old, at, oldEnd, next[to]);
      if (match < 0) {
        live.insertBefore(copy(next[to]), at < oldEnd ? here[at] : end);
        continue;
      }
      for (; at < match; at += 1) here[at].remove();
      morph(here[at], old[at], next[to]);
      at += 1;
    }
    for (; at < oldEnd; at += 1) here[at].remove();
  }

  /** The nearest old node that `wanted` continues: the same one, else the next of its kind unless that goes by another id. */
  function find(old, from, to, wanted) {
    for (let at = from; at < to; at += 1) if (old[at].isEqualNode(wanted)) return at;
    const id = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.id : '');
    for (let at = from; at < to; at += 1) {
      if (id(wanted) && old[at].nodeName === wanted.nodeName && id(old[at]) === id(wanted)) return at;
    }
    const alike = from < to && old[from].nodeName === wanted.nodeName && !id(old[from]) && !id(wanted);
    return alike ? from : -1;
  }

  /** A copy that belongs to this document. */
  function copy(node) {
    return document.importNode(node, true);
  }

  /** A style sheet takes the place of another when it is loaded, so that the page is never bare. */
  function styles(next) {
    const sheets = (root) => [...root.querySelectorAll('link[rel="stylesheet"]')];
    const [before, after] = [sheets(base), sheets(next)];
    const live = sheets(document);
    if (before.length !== after.length || live.length !== before.length) return;
    after.forEach((sheet, at) => {
      if (sheet.isEqualNode(before[at])) return;
      const fresh = copy(sheet);
      const old = live[at];
      const swap = () => old.remove();
      fresh.addEventListener('load', swap, { once: true });
      fresh.addEventListener('error', swap, { once: true });
      old.after(fresh);
      // The morph below has nothing left to do here.
      before[at].replaceWith(sheet.cloneNode(true));
    });
  }

  const scripts = (root) => [...root.querySelectorAll('script[src]')].map((script) => script.getAttribute('src')).join('\n');

  async function refresh() {
    const response = await fetch(location.href, { headers: { 'If-None-Match': `"${version}"` }, cache: 'no-store' });
    if (response.status === 304) return;
    const type = response.headers.get('content-type') ?? '';
    if (response.redirected || !type.startsWith('text/html')) {
      location.reload();
      return;
    }
    const next = new DOMParser().parseFromString(await response.text(), 'text/html').documentElement;
    const fresh = next.querySelector('script[data-version]');
    if (!fresh || scripts(next) !== scripts(base)) {
      // What a script has done cannot be undone.
      location.reload();
      return;
    }
    version = fresh.dataset.version;
    const focused = document.activeElement?.id;
    styles(next);
    const pending = document.querySelectorAll('link[rel="stylesheet"]').length !== base.querySelectorAll('link[rel="stylesheet"]').length;
    const [head, body] = [next.querySelector('head'), next.querySelector('body')];
    attributes(document.documentElement, base, next);
    if (pending) title(next);
    else morph(document.head, base.querySelector('head'), head);
    morph(document.body, base.querySelector('body'), body);
    base = next;
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent('masthead:changed'));
  }

  function title(next) {
    document.title = next.querySelector('title')?.textContent ?? '';
  }

  // --- what is wrong, and the bar ------------------------------------------------------------------------------------------

  const host = document.createElement('masthead-preview');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = new URL('live.css', folder);
  const panel = make('section', 'panel', { hidden: '', role: 'dialog', 'aria-label': 'What is wrong' });
  const bar = make('div', 'bar', { role: 'region', 'aria-label': 'Preview' });
  shadow.append(sheet, panel, bar);

  /** What the editor has closed, until something else is wrong. */
  let closed = '';
  let shown = '';

  function make(name, className, attributes = {}, ...inside) {
    const element = document.createElement(name);
    if (className) element.className = className;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  }

  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  /** A link that opens a file in an editor, or its name where that cannot be. */
  function file(name, open) {
    return open ? make('a', 'file', { href: open }, name) : make('span', 'file', {}, name);
  }

  function finding(found) {
    const item = make('li', `finding ${found.severity}`);
    item.append(make('p', 'message', {}, make('strong', '', {}, found.severity === 'error' ? 'Error' : 'Warning'), ` ${found.message}`));
    if (found.file) item.append(make('p', 'place', {}, file(found.line ? `${found.file}:${found.line}:${found.column}` : found.file, found.open)));
    if (found.excerpt) {
      const [before, marked, after] = found.excerpt;
      item.append(make('pre', '', {}, before, make('mark', '', {}, marked || ' '), after));
    }
    for (const label of found.labels ?? []) item.append(make('p', 'place', {}, file(`${label.file}:${label.line}`), ` ${label.text}`));
    for (const help of found.help ?? []) item.append(make('p', 'help', {}, help));
    if (found.others) item.append(others(found.others));
    item.append(make('p', 'code', {}, `masthead explain ${found.code}`));
    return item;
  }

  /** Where else the same is to be found. */
  function others({ number, places }) {
    const entries = places.map((place) => {
      const name = place.line ? `${place.file}:${place.line}` : place.file;
      return make('li', 'place', {}, file(name, place.open), place.message ? ` ${place.message}` : '');
    });
    if (number > places.length) entries.push(make('li', '', {}, `and ${number - places.length} more`));
    const title = count(number, 'other place like this', 'other places like this');
    return make('details', 'others', {}, make('summary', '', {}, title), make('ul', '', {}, ...entries));
  }

  function list(title, links) {
    const entries = links.pages.map(({ title: name, url }) => make('li', '', {}, make('a', '', { href: url }, name)));
    if (links.number > links.pages.length) entries.push(make('li', '', {}, `and ${links.number - links.pages.length} more`));
    return make('details', 'links', {}, make('summary', '', {}, `${title}: ${links.number}`), make('ul', '', {}, ...entries));
  }

  function facts(state) {
    const { page } = state;
    if (!page) return [];
    const edited = page.edited ? `edited ${new Date(page.edited * 1000).toLocaleString()}` : '';
    return [
      ...(page.source ? [file(page.source, page.open)] : []),
      make('span', `state ${page.state === 'published' ? '' : 'held'}`, {}, page.state),
      make('span', '', {}, page.kind),
      make('span', '', {}, `${count(page.words, 'word', 'words')}, ${count(page.minutes, 'minute', 'minutes')}`),
      list('links', page.links),
      list('linked from', page.linked_from),
      make('span', '', {}, edited),
    ];
  }

  function show(state) {
    const faults = JSON.stringify(state.findings);
    const badge = make('button', state.errors ? 'badge error' : 'badge warning', { type: 'button', 'aria-expanded': String(!panel.hidden) });
    const parts = [state.errors && count(state.errors, 'error', 'errors'), state.warnings && count(state.warnings, 'warning', 'warnings')];
    badge.textContent = parts.filter(Boolean).join(', ');
    badge.addEventListener('click', () => (panel.hidden ? open() : close()));
    const here = state.own_findings && state.page ? make('span', 'here', {}, `${state.own_findings} on this page`) : '';
    // Others on the network are not told what is wrong, so an empty list says nothing there.
    const well = state.network ? [] : [make('span', 'well', {}, 'No faults')];
    // The site as it last was well is shown meanwhile.
    const working = state.working ? [make('span', 'working', { role: 'status' }, state.working)] : [];
    bar.replaceChildren(...working, ...(state.errors + state.warnings ? [badge, here] : well), ...facts(state));
    if (faults === shown) return;
    shown = faults;
    const shut = make('button', 'shut', { type: 'button' }, 'Close');
    shut.addEventListener('click', close);
    const words = state.errors
      ? 'The site cannot be published until the errors are mended. What you see below is as it is now, or as it last was well.'
      : 'The site can be published; these are worth a look.';
    const more = state.more ? [make('p', '', {}, `… and ${state.more} more: see the terminal, or \`masthead check --format json\`.`)] : [];
    panel.replaceChildren(
      make('header', '', {}, make('h2', '', {}, badge.textContent), shut),
      make('p', 'words', {}, words),
      make('ol', '', {}, ...state.findings.map(finding)),
      ...more,
    );
    const wanted = state.errors > 0 && faults !== closed;
    panel.hidden = state.errors + state.warnings === 0 || !wanted;
  }

  function open() {
    panel.hidden = false;
    panel.querySelector('button')?.focus();
  }

  function close() {
    panel.hidden = true;
    closed = shown;
  }

  shadow.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });

  async function state() {
    const response = await fetch(new URL(`state?page=${encodeURIComponent(location.pathname)}`, folder), { cache: 'no-store' });
    if (response.ok) show(await response.json());
  }

  // --- news ----------------------------------------------------------------------------------------------------------------

  let busy = false;
  let again = false;

  /** One at a time: news that comes meanwhile is looked at afterwards. */
  async function update() {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      try {
        await refresh();
        await state();
      } catch {
        // The preview has ended, or starts again: the next event tells.
      }
    }
    busy = false;
  }

  function begin() {
    document.documentElement.append(host);
    const events = new EventSource(new URL('events', folder));
    events.addEventListener('message', update);
    events.addEventListener('error', () => bar.classList.add('away'));
    events.addEventListener('open', () => bar.classList.remove('away'));
    // A connection that is kept would count against the six that a browser opens to one server.
    addEventListener('pagehide', () => events.close());
    addEventListener('pageshow', (event) => event.persisted && location.reload());
  }

  begin();
})();
