// @ts-check
// Reads the index of a masthead site, in browsers and in Node 20. Begin with open().
// It touches no page and keeps nothing between visits.
/** @import { Search } from './types.d.ts' */
import { answer } from './answer.js';
import { Files, REPLACED, SearchError } from './files.js';

/**
 * Opens the index of a site.
 * @param {string} base the address of the folder `search/`, for example '/search/'
 * @param {{fetch?: typeof fetch}} [options] what fetches files: the browser's own, unless something else is given
 * @returns {Promise<Search>}
 */
export async function open(base, options = {}) {
  const folder = base.replace(/\/?$/, '/');
  const get = options.fetch ?? ((...request) => fetch(...request));
  let files = await Files.open(folder, get);
  /**
   * @template T
   * @param {(files: Files) => Promise<T>} ask
   * @returns {Promise<T>}
   */
  const withNewest = async (ask) => {
    for (let tries = 0; ; tries++) {
      try {
        return await ask(files);
      } catch (error) {
        if (error !== REPLACED) throw error;
        if (tries > 2) throw new SearchError('missing');
        files = await Files.open(folder, get, 'reload');
      }
    }
  };
  return {
    search: (query, wanted = {}) => withNewest((index) => answer(index, query, wanted)),
    suggest: (prefix, limit = 6) =>
      withNewest(async (index) => {
        const { results, words } = await answer(index, prefix, { limit }, true);
        return { pages: results, matched: words };
      }),
    pages: () => files.manifest.n,
  };
}

export { SearchError };
