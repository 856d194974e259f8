// What there is to check in a built site.
// From: its folder. To: { folder, pages, styles, home }: paths relative to the folder with `/` between, and the address it was built for.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

export function survey(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join("/"))
    .sort();
  return {
    folder,
    pages: files.filter((file) => file.endsWith(".html")),
    styles: files.filter((file) => file.endsWith(".css")),
    home: home(folder),
  };
}

// The address of the home page by its own canonical link. Without one the site says nothing about where it will live.
function home(folder) {
  const index = path.join(folder, "index.html");
  const html = existsSync(index) ? readFileSync(index, "utf8") : "";
  const link = (html.match(/<link\b[^>]*>/gi) ?? []).find((tag) => /\brel=["']?canonical\b/i.test(tag));
  const address = link?.match(/\bhref=["']?([^"'\s>]+)/i)?.[1];
  return new URL(address ?? "http://unknown.invalid/");
}

// How a browser asks for a page: a folder's index by the folder.
export function addressOf(file) {
  return file.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");
}
