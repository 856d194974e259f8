// Shows that the checks can fail: plants faults in a copy of a site and sees whether each is reported.
// From: a surveyed site. To: how many were planted, and a fault for each that went unnoticed.

import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { brokenLinks } from "./links.mjs";
import { markupErrors } from "./markup.mjs";
import { addressOf, survey } from "./site.mjs";

export async function missedFaults(site, subfolder) {
  const temporary = mkdtempSync(path.join(os.tmpdir(), "masthead-site-check-"));
  try {
    const copy = path.join(temporary, "site");
    cpSync(site.folder, copy, { recursive: true });
    const expected = plant(survey(copy));
    const found = await findings(survey(copy), subfolder);
    const missed = expected.filter((fault) => !found[fault.check].some(fault.matches));
    return {
      planted: expected.length,
      missed: missed.map((fault) => ({ where: fault.check, what: `did not notice ${fault.name}` })),
    };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function findings(site, subfolder) {
  return {
    "links at the root": await brokenLinks(site, site.home.pathname),
    "links in a subfolder": await brokenLinks(site, subfolder),
    "HTML and CSS": markupErrors(site),
  };
}

// The first page is read first, so an anchor that the last one names on it tests the second round of links.mjs.
function plant(site) {
  const pages = site.pages.filter((page) => page !== "404.html");
  const [first, last] = [pages[0], pages.at(-1)];
  const up = `./${"../".repeat(last.split("/").length - 1)}`;
  const address = addressOf(first);
  const expected = [];
  const expect = (check, name, matches) => expected.push({ check, name, matches });

  insert(site, first, '<p><a href="planted-missing-page/">a</a> <img src="planted-missing-image.png" alt=""> <a href="#planted-missing-anchor">b</a></p>');
  insert(site, last, `<p><a href="${up}${address}#planted-anchor-elsewhere">c</a> <a href="/${address}">d</a></p>`);
  for (const check of ["links at the root", "links in a subfolder"]) {
    for (const target of ["planted-missing-page/", "planted-missing-image.png", "#planted-missing-anchor", "#planted-anchor-elsewhere"]) {
      expect(check, `the broken link ${target}`, (fault) => fault.target.endsWith(target));
    }
  }
  expect("links in a subfolder", `the link /${address}, which leads out of it`, (fault) => fault.target.replace(/^https?:\/\/[^/]+/, "") === `/${address}`);

  insert(site, first, '<p id="planted-twice">a</p><p id="planted-twice"><img src="planted-missing-image.png"></p>');
  expect("HTML and CSS", "an image without alt", (fault) => fault.file === first && /\balt\b/.test(fault.what));
  expect("HTML and CSS", "an id used twice", (fault) => fault.file === first && fault.what.includes("planted-twice"));
  if (site.styles.length > 0) {
    const [style] = site.styles;
    appendFileSync(path.join(site.folder, style), "\n.planted { colour: red; background: url(planted-missing-background.png); }\n");
    expect("HTML and CSS", "a misspelt CSS property", (fault) => fault.file === style && fault.what.includes("colour"));
    expect("links at the root", "a missing background", (fault) => fault.target.endsWith("planted-missing-background.png"));
  }
  return expected;
}

function insert(site, page, html) {
  const file = path.join(site.folder, page);
  const before = readFileSync(file, "utf8");
  const at = before.lastIndexOf("</body>");
  writeFileSync(file, at < 0 ? before + html : before.slice(0, at) + html + before.slice(at));
}
