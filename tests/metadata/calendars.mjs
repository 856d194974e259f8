// Checks calendar files by ical.js, the library of Thunderbird. From: the text of a file. To: what is wrong with it.

import ICAL from "ical.js";

/** What is wrong with calendar files, each `{ name, text }`. */
export function calendarFaults(files) {
  return files.flatMap(({ name, text }) => faults(text).map((fault) => `${name}: ${fault}`));
}

function faults(text) {
  let calendar;
  try {
    calendar = new ICAL.Component(ICAL.parse(text));
  } catch (error) {
    return [error.message];
  }
  const events = calendar.getAllSubcomponents("vevent");
  if (events.length === 0) return ["there is no event"];
  return events.flatMap((component) => {
    const event = new ICAL.Event(component);
    const found = [];
    if (!event.uid) found.push("an event has no UID");
    if (!event.summary) found.push("an event has no SUMMARY");
    if (!event.startDate) return [...found, "an event has no DTSTART"];
    if (event.endDate.compare(event.startDate) < 0) found.push("an event ends before it starts");
    return found;
  });
}
