// Holds structured data to schema.org's vocabulary, as Google publishes it for TypeScript.
// From: the JSON-LD scripts of pages. To: a line for each fault.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const MODULES = fileURLToPath(new URL("node_modules", import.meta.url));

/** The JSON-LD scripts of a page. */
export function documents(page, html) {
  return [...html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map((match) => ({ page, json: match[1] }));
}

export function dataFaults(found) {
  const faults = [];
  const sources = [];
  for (const { page, json } of found) {
    try {
      // Each thing for itself: a fault then names the thing that it is in.
      const data = JSON.parse(json);
      if (data["@context"] !== "https://schema.org") faults.push(`${page}: the context is not schema.org`);
      const things = data["@graph"] ?? [data];
      sources.push(...things.map((thing) => ({ page, thing })));
    } catch (error) {
      faults.push(`${page}: not JSON: ${error.message}`);
    }
  }
  return [...faults, ...typeFaults(sources)];
}

/** What the compiler says of every thing, each written as a constant of the type that it claims to be. */
function typeFaults(sources) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "masthead-metadata-"));
  try {
    const lines = sources.map(({ thing }, at) => {
      const { "@context": _, ...rest } = thing;
      const type = /^[A-Z]\w*$/.test(rest["@type"]) ? rest["@type"] : "Thing";
      return `export const thing${at}: Exclude<schema.${type}, string> = ${JSON.stringify(rest)};`;
    });
    writeFileSync(path.join(folder, "data.ts"), `import type * as schema from "schema-dts";\n${lines.join("\n")}\n`);
    writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
    symlinkSync(MODULES, path.join(folder, "node_modules"));
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--pretty", "false", "data.ts"];
    const run = spawnSync(path.join(MODULES, ".bin/tsc"), options, { cwd: folder, encoding: "utf8" });
    if (run.error) throw run.error;
    const faults = run.stdout.split("\n").filter((line) => line.startsWith("data.ts("));
    if (run.status !== 0 && faults.length === 0) throw new Error(`TypeScript left with ${run.status}:\n${run.stdout}${run.stderr}`);
    return faults.map((line) => {
      const [, at, words] = line.match(/^data\.ts\((\d+),\d+\): error \w+: (.*)$/) ?? [null, "2", line];
      return `${sources[Number(at) - 2]?.page ?? "?"}: ${words}`;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
