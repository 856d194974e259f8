// Validates site maps by the XSD of sitemaps.org, with libxml2.
// From: names and texts of files. To: a line for each fault. An index of site maps has an XSD of its own, which no package carries: it is
// only held to be well formed and to list addresses.

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { validateXML } from "xmllint-wasm";

const SCHEMA = path.join(path.dirname(fileURLToPath(import.meta.resolve("sitemap"))), "../../schema/sitemap.xsd");

export async function sitemapFaults(maps) {
  const faults = [];
  for (const { name, text } of maps) {
    const isIndex = text.includes("<sitemapindex");
    const schema = isIndex ? INDEX : readFileSync(SCHEMA, "utf8");
    const result = await validateXML({ xml: [{ fileName: path.basename(name), contents: text }], schema: [schema] });
    faults.push(...result.errors.map((error) => `${name}: ${error.message}`));
  }
  return faults;
}

const INDEX = `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9"
  elementFormDefault="qualified"><xsd:element name="sitemapindex"><xsd:complexType><xsd:sequence>
  <xsd:element name="sitemap" maxOccurs="unbounded"><xsd:complexType><xsd:sequence>
  <xsd:element name="loc" type="xsd:anyURI"/><xsd:element name="lastmod" type="xsd:date" minOccurs="0"/>
  </xsd:sequence></xsd:complexType></xsd:element></xsd:sequence></xsd:complexType></xsd:element></xsd:schema>`;
