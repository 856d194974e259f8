#!/usr/bin/env python3
"""Preview servers side by side: from the write of a file to the new content over HTTP, on loopback.

usage: bench.py N [--masthead PROGRAM] [--hugo PROGRAM] [--edits 7] [--soak 0] [--checkout 0] [--load SECONDS]

The pages are those of the comparison bench (BENCH_WORK, ~/.cache/masthead-bench: sites/N/masthead and sites/N/hugo); each server
gets a copy of its own below WORK (/dev/shm/masthead-serve). Servers run one after the other, in one run. Quiet time is included;
between edits a server is left alone until it has used no processor for half a second.

  body      a line is added to the newest newsletter's page; that page is asked every 2 ms
  list      its title is changed; the first list page that shows it is asked
  template  the base template's footer is changed; that page is asked
  all       the same, until every page is made anew (masthead alone tells: /.masthead/tick)
  search    a new word is added to that page; the index of search is asked until it is another (masthead alone has one)

--soak N      N edits in a row, with the memory before and after
--checkout N  N files written at once, until the last is served
--load S      S seconds of random edits while pages are asked for, then every file of a clean build is compared
"""
import argparse, http.client, json, os, pathlib, random, re, shutil, signal, statistics, subprocess, sys, time

DATA = pathlib.Path(os.environ.get("BENCH_WORK", pathlib.Path.home() / ".cache/masthead-bench"))
WORK = pathlib.Path(os.environ.get("WORK", "/dev/shm/masthead-serve"))
ROOT = pathlib.Path(__file__).resolve().parents[2]
PORT = 18500
INDEX = "/search/index.bin"


class Server:
    def __init__(self, name, n, command, template):
        self.name, self.src = name, WORK / name
        shutil.rmtree(self.src, ignore_errors=True)
        shutil.copytree(DATA / "sites" / n / name, self.src, ignore=shutil.ignore_patterns("public", ".masthead"))
        self.template = self.src / template
        if name == "masthead":
            text = (ROOT / "themes/default/templates/base.html").read_text()
            self.template.parent.mkdir(parents=True)
            self.template.write_text(text.replace("</footer>", "<p>Bench site.</p></footer>", 1))
        self.page = sorted((self.src / "content/newsletters").glob("0*.md"))[-1]
        self.url, self.connection = f"/newsletters/{self.page.stem}/", None
        begun = time.perf_counter()
        self.process = subprocess.Popen(command, cwd=self.src, stdout=open(WORK / f"{name}.log", "wb"), stderr=subprocess.STDOUT)
        self.until(self.url, b"</article>", begun, 240)
        self.start = time.perf_counter() - begun
        self.settle()

    def get(self, path):
        try:
            if not self.connection:
                self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
            self.connection.request("GET", path)
            reply = self.connection.getresponse()
            return reply.status, reply.read()
        except (OSError, http.client.HTTPException):
            self.connection = None
            return 0, b""

    def wait(self, done, begun, limit=90):
        while time.perf_counter() - begun < limit:
            if done():
                return (time.perf_counter() - begun) * 1e3
            time.sleep(.002)
        return float("inf")

    def until(self, path, token, begun, limit=90):
        return self.wait(lambda: token in self.get(path)[1], begun, limit)

    def swept(self, before):
        now = self.tick()
        return now["round"] > before and now["settled"]

    def searches(self, before):
        status, index = self.get(INDEX)
        return status == 200 and index != before

    def tick(self):
        return json.loads(self.get("/.masthead/tick")[1])

    def status(self, name):
        return next(int(line.split()[1]) / 1024 for line in open(f"/proc/{self.process.pid}/status") if line.startswith(name))

    def cpu(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def settle(self, quiet=.5):
        last, since = self.cpu(), time.time()
        while time.time() - since < quiet:
            time.sleep(.05)
            now = self.cpu()
            if now > last + 1:
                last, since = now, time.time()

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def edits(server, kind, count):
    target = server.template if kind in ("template", "all") else server.page
    original, times = target.read_text(), []
    for number in range(count):
        token = f"zq{kind}{number}x{os.getpid()}"
        line = lambda: original + f"\n{token}\n"
        text = {"body": line, "search": line, "list": lambda: original.replace('title: "', f'title: "{token} ', 1)}.get(
            kind, lambda: original.replace("Bench site.", f"Bench site {token}."))()
        server.get(server.url), server.get("/newsletters/")
        before = server.tick()["round"] if kind == "all" else 0
        index = server.get(INDEX)[1] if kind == "search" else b""
        begun = time.perf_counter()
        target.write_text(text)
        if kind == "all":
            times.append(server.wait(lambda: server.swept(before), begun))
            assert token.encode() in server.get(server.url)[1]
        elif kind == "search":
            times.append(server.wait(lambda: server.searches(index), begun))
        else:
            times.append(server.until("/newsletters/" if kind == "list" else server.url, token.encode(), begun))
        server.settle()
    target.write_text(original)
    time.sleep(1)
    server.settle()
    return f"{statistics.median(times):.0f} [{min(times):.0f}-{max(times):.0f}]"


def soak(server, count):
    original, before = server.page.read_text(), server.status("VmRSS")
    for number in range(count):
        begun = time.perf_counter()
        server.page.write_text(original + f"\nsoak{number}x\n")
        assert server.until(server.url, f"soak{number}x".encode(), begun) < 60_000
        if number * 10 % count == 0:
            print(f"  after {number} edits: {server.status('VmRSS'):.0f} MB", flush=True)
    server.page.write_text(original)
    server.settle()
    print(f"{server.name}: {count} edits: {before:.0f} MB before, {server.status('VmRSS'):.0f} MB after, {server.status('VmHWM'):.0f} MB at most")


def checkout(server, count):
    folder, begun = server.src / "content/checkout", time.perf_counter()
    folder.mkdir()
    for number in range(count):
        (folder / f"p{number}.md").write_text(f"---\ntitle: Page {number}\n---\nOne of many.\n")
    written = (time.perf_counter() - begun) * 1e3
    served = server.until(f"/checkout/p{count - 1}/", b"One of many.", begun)
    print(f"{server.name}: {count} files written in {written:.0f} ms, the last served after {served:.0f} ms")
    shutil.rmtree(folder)
    server.settle()


def load(server, seconds, program):
    dice, end, gone, asked, edited, slowest = random.Random(4711), time.time() + seconds, {}, 0, 0, 0
    pages = sorted((server.src / "content/newsletters").glob("0*.md"))
    style = server.src / "themes/default/assets/style.css"
    while time.time() < end:
        page, choice = dice.choice(pages), dice.random()
        if choice < .7:
            page.write_text(page.read_text() + f"\nLine {dice.random()}.\n")
        elif choice < .85:
            page.write_text(page.read_text().replace('title: "', f'title: "{dice.randrange(100)} ', 1))
        elif choice < .9 and len(pages) > 10:
            pages.remove(page)
            gone[page] = page.read_text()
            page.unlink()
        elif choice < .95:
            style.parent.mkdir(parents=True, exist_ok=True)
            style.write_text(f"p {{ margin: {dice.randrange(9)}px }}")
        else:
            server.template.write_text(server.template.read_text() + f"{{# {dice.random()} #}}")
        edited += 1
        for _ in range(dice.randrange(20)):
            begun = time.perf_counter()
            server.get(f"/newsletters/{dice.choice(pages).stem}/")
            slowest, asked = max(slowest, time.perf_counter() - begun), asked + 1
        time.sleep(dice.random() * .1)
    for page, text in gone.items():  # others link to them: without them a clean build would rightly refuse
        page.write_text(text)
    time.sleep(1)
    while not server.tick()["settled"]:
        time.sleep(.05)
    server.settle()
    out = WORK / "clean"
    subprocess.run([program, "--root", server.src, "build", "--quiet", "--no-cache", "--output", out], check=True)
    script = re.compile(rb'<script src="/\.masthead/live\.js"[^>]*></script>')
    files = [path for path in out.rglob("*") if path.is_file() and not path.name.startswith(".")]
    wrong = [path for path in files if script.sub(b"", server.get("/" + str(path.relative_to(out)))[1], count=1) != path.read_bytes()]
    print(f"masthead: {edited} edits and {asked} questions in {seconds} s (slowest {slowest * 1e3:.0f} ms); "
          f"{len(files)} files compared with a clean build, {len(wrong)} differ")
    if wrong:
        sys.exit("\n".join(str(path) for path in wrong[:10]))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("n")
    arguments.add_argument("--masthead", default=ROOT / "target/release/masthead", type=pathlib.Path)
    arguments.add_argument("--hugo", default=DATA / "hugo", type=pathlib.Path)
    arguments.add_argument("--only", choices=["masthead", "hugo"])
    for name, default in [("edits", 7), ("soak", 0), ("checkout", 0), ("load", 0)]:
        arguments.add_argument(f"--{name}", type=int, default=default)
    given = arguments.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    program = given.masthead.resolve()
    servers = {
        "masthead": ([program, "serve", "--port", str(PORT)], "themes/default/templates/base.html"),
        "hugo": ([given.hugo, "server", "--quiet", "-p", str(PORT), "--bind", "127.0.0.1"], "layouts/baseof.html"),
    }
    print(f"N = {given.n}, {given.edits} edits, ms from write to served: median [min-max]\n")
    print("| server | ready after s | body | list | template, page in view | template, all | search | peak MB |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, (command, template) in servers.items():
        if given.only not in (None, name):
            continue
        server = Server(name, given.n, command, template)
        try:
            kinds = ["body", "list", "template"] + (["all", "search"] if name == "masthead" else [])
            rows = [edits(server, kind, given.edits) for kind in kinds]
            rows += [""] * (5 - len(rows))
            print(f"| {name} | {server.start:.2f} | {' | '.join(rows)} | {server.status('VmHWM'):.0f} |", flush=True)
            if given.soak:
                soak(server, given.soak)
            if given.checkout:
                checkout(server, given.checkout)
            if given.load and name == "masthead":
                load(server, given.load, program)
        finally:
            server.end()


main()
