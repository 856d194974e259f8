// References by citeproc-js: node citeproc.mjs CITEPROC.js RECORDS.json LOCALES_FOLDER LANGUAGE STYLE.csl…
//
// Writes one JSON line a style: {"style": path, "references": {id: HTML}} or {"style", "error"}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [engine, recordsPath, locales, language, ...styles] = process.argv.slice(2);
const CSL = createRequire(import.meta.url)(engine);
const records = JSON.parse(readFileSync(recordsPath, "utf8"));
const byId = new Map(records.map((record) => [record.id, record]));
const system = {
  retrieveLocale: (wanted) => {
    for (const name of [wanted, "en-US"]) {
      try {
        return readFileSync(`${locales}/locales-${name}.xml`, "utf8");
      } catch {
        // The next language is tried.
      }
    }
    return null;
  },
  retrieveItem: (id) => structuredClone(byId.get(id)),
};

for (const style of styles) {
  try {
    const processor = new CSL.Engine(system, readFileSync(style, "utf8"), language, true);
    processor.updateItems(records.map((record) => record.id));
    const bibliography = processor.makeBibliography();
    const references = {};
    if (bibliography) {
      const [{ entry_ids: ids }, entries] = bibliography;
      entries.forEach((entry, at) => {
        references[ids[at][0]] = entry;
      });
    }
    console.log(JSON.stringify({ style, references }));
  } catch (error) {
    console.log(JSON.stringify({ style, error: String(error) }));
  }
}
