#!/usr/bin/env python3
"""Compares masthead's references with those of citeproc-js and pandoc.

    compare.py --tool TARGET/examples/references --citeproc citeproc_commonjs.js \
        --collection FOLDER_OF_CSL_FILES [--styles 200] [--seed 19] [--show N] [--json FILE]

citeproc-js and pandoc are the measure where they agree, once markup, the form of quotation marks,
the numbers before references and white space are put aside. Prints a table for the bundled styles
and for the styles that are drawn from the collection, and the differences by kind.
"""
import argparse
import collections
import concurrent.futures
import difflib
import html
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RECORDS = HERE / "records.json"


def plain(text):
    """Returns the words of a reference, in the form in which references are compared."""
    text = html.unescape(re.sub(r"<[^>]*>", " \u0001", text.replace("</div>", " ")))
    # A mark stands between words or inside one, so it is a gap only where a space is.
    text = text.replace(" \u0001", "")
    text = re.sub(r"[“”„«»‘’‚‹›\"']", "'", text)
    text = re.sub(r"[\u00a0\u202f\u2009\s]+", " ", text).strip()
    text = re.sub(r"^[\[(]?\d{1,2}[\])]?\s?\.?(?=\D)[:,]?\s*", "", text)
    return text.strip()


def with_official_terms(folder, locales):
    """Spells the names of terms in dumped styles as the specification does: `no date`."""
    words = (locales / "locales-en-US.xml").read_text(encoding="utf-8")
    names = {name.replace(" ", "-"): name for name in re.findall(r'term name="([^"]* [^"]*)"', words)}
    pattern = re.compile(r'((?:term|name)=")(' + "|".join(names) + r')(")')
    for path in folder.glob("*.csl"):
        text = path.read_text(encoding="utf-8")
        text = pattern.sub(lambda m: m[1] + names[m[2]] + m[3], text)
        path.write_text(text.replace('<et-al term="et al"', '<et-al term="et-al"'), encoding="utf-8")


def independent(path):
    """Reports whether a file holds a style of its own with a list of references."""
    text = path.read_text(encoding="utf-8")
    return "<bibliography" in text and "independent-parent" not in text


def drawn(collection, count, seed):
    """Draws styles from the collection."""
    names = sorted(path.name for path in collection.glob("*.csl"))
    random.Random(seed).shuffle(names)
    chosen = []
    for name in names:
        if len(chosen) == count:
            break
        if independent(collection / name):
            chosen.append(collection / name)
    return chosen


def lines(command):
    """Runs a tool that writes one JSON line a style."""
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{command[:2]}: {result.stderr[-2000:]}")
    answers = {}
    for line in result.stdout.splitlines():
        answer = json.loads(line)
        if "error" in answer:
            print(f"{command[0]}: {answer['style']}: {answer['error']}", file=sys.stderr)
        answers[answer["style"]] = {
            key: plain(text) for key, text in answer.get("references", {}).items()
        }
    return answers


def pandoc(style, language):
    """Returns the references that pandoc writes."""
    command = ["pandoc", "-f", "csljson", "--citeproc", "--csl", str(style)]
    command += ["-M", f"lang={language}", "-t", "html", "--wrap=none", str(RECORDS)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    references = {}
    for part in re.split(r'(?=<div id="ref-)', result.stdout)[1:]:
        key = re.match(r'<div id="ref-([^"]*)"', part).group(1)
        references[key] = plain(part)
    return references


def kind(ours, theirs):
    """Names the first difference between two references."""
    a, b = re.findall(r"\w+|[^\w]", theirs), re.findall(r"\w+|[^\w]", ours)
    for tag, i, j, k, l in difflib.SequenceMatcher(None, a, b, False).get_opcodes():
        if tag != "equal":
            left, right = "".join(a[i:j]), "".join(b[k:l])
            return f"{left[:28]!r} → {right[:28]!r}"
    return "none"


def compared(ours, javascript, haskell):
    """Returns the keys on which the measures agree, and those on which masthead is equal."""
    agreed = [
        key
        for key, text in javascript.items()
        if text and haskell.get(key) == text and "[CSL STYLE ERROR" not in text
    ]
    return agreed, [key for key in agreed if ours.get(key) == javascript[key]]


def main():
    """Compares, and prints the tables."""
    options = argparse.ArgumentParser()
    options.add_argument("--tool", required=True)
    options.add_argument("--citeproc", required=True)
    options.add_argument("--collection", required=True, type=pathlib.Path)
    options.add_argument("--locales", required=True, type=pathlib.Path)
    options.add_argument("--styles", type=int, default=200)
    options.add_argument("--seed", type=int, default=19)
    options.add_argument("--language", default="en-GB")
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--only")
    options.add_argument("--cache", type=pathlib.Path)
    options.add_argument("--json", type=pathlib.Path)
    given = options.parse_args()
    work = pathlib.Path(tempfile.mkdtemp()) if given.cache is None else given.cache
    work.mkdir(exist_ok=True)
    subprocess.run([given.tool, "--bundled", work / "bundled"], check=True)
    with_official_terms(work / "bundled", given.locales)
    groups = {
        "bundled": sorted((work / "bundled").glob("*.csl")),
        "drawn": drawn(given.collection, given.styles, given.seed),
    }
    if given.only:
        for name in groups:
            groups[name] = [path for path in groups[name] if given.only == path.stem]
    rows, kinds, examples = [], collections.Counter(), collections.defaultdict(list)
    records = collections.Counter()
    spread = collections.defaultdict(set)
    for name, styles in groups.items():
        if not styles:
            continue
        paths = [str(style) for style in styles]
        ours = lines([given.tool, str(RECORDS), given.language, *paths])
        stored = work / f"measure-{name}.json"
        if given.cache is not None and not given.only and stored.exists():
            javascript, haskell = json.loads(stored.read_text())
        else:
            javascript = lines(
                ["node", str(HERE / "citeproc.mjs"), given.citeproc, str(RECORDS),
                 str(given.locales), given.language, *paths]
            )
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                answers = pool.map(lambda style: pandoc(style, given.language), styles)
                haskell = dict(zip(paths, answers))
            if not given.only:
                stored.write_text(json.dumps([javascript, haskell]))
        for path in paths:
            style = pathlib.Path(path).stem
            agreed, equal = compared(ours[path], javascript[path], haskell[path])
            rows.append((name, style, len(agreed), len(equal)))
            for key in agreed:
                if key in equal:
                    continue
                theirs, text = javascript[path][key], ours[path].get(key, "")
                difference = kind(text, theirs)
                kinds[difference] += 1
                records[key] += 1
                spread[difference].add(style)
                examples[difference].append((style, key, theirs, text))
    for name in groups:
        own = [row for row in rows if row[0] == name]
        agreed, equal = sum(row[2] for row in own), sum(row[3] for row in own)
        if agreed:
            print(f"| {name} | {len(own)} | {agreed} | {equal} | {100 * equal / agreed:.1f} % |")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1))
    if given.show:
        for name, style, agreed, equal in sorted(rows, key=lambda row: row[3] - row[2])[:25]:
            print(f"{agreed - equal:3} of {agreed:3}  {name} {style}")
        print(records.most_common(50))
        for difference, count in kinds.most_common(given.show):
            print(f"\n{count:4} ({len(spread[difference])} styles)  {difference}")
            for style, key, theirs, text in examples[difference][:2]:
                print(f"      {style} {key}\n        {theirs}\n        {text}")


if __name__ == "__main__":
    main()
