// Runs the Nu Html Checker over every page and stylesheet of a site, in one run: Java is slow to start.
// From: a surveyed site. To: one fault for each error.

import { spawnSync } from "node:child_process";
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
  return messages.map((message) => fault(site, message));
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
