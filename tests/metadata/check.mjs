// Checks what a built site says to programs: its site map and its structured data.
// From: the folder of a built site. To: what is wrong on standard output; exit code 0 (nothing), 1 (faults), 2 (could not check).
//
//     node tests/metadata/check.mjs public
//
// 1. Site maps: every sitemap*.xml against the XSD of sitemaps.org, which the npm package `sitemap` carries, by libxml2.
// 2. JSON-LD: every script of a page parses, and TypeScript takes it for what schema.org's vocabulary (`schema-dts`) allows: each
//    type exists, has each property, and takes the sort of value that stands there.
// 3. Calendars: every *.ics is read by ical.js.
// 4. The same again with planted faults: each must be reported.

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { calendarFaults } from "./calendars.mjs";
import { dataFaults, documents } from "./data.mjs";
import { sitemapFaults } from "./sitemaps.mjs";

async function main([folder, ...rest]) {
  if (!folder || rest.length > 0) throw new Error("usage: node check.mjs FOLDER");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  const text = (name) => readFileSync(path.join(folder, name), "utf8");
  const maps = files.filter((name) => /(^|\/)sitemap[^/]*\.xml$/.test(name)).map((name) => ({ name, text: text(name) }));
  const calendars = files.filter((name) => name.endsWith(".ics")).map((name) => ({ name, text: text(name) }));
  const found = files.filter((name) => name.endsWith(".html")).flatMap((name) => documents(name, text(name)));
  if (maps.length === 0 || found.length === 0) throw new Error(`${folder} has no site map or no structured data: build a site with a base_url first`);

  const wrong = [];
  const report = (what, faults) => {
    console.log(`${what}: ${faults.length === 0 ? "nothing wrong" : `${faults.length} wrong`}`);
    for (const fault of faults) console.log(`  ${fault}`);
    wrong.push(...faults);
  };
  report(`site maps: ${maps.length} by the XSD`, await sitemapFaults(maps));
  report(`structured data: ${found.length} scripts by schema.org's vocabulary`, dataFaults(found));
  report(`calendars: ${calendars.length} by ical.js`, calendarFaults(calendars));
  report("planted faults", [...(await missedInMaps(maps[0])), ...missedInData(found), ...missedInCalendars(calendars)]);
  return wrong.length === 0 ? 0 : 1;
}

async function missedInMaps(map) {
  const planted = [
    ["a day that is none", (text) => text.replace(/<\/loc>/, "</loc><lastmod>yesterday</lastmod>")],
    ["an element that is not in the XSD", (text) => text.replace(/<\/loc>/, "</loc><owner>A. Person</owner>")],
    ["an address that is none", (text) => text.replace(/<loc>[^<]*/, "<loc>x")],
  ];
  const missed = [];
  for (const [what, plant] of planted) {
    const text = plant(map.text);
    const noticed = text !== map.text && (await sitemapFaults([{ ...map, text }])).length > 0;
    if (!noticed) missed.push(`site maps: did not notice ${what}`);
  }
  return missed;
}

function missedInCalendars(calendars) {
  const planted = [
    ["an event without a name", (text) => text.replace("SUMMARY:", "X-SUMMARY:")],
    ["an event without a start", (text) => text.replace("DTSTART", "X-DTSTART")],
    ["a file that is cut off", (text) => text.slice(0, text.length / 2)],
  ];
  return calendars
    .slice(0, 1)
    .flatMap((one) => planted.filter(([, plant]) => calendarFaults([{ ...one, text: plant(one.text) }]).length === 0))
    .map(([what]) => `calendars: did not notice ${what}`);
}

function missedInData(found) {
  const whole = found.find((one) => one.json.includes('"Report"')) ?? found[0];
  const planted = [
    ["a type that does not exist", (json) => json.replace(/"@type":"(Report|Article|WebPage|PublicationIssue)"/, '"@type":"Leaflet"')],
    ["a property that does not exist", (json) => json.replace('"inLanguage"', '"languageOfText"')],
    ["a number where a thing is wanted", (json) => json.replace(/"publisher":\{[^}]*\}/, '"publisher":7')],
    ["a script that is not JSON", (json) => json.slice(0, -1)],
  ];
  return planted
    .filter(([, plant]) => plant(whole.json) === whole.json || dataFaults([{ ...whole, json: plant(whole.json) }]).length === 0)
    .map(([what]) => `structured data: did not notice ${what}`);
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  console.error(`the check itself failed: ${error.stack ?? error}`);
  return 2;
});
