// Follows every link of a site with linkinator. From: a surveyed site and the path to serve it from.
// To: one fault for each link that leads nowhere.
//
// - Other hosts are left alone: what a check finds must not depend on the network.
// - Links to the site's own address (canonical links, 404.html) are looked up in this copy.
// - A redirect counts as broken: a link to a folder ends in a slash, so that a visitor asks once.
// - 404.html answers for addresses at any depth, so its links name the host or begin at its root. They are right only
//   where the site was built to live, and it is left out elsewhere.
// - Alias pages (a meta refresh and a link) are pages like any other.

import { readFileSync } from "node:fs";
import path from "node:path";
import { LinkChecker } from "linkinator";
import { serve } from "./server.mjs";
import { addressOf } from "./site.mjs";

// The pages whose links can be right there.
export function pagesAt(site, mount) {
  return site.pages.filter((page) => page !== "404.html" || mount === site.home.pathname);
}

export async function brokenLinks(site, mount) {
  const server = await serve(site.folder, mount);
  try {
    const base = server.origin + mount;
    return faults(site, base, await crawl(server.origin, base, site.home, [...pagesAt(site, mount), ...site.styles]));
  } finally {
    await server.close();
  }
}

// Two rounds with one checker. It looks an anchor up when it reads the page that should have it, and remembers those that
// it met after that page had been read: the second round finds them.
async function crawl(origin, base, home, files) {
  const checker = new LinkChecker();
  const options = () => ({
    path: files.map((file) => base + addressOf(file)),
    checkCss: true,
    checkFragments: true,
    linksToSkip: async (address) => new URL(address).origin !== origin,
    redirects: "error",
    timeout: 30_000,
    urlRewriteExpressions: [{ pattern: new RegExp(`^${escapeRegExp(home.href)}`), replacement: base }],
  });
  const rounds = [await checker.check(options()), await checker.check(options())];
  const links = rounds.flatMap((round) => round.links);
  for (const file of files) {
    if (!links.some((link) => link.url === base + addressOf(file))) throw new Error(`${file} was not visited`);
  }
  return links.filter((link) => link.state === "BROKEN");
}

function faults(site, base, links) {
  const found = new Map();
  for (const link of links) {
    const target = link.url.startsWith(base) ? link.url.slice(base.length) || "the home page" : link.url;
    const [, anchor] = target.split("#");
    const where = anchor === undefined ? (link.parent?.slice(base.length) ?? target) || "the home page" : pagesNaming(site, anchor);
    const what = anchor === undefined ? `no ${target} (${reason(link)})` : `no anchor ${target}`;
    found.set(`${where}\n${what}`, { where, what, target });
  }
  return [...found.values()];
}

function reason({ status, failureDetails }) {
  if (status >= 300 && status < 400) return `a redirect, status ${status}`;
  return status ? `status ${status}` : (failureDetails?.map((detail) => detail?.message).find(Boolean) ?? "no answer");
}

// The checker does not say which page names an anchor, so we look.
function pagesNaming(site, anchor) {
  const spellings = [`#${anchor}`, `#${encodeURIComponent(anchor)}`];
  const pages = site.pages.filter((page) => {
    const html = readFileSync(path.join(site.folder, page), "utf8");
    return spellings.some((spelling) => html.includes(spelling));
  });
  return (pages.slice(0, 3).join(", ") || "some page") + (pages.length > 3 ? " and others" : "");
}

function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
