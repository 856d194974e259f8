"""Checks every feed of a built site: by feedparser, a feed reader of other hands, and by the rules of the W3C's feed validator.

    python tests/metadata/feeds.py public

From: the folder of a built site. To: what is wrong on standard output; exit code 0 (nothing), 1 (faults), 2 (could not check).

The W3C's validator itself is in no package registry, so the rules that apply to these feeds stand here, each with the name of the
message that the validator would give. The same again with planted faults: each must be reported.
"""

import json
import re
import sys
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
NEWEST = 20


class References(HTMLParser):
    """The addresses in a piece of HTML, and elements that feed readers refuse."""

    def __init__(self, html):
        super().__init__()
        self.addresses, self.refused = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "style", "iframe", "object", "embed", "form", "meta", "link", "base"):
            self.refused.append(tag)
        for name, value in attributes:
            if name.startswith("on"):
                self.refused.append(name)
            if name in ("href", "src", "cite", "poster"):
                self.addresses.append(value or "")


def is_whole(address):
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in address or parts.scheme in ("mailto", "tel", "tag", "urn")


def rfc3339(text):
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text or ""):
        return None
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def rfc822(text):
    """A date as RSS writes it; the day of the week must be right (InvalidRFC2822Date)."""
    try:
        when = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return when if text.startswith(when.strftime("%a, ")) else None


def content_faults(html):
    found = References(html or "")
    yield from (f"ContainsRelRef: `{address}` in an entry" for address in found.addresses if not is_whole(address))
    yield from (f"SecurityRisk: `{what}` in an entry" for what in found.refused)


def twice(ids, message):
    return [f"{message}: {one}" for one in sorted({one for one in ids if ids.count(one) > 1})]


def atom_faults(text, address):
    root = ElementTree.fromstring(text)
    if root.tag != f"{ATOM}feed":
        yield "UndefinedElement: it is no Atom feed"
        return
    for name in ("id", "title", "updated"):
        if len(root.findall(f"{ATOM}{name}")) != 1:
            yield f"MissingElement or DuplicateElement: {name} of the feed"
    links = {link.get("rel", "alternate"): link.get("href") for link in root.findall(f"{ATOM}link")}
    if links.get("self") != address:
        yield f"SelfDoesntMatchLocation: {links.get('self')} is not {address}"
    if rfc3339(root.findtext(f"{ATOM}updated")) is None:
        yield "InvalidRFC3339Date: updated of the feed"
    entries = root.findall(f"{ATOM}entry")
    yield from twice([entry.findtext(f"{ATOM}id") for entry in entries], "DuplicateEntries")
    for entry in entries:
        where = entry.findtext(f"{ATOM}id")
        for name in ("id", "title", "updated"):
            if len(entry.findall(f"{ATOM}{name}")) != 1:
                yield f"{where}: MissingElement or DuplicateElement: {name}"
        if not is_whole(where or ""):
            yield f"{where}: InvalidFullLink: an id is a whole address"
        if not (entry.findall(f"{ATOM}author") or root.findall(f"{ATOM}author")):
            yield f"{where}: MissingAuthor"
        published, updated = (rfc3339(entry.findtext(f"{ATOM}{name}")) for name in ("published", "updated"))
        if published is None or updated is None:
            yield f"{where}: InvalidRFC3339Date"
        elif updated < published:
            yield f"{where}: it was updated before it was published"
        alternate = [link.get("href") for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        if len(alternate) != 1 or not is_whole(alternate[0]):
            yield f"{where}: DuplicateAtomLink or InvalidFullLink"
        content = entry.find(f"{ATOM}content")
        if content is None or content.get("type") != "html":
            yield f"{where}: MissingContentOrAlternate: there is no content of type html"
        else:
            yield from (f"{where}: {fault}" for fault in content_faults(content.text))


def rss_faults(text, address):
    channel = ElementTree.fromstring(text).find("channel")
    if channel is None:
        yield "MissingChannel"
        return
    for name in ("title", "link", "description"):
        if len(channel.findall(name)) != 1 or not channel.findtext(name):
            yield f"MissingElement or NotBlank: {name} of the channel"
    own = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if own != [address]:
        yield f"SelfDoesntMatchLocation or MissingAtomSelfLink: {own} is not {address}"
    if channel.find("lastBuildDate") is not None and rfc822(channel.findtext("lastBuildDate")) is None:
        yield "InvalidRFC2822Date: lastBuildDate"
    items = channel.findall("item")
    yield from twice([item.findtext("guid") for item in items], "DuplicateValue: guid")
    for item in items:
        where = item.findtext("guid")
        guid = item.find("guid")
        if guid is None or guid.get("isPermaLink") != "false" and not is_whole(where or ""):
            yield f"{where}: InvalidPermalink or MissingGuid"
        if not is_whole(item.findtext("link") or ""):
            yield f"{where}: InvalidFullLink"
        if rfc822(item.findtext("pubDate")) is None:
            yield f"{where}: InvalidRFC2822Date"
        if not item.findtext("title"):
            yield f"{where}: MissingElement: title"
        yield from (f"{where}: {fault}" for fault in content_faults(item.findtext(CONTENT)))


def json_faults(text, address):
    feed = json.loads(text)
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title"):
        yield "it is no JSON Feed 1.1 with a title"
    if feed.get("feed_url") != address:
        yield f"feed_url {feed.get('feed_url')} is not {address}"
    items = feed.get("items", [])
    yield from twice([item.get("id") for item in items], "an id is given twice")
    for item in items:
        where = item.get("id")
        if not isinstance(where, str) or not is_whole(item.get("url") or ""):
            yield f"{where}: no id, or no whole address"
        if any(rfc3339(item.get(name)) is None for name in ("date_published", "date_modified")):
            yield f"{where}: a day that is none"
        yield from (f"{where}: {fault}" for fault in content_faults(item.get("content_html")))


RULES = {"feed.xml": atom_faults, "rss.xml": rss_faults, "feed.json": json_faults}


def faults(name, text, address):
    """Everything that is wrong with a feed at an address."""
    found = []
    try:
        found += RULES[name](text, address)
    except (ElementTree.ParseError, json.JSONDecodeError) as error:
        return [f"it cannot be read: {error}"]
    if name != "feed.json":
        parsed = feedparser.parse(text.encode())
        if parsed.bozo:
            found.append(f"feedparser minds: {parsed.bozo_exception}")
        if not parsed.version or not parsed.feed.get("title") or not parsed.entries:
            found.append("feedparser finds no version, no title or no entries")
        if len(parsed.entries) > NEWEST:
            found.append(f"feedparser finds {len(parsed.entries)} entries: more than {NEWEST}")
        for entry in parsed.entries:
            missing = [part for part in ("id", "link", "title", "published_parsed") if not entry.get(part)]
            if missing or not any(part.value for part in entry.get("content", [])):
                found.append(f"feedparser finds no {', '.join(missing) or 'content'} in {entry.get('id')}")
    return found


PLANTED = {
    "feed.xml": [
        ("an address that is not whole", "https://", "../", "href="),
        ("a day that is none", "<updated>2", "<updated>", ""),
        ("an element that is not closed", "</entry>", "", ""),
        ("a second title", "</title>", "</title><title>x</title>", ""),
    ],
    "rss.xml": [
        ("a day of the week that is wrong", "<pubDate>", "<pubDate>x", ""),
        ("an item without an address", "<link>", "<link>x", ""),
        ("a script", "<content:encoded><![CDATA[", "<content:encoded><![CDATA[<script></script>", ""),
    ],
    "feed.json": [("an item without a day", '"date_published"', '"date"', ""), ("no version", '"version"', '"edition"', "")],
}


def missed(name, text, address):
    for what, old, new, after in PLANTED[name]:
        start = text.find(after, text.find("<content")) if after else 0
        worse = text[:start] + text[start:].replace(old, new)
        if worse == text or not faults(name, worse, address):
            yield f"{name}: did not notice {what}"


def main(folder):
    folder = Path(folder)
    feeds = sorted(path for name in RULES for path in folder.rglob(name))
    if not feeds:
        raise SystemExit("no feeds: build a site with a base_url first")
    home = json.loads((folder / "feed.json").read_text())["home_page_url"]
    wrong = []
    for path in feeds:
        address = home + path.relative_to(folder).as_posix()
        wrong += [f"{path.relative_to(folder)}: {fault}" for fault in faults(path.name, path.read_text(), address)]
    print(f"feeds: {len(feeds)} by feedparser {feedparser.__version__} and the rules of the W3C's validator: {len(wrong) or 'nothing'} wrong")
    unnoticed = [fault for name in RULES for fault in missed(name, (folder / name).read_text(), home + name)]
    print(f"planted faults: {sum(map(len, PLANTED.values()))} to be noticed: {len(unnoticed) or 'nothing'} wrong")
    for fault in wrong + unnoticed:
        print(f"  {fault}")
    return 1 if wrong or unnoticed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: feeds.py FOLDER")
    sys.exit(main(sys.argv[1]))
