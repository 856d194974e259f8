// Copies references, and narrows a list of publications down in place. Without it the list stands as it is, and the lists by
// year, type and author do the narrowing.

/** @param {Element} reference What to copy. */
const copied = async (reference) => {
  const html = reference.innerHTML.trim();
  const text = (reference.textContent ?? "").replace(/\s+/g, " ").trim();
  try {
    const part = (type, words) => new Blob([words], { type });
    await navigator.clipboard.write([new ClipboardItem({ "text/html": part("text/html", html), "text/plain": part("text/plain", text) })]);
    return true;
  } catch {
    // Browsers without rich copying, and pages opened from a disk.
  }
  let done = false;
  const put = (event) => {
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    done = true;
  };
  document.addEventListener("copy", put);
  try {
    document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", put);
  }
  return done;
};

const copyStatus = document.querySelector("[data-copy-status]");
for (const button of document.querySelectorAll("[data-copy]")) {
  const reference = button.closest("[data-reference]")?.querySelector("[data-citation]");
  if (!reference || !copyStatus) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    // Emptied first, so that the same words are said again.
    copyStatus.textContent = "";
    const done = await copied(reference);
    setTimeout(() => {
      copyStatus.textContent = done ? copyStatus.dataset.done : copyStatus.dataset.failed;
    }, 50);
    button.classList.toggle("copied", done);
    setTimeout(() => button.classList.remove("copied"), 2000);
  });
}

const form = document.querySelector("[data-filter]");
const list = document.querySelector("[data-references]");
if (form && list) {
  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const status = form.querySelector("[data-filter-status]");
  const shelves = [...list.querySelectorAll("[data-shelf]")].map((shelf) => ({
    shelf,
    entries: [...shelf.querySelectorAll("[data-reference]")].map((entry) => ({
      entry,
      // One publication may stand under several authors, and counts once.
      name: entry.querySelector(".reference-links a")?.getAttribute("href"),
      groups: new Set((entry.dataset.in ?? "").split(" ")),
      words: plain(entry.textContent ?? ""),
    })),
  }));
  const all = new Set(shelves.flatMap(({ entries }) => entries.map(({ name }) => name))).size;

  const narrow = () => {
    const fields = new FormData(form);
    const chosen = [...fields].filter(([name, value]) => name !== "words" && value).map(([, value]) => value);
    const words = plain(String(fields.get("words") ?? "")).split(/\s+/).filter(Boolean);
    const shown = new Set();
    for (const { shelf, entries } of shelves) {
      let some = false;
      for (const one of entries) {
        const fits = chosen.every((group) => one.groups.has(group)) && words.every((word) => one.words.includes(word));
        one.entry.hidden = !fits;
        some ||= fits;
        if (fits) shown.add(one.name);
      }
      shelf.hidden = !some;
    }
    const narrowed = chosen.length > 0 || words.length > 0;
    status.textContent = narrowed ? status.dataset.text.replace("{shown}", shown.size).replace("{all}", all) : "";
    const query = new URLSearchParams([...fields].filter(([, value]) => value)).toString();
    if (location.protocol !== "file:") history.replaceState(null, "", query ? `?${query}` : location.pathname);
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field && "value" in field) field.value = value;
  }
  form.hidden = false;
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(narrow));
  if (location.search) narrow();
}
