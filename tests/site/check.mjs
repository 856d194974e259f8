// Checks a built site with tools of other hands, and that those tools would notice a fault.
// From: the folder of a built site. To: what is wrong on standard output; exit code 0 (nothing), 1 (faults), 2 (could not check).
//
//     node tests/site/check.mjs public
//
// 1. Links (linkinator): every page and stylesheet, served from a domain root and again from a subfolder; anchors too.
// 2. HTML and CSS (the Nu Html Checker): every .html and .css file; any error counts, warnings do not.
// 3. The same two again on a copy with planted faults: each must be reported.

import { statSync } from "node:fs";
import path from "node:path";
import { survey } from "./site.mjs";
import { brokenLinks, pagesAt } from "./links.mjs";
import { markupErrors } from "./markup.mjs";
import { missedFaults } from "./planted.mjs";

const SUBFOLDER = "/some/sub/";

async function main([folder, ...rest]) {
  if (!folder || rest.length > 0) return usage("usage: node check.mjs FOLDER");
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return usage(`${folder} is not a folder: build the site first`);
  const site = survey(path.resolve(folder));
  if (site.pages.length === 0) return usage(`${folder} holds no .html file: build the site first`);

  const faults = [];
  for (const mount of new Set(["/", site.home.pathname, SUBFOLDER])) {
    const broken = await brokenLinks(site, mount);
    report(`links, served from ${mount}: ${count(pagesAt(site, mount).length, "page")}, ${count(site.styles.length, "stylesheet")}`, broken);
    faults.push(...broken);
  }
  const errors = markupErrors(site);
  report(`HTML and CSS: ${count(site.pages.length, "page")}, ${count(site.styles.length, "stylesheet")}`, errors);
  faults.push(...errors);

  const { planted, missed } = await missedFaults(site, SUBFOLDER);
  report(`planted faults: ${count(planted, "fault")} to be noticed in a copy of the site`, missed);
  faults.push(...missed);
  return faults.length === 0 ? 0 : 1;
}

function report(what, faults) {
  console.log(`${what}: ${faults.length === 0 ? "nothing wrong" : `${faults.length} wrong`}`);
  for (const fault of faults) console.log(`  ${fault.where}: ${fault.what}`);
}

function count(n, noun) {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

function usage(text) {
  console.error(text);
  return 2;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  console.error(`the check itself failed: ${error.stack ?? error}`);
  return 2;
});
