// The text of a built page's main part: what the evaluation indexes of pages that other generators wrote.

const HIDDEN = new Set(['h1', 'script', 'style', 'template', 'svg', 'nav', 'form', 'head']);
const INLINE = new Set('a abbr b bdi bdo cite code data dfn em i kbd mark q s samp small span strong sub sup time u var wbr'.split(' '));
/** @type {Record<string, string>} */
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * The text of a page's main part, blocks separated by line feeds, with its headings; of one section, where `anchor` says so.
 * @param {string} html
 * @param {string} [anchor]
 * @returns {{text: string, headings: [number, string][]}}
 */
export function readPage(html, anchor) {
  let at = Math.max(0, html.indexOf('<main'));
  const end = html.indexOf('</main', at);
  const limit = end < 0 ? html.length : end;
  let text = '';
  /** @type {[number, string, number][]} */
  const headings = [];
  while (at < limit) {
    let open = html.indexOf('<', at);
    if (open < 0 || open > limit) open = limit;
    const piece = html
      .slice(at, open)
      .replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{2,6}));/g, (all, decimal, hex, name) =>
        name ? (ENTITIES[name] ?? all) : sign(decimal ? +decimal : parseInt(hex, 16)),
      )
      .replace(/[ \t\n\f\r]+/g, ' ');
    text += text === '' || text.endsWith('\n') ? piece.trimStart() : text.endsWith(' ') && piece[0] === ' ' ? piece.slice(1) : piece;
    let close = html.indexOf('>', open);
    if (close < 0 || close > limit) close = limit;
    const tag = html.slice(open, close);
    const name = (/^<\/?([a-z][a-z0-9]*)/.exec(tag) ?? [])[1] ?? '';
    at = close + 1;
    if (HIDDEN.has(name) && tag[1] !== '/') {
      const over = html.indexOf('</' + name, at);
      at = over < 0 ? limit : over;
    } else if (name && !INLINE.has(name) && text) {
      text = text.replace(/[ \n]+$/, '') + '\n';
    }
    const id = /^<h[2-6]\b/.test(tag) && /\sid="?([^"\s>]+)/.exec(tag);
    if (id) headings.push([text.length, id[1], +tag[2]]);
  }
  const own = anchor ? headings.findIndex((heading) => heading[1] === anchor) : -1;
  if (own >= 0) {
    const next = headings.slice(own + 1).find((heading) => heading[2] <= headings[own][2]);
    const from = headings[own][0];
    text = text.slice(from, next ? next[0] : undefined);
    return { text, headings: headings.filter((heading) => heading[0] >= from && heading[0] < from + text.length).map((heading) => [heading[0] - from, heading[1]]) };
  }
  return { text, headings: headings.map(([place, id]) => [place, id]) };
}

/** @param {number} code */
const sign = (code) => (code > 0 && code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ');

