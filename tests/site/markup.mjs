// Runs the Nu Html Checker over every page and stylesheet of a site, in one run: Java is slow to start.
// From: a surveyed site. To: one fault for each error.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const JAR = fileURLToPath(import.meta.resolve("vnu-jar/build/dist/vnu.jar"));

export function markupErrors(site) {
  const files = [...site.pages, ...site.styles].map((file) => path.join(site.folder, file));
  const args = ["-jar", JAR, "--errors-only", "--format", "json", "--stdout", "--also-check-css", ...files];
  const run = spawnSync("java", args, { encoding: "utf8", maxBuffer: 1 << 30 });
  if (run.error) throw run.error;
  const messages = parse(run).messages.filter((message) => message.type !== "info");
  if (run.status !== 0 && messages.length === 0) throw new Error(`the Nu Html Checker left with ${run.status}:\n${run.stderr}`);
  return messages.filter((message) => !isNewerThanTheChecker(message)).map((message) => fault(site, message));
}

// What every browser knows and the checker does not: container queries (CSS Conditional Rules 5) and the order of painting text
// (CSS Fill and Stroke 3).
const NEWER = [
  "CSS: “container-type”: Property “container-type” doesn't exist.",
  "CSS: “paint-order”: Property “paint-order” doesn't exist.",
  "CSS: Unrecognized at-rule “@container”",
];

// The checker cannot read `::highlight()` of the CSS Custom Highlight API either, and takes it for a slip.
function isNewerThanTheChecker({ message, url, lastLine, lastColumn }) {
  if (NEWER.includes(message)) return true;
  if (message !== "CSS: Parse Error." || !url?.startsWith("file:")) return false;
  const line = readFileSync(fileURLToPath(url), "utf8").split("\n")[lastLine - 1] ?? "";
  return line.slice(Math.max(0, lastColumn - 60), lastColumn + 60).includes("::highlight(");
}

function parse(run) {
  try {
    return JSON.parse(run.stdout);
  } catch {
    throw new Error(`the Nu Html Checker did not answer in JSON:\n${run.stdout}\n${run.stderr}`);
  }
}

function fault(site, message) {
  const file = message.url?.startsWith("file:") ? path.relative(site.folder, fileURLToPath(message.url)) : (message.url ?? "no file");
  const place = message.lastLine === undefined ? "" : `:${message.lastLine}:${message.firstColumn ?? message.lastColumn}`;
  return { where: file + place, what: message.message, file };
}
