"""The same queries through bm25s with a Snowball stemmer: python3 bm25.py QUERIES_FOLDER (bm25s and PyStemmer from PyPI)."""

import json
import math
import pathlib
import sys

import bm25s
import Stemmer

folder = pathlib.Path(sys.argv[1])
docs = [json.loads(line) for line in (folder / "docs.jsonl").open()]
needs = json.loads((folder / "adhoc.json").read_text())
known = json.loads((folder / "known-item.json").read_text())
stemmer = Stemmer.Stemmer("english")
for name, stopwords in (("bm25s, English stop words", "en"), ("bm25s", [])):
    tokens = lambda texts: bm25s.tokenize(texts, stopwords=stopwords, stemmer=stemmer, show_progress=False)
    index = bm25s.BM25()
    index.index(tokens([f"{doc['title']} {doc['text']}" for doc in docs]), show_progress=False)

    def search(query):
        found, scores = index.retrieve(tokens(query), k=10, show_progress=False)
        return [docs[at]["id"] for at, score in zip(found[0], scores[0]) if score > 0]

    total = 0
    for need in needs:
        gain = sum((i in need["rel"]) / math.log2(at + 2) for at, i in enumerate(search(need["q"])))
        total += gain / sum(1 / math.log2(at + 2) for at in range(min(10, len(need["rel"]))))
    figures = {"name": name, "ndcg": round(total / len(needs), 4)}
    for kind, queries in known.items():
        found = [search(query["q"]) for query in queries]
        first = sum(bool(ids) and ids[0] == query["id"] for ids, query in zip(found, queries)) / len(queries)
        mrr = sum(1 / (ids.index(query["id"]) + 1) for ids, query in zip(found, queries) if query["id"] in ids) / len(queries)
        figures[kind] = {"success": round(first, 4), "mrr": round(mrr, 4)}
    print(json.dumps(figures))
