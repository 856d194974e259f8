// Finds a service by its code: marks it in every chart and table of the page, and says in words where it stands. What is typed
// stays in this window: it goes into no address and no storage, and it is gone when the page is left.
const benchmarks = [...document.querySelectorAll("[data-benchmark]")];
const [form, ...others] = document.querySelectorAll(".find-service");
if (form) {
  // One form serves the whole page.
  others.forEach((other) => other.remove());
  form.hidden = false;
  const field = form.querySelector("input");
  const fault = form.querySelector("[role=alert]");
  const clear = form.querySelector("[type=reset]");
  const { signs, alike, slip, noCode, unknown, found: yours } = form.dataset;

  // Reads a code as the program does that made it: src/numbers/benchmark/code.rs.
  const read = (typed) => {
    const plain = typed.normalize("NFKC").toUpperCase().replace(/[\s\-._\u00ad\u2010-\u2015\u2212]/g, "");
    const meant = [...plain].map((sign) => {
      const at = alike.indexOf(sign);
      return at >= 0 && at % 2 === 0 ? alike[at + 1] : sign;
    });
    const values = meant.map((sign) => signs.indexOf(sign));
    if (values.length !== 8 || values.includes(-1)) return { problem: noCode };
    const sum = values.reduce((total, value, at) => total + value * (at + 1), 0);
    if (sum % signs.length !== 0) return { problem: slip };
    return { code: `${meant.slice(0, 4).join("")}-${meant.slice(4).join("")}` };
  };

  // Draws a frame around a mark, so that more than its colour tells it apart. A drawing that is not shown has no size.
  const frame = (mark) => {
    const box = mark.getBBox();
    if (!box.height) return;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("class", "yours-frame");
    rect.setAttribute("x", box.x - 6);
    rect.setAttribute("y", box.y - 6);
    rect.setAttribute("width", box.width + 12);
    rect.setAttribute("height", box.height + 12);
    mark.parentNode.append(rect);
  };
  const frames = () => {
    document.querySelectorAll(".yours-frame").forEach((rect) => rect.remove());
    document.querySelectorAll("[data-benchmark] svg [data-yours]").forEach(frame);
  };

  const forget = () => {
    document.querySelectorAll("[data-yours]").forEach((mark) => mark.removeAttribute("data-yours"));
    document.querySelectorAll(".yours-label, .yours-frame").forEach((label) => label.remove());
    benchmarks.forEach((benchmark) => benchmark.querySelector(".benchmark-words").replaceChildren());
    fault.textContent = "";
    field.removeAttribute("aria-invalid");
    clear.hidden = true;
  };

  const complain = (words) => {
    fault.textContent = words;
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };

  const show = (code) => {
    let found = false;
    benchmarks.forEach((benchmark) => {
      const marks = [...benchmark.querySelectorAll(`[data-code="${code}"]`)];
      // What stands last is drawn over the others.
      marks.filter((mark) => mark.ownerSVGElement).forEach((mark) => mark.parentNode.append(mark));
      marks.forEach((mark) => mark.setAttribute("data-yours", ""));
      const row = marks.find((mark) => mark.dataset.words);
      if (!row) return;
      found = true;
      const label = document.createElement("span");
      label.className = "yours-label";
      label.textContent = yours;
      row.cells[0].append(" ", label);
      benchmark.querySelector(".benchmark-words").textContent = row.dataset.words;
    });
    return found;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    forget();
    const { code, problem } = read(field.value);
    if (problem) return complain(problem);
    if (!show(code)) return complain(unknown);
    frames();
    clear.hidden = false;
  });
  // Another width may show the other drawing of each chart.
  addEventListener("resize", frames);
  form.addEventListener("reset", () => {
    forget();
    field.focus();
  });
  // Whoever goes back to this page on a shared computer finds nothing.
  addEventListener("pagehide", () => {
    field.value = "";
    forget();
  });
  // Paper shows the figures whether or not they are open.
  const closed = () => document.querySelectorAll("[data-benchmark] details:not([open])");
  addEventListener("beforeprint", () => closed().forEach((details) => {
    details.open = true;
    details.dataset.closed = "";
  }));
  addEventListener("afterprint", () => document.querySelectorAll("details[data-closed]").forEach((details) => {
    details.open = false;
    delete details.dataset.closed;
  }));
}
