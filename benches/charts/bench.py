#!/usr/bin/env python3
"""How much longer a site takes to build with charts: python3 benches/charts/bench.py [MASTHEAD]

Two sites have the same 1,000 pages, of which 200 have a table of 50 services. In the second, each of the 200 pages has a chart
besides, over the same file and of every kind in turn. Each is built in turn into an empty folder, without memory of former builds."""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGES, CHARTS, SERVICES, ROUNDS = 1000, 200, 50, 15
KINDS = ["bar", "grouped", "stacked", "line", "dot", "caterpillar", "funnel"]
COLUMNS = {
    "bar": ["Service", "Seen"],
    "grouped": ["Service", "Seen", "Not seen"],
    "stacked": ["Service", "Seen", "Not seen"],
    "line": ["Service", "Seen", "Not seen"],
    "dot": ["Service", "Share", "Low", "High"],
    "caterpillar": ["Service", "Share", "Low", "High"],
    "funnel": ["Service", "Seen", "Referred"],
}
WORDS = "crisis team home visit care plan review service carer referral hours within standard report people".split()


def text(numbers: random.Random) -> str:
    sentences = (" ".join(numbers.choices(WORDS, k=14)).capitalize() + "." for _ in range(30))
    return "\n\n".join(sentences)


def figures(numbers: random.Random) -> str:
    lines = ["Service,Seen,Not seen,Referred,Share,Low,High"]
    for service in range(SERVICES):
        referred = numbers.randint(20, 400)
        seen = numbers.randint(referred * 2 // 3, referred)
        share = 100 * seen / referred
        low, high = max(share - 9, 0), min(share + 9, 100)
        lines.append(f"Service {service},{seen},{referred - seen},{referred},{share:.1f},{low:.1f},{high:.1f}")
    return "\n".join(lines) + "\n"


def make(folder: Path, with_charts: bool) -> None:
    numbers = random.Random(20)
    content = folder / "content"
    content.mkdir(parents=True)
    (content / "site.yaml").write_text("title: Charts\nbase_url: https://www.example.org/\n")
    (content / "index.md").write_text("---\ntitle: Home\n---\n\nHello.\n")
    for page in range(PAGES):
        body = text(numbers)
        if page < CHARTS:
            (content / f"figures-{page}.csv").write_text(figures(numbers))
            body += f"\n\n```table\nfile: figures-{page}.csv\ncaption: Figures\n```\n"
            if with_charts:
                kind = KINDS[page % len(KINDS)]
                columns = ", ".join(f"{{name: {name}}}" for name in COLUMNS[kind])
                body += (
                    f"\n```chart\nfile: figures-{page}.csv\nkind: {kind}\ntitle: Services differ\n"
                    f"subtitle: Seen\ncolumns: [{columns}]\n```\n"
                )
        (content / f"page-{page}.md").write_text(f"---\ntitle: Page {page}\n---\n\n{body}\n")


def build(program: str, folder: Path) -> float:
    for made in ("public", ".masthead"):
        shutil.rmtree(folder / made, ignore_errors=True)
    start = time.perf_counter()
    subprocess.run([program, "build"], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def middle(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]


def main() -> None:
    program = str(Path(sys.argv[1] if len(sys.argv) > 1 else "target/release/masthead").resolve())
    with tempfile.TemporaryDirectory() as work:
        sites = [Path(work, "without"), Path(work, "with")]
        for folder, with_charts in zip(sites, (False, True)):
            make(folder, with_charts)
            build(program, folder)
        times: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for folder, found in zip(sites, times):
                found.append(build(program, folder))
    for name, found in zip(("without charts", f"with {CHARTS} charts"), times):
        print(f"{name}: median {middle(found):.3f} s [{min(found):.3f}–{max(found):.3f}]")
    print(f"ratio of medians {middle(times[1]) / middle(times[0]):.3f}, of the least {min(times[1]) / min(times[0]):.3f}")


if __name__ == "__main__":
    main()
