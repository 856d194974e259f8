"""Checks every calendar file of a built site by icalendar, a library of other hands, and by what RFC 5545 asks of an event.

    python tests/metadata/calendars.py public

From: the folder of a built site. To: what is wrong on standard output; exit code 0 (nothing), 1 (faults), 2 (could not check).
The same again with planted faults: each must be reported.
"""

import sys
from datetime import date, datetime
from pathlib import Path

import icalendar

LONGEST_LINE = 75


def faults(name, data):
    """What is wrong with one calendar file."""
    found = []
    lines = data.split(b"\r\n")
    if b"\n" in data.replace(b"\r\n", b"") or lines[-1] != b"":
        found.append("a line does not end with CR and LF")
    if any(len(line) > LONGEST_LINE for line in lines):
        found.append(f"a line is longer than {LONGEST_LINE} bytes")
    try:
        calendar = icalendar.Calendar.from_ical(data)
    except ValueError as error:
        return [f"{name}: {fault}" for fault in [*found, str(error)]]
    for wanted in ("VERSION", "PRODID"):
        if wanted not in calendar:
            found.append(f"{wanted} is missing")
    events = calendar.walk("VEVENT")
    if not events:
        found.append("there is no event")
    uids = [str(event.get("UID")) for event in events]
    if len(set(uids)) != len(uids):
        found.append("two events have one UID")
    for event in events:
        found.extend(event_faults(event))
    return [f"{name}: {fault}" for fault in found]


def event_faults(event):
    missing = [f"{name} is missing" for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY") if name not in event]
    unread = [f"{name}: {message}" for name, message in event.errors]
    if missing or unread or "DTEND" not in event:
        return missing + unread
    starts, ends = event.decoded("DTSTART"), event.decoded("DTEND")
    if isinstance(starts, datetime) != isinstance(ends, datetime):
        return ["DTSTART and DTEND are of two types"]
    return [] if starts <= ends else ["DTEND is before DTSTART"]


PLANTED = [
    ("an end before the start", lambda data: data.replace(b"DTEND:2", b"DTEND:1").replace(b"DATE:2", b"DATE:1", 2)),
    ("an event without a UID", lambda data: data.replace(b"UID:", b"X-UID:", 1)),
    ("a day that is none", lambda data: data.replace(b"DTSTART", b"DTSTART;X=1", 1).replace(b":20", b":99999920", 1)),
    ("a file that is cut off", lambda data: data[: len(data) // 2]),
    ("a long line", lambda data: data.replace(b"SUMMARY:", b"SUMMARY:" + b"x" * 80, 1)),
    ("line ends of another system", lambda data: data.replace(b"\r\n", b"\n")),
]


def main(folder):
    files = sorted(Path(folder).rglob("*.ics"))
    if not files:
        print(f"{folder} has no calendar: build a site with events and a base_url first")
        return 2
    wrong = [fault for file in files for fault in faults(str(file.relative_to(folder)), file.read_bytes())]
    print(f"calendars: {len(files)} by icalendar: {len(wrong) or 'nothing'} wrong")
    data = next(data for data in (file.read_bytes() for file in files) if b"DTEND:" in data)
    for what, plant in PLANTED:
        if plant(data) == data or not faults("planted", plant(data)):
            wrong.append(f"calendars: did not notice {what}")
    for fault in wrong:
        print(f"  {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
