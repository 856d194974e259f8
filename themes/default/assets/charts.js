// Lets readers read the values of a chart with a pointer or the arrow keys. Without this script, values stand in the chart and in the table of its figures.
for (const drawing of document.querySelectorAll("[data-chart]")) {
  const line = document.createElement("p");
  line.className = "chart-reads";
  line.setAttribute("role", "status");
  drawing.after(line);
  drawing.tabIndex = 0;
  drawing.setAttribute("role", "group");
  drawing.setAttribute("aria-label", drawing.dataset.chart);
  let on = null;
  const marks = () => {
    const shown = [...drawing.querySelectorAll("svg")].find((svg) => svg.getClientRects().length > 0);
    return shown ? [...shown.querySelectorAll(".chart-mark")] : [];
  };
  const show = (mark) => {
    if (on === mark) return;
    on?.classList.remove("chart-on");
    mark?.classList.add("chart-on");
    on = mark;
    line.textContent = mark ? mark.querySelector("title").textContent : "";
  };
  // The mark that is nearest to a pointer, if it is nearer than the width of a finger.
  const nearest = (x, y) => {
    let best = null;
    let least = 24;
    for (const mark of marks()) {
      const box = mark.getBoundingClientRect();
      if (box.width === 0 && box.height === 0) continue;
      const across = Math.max(box.left - x, 0, x - box.right);
      const down = Math.max(box.top - y, 0, y - box.bottom);
      const far = Math.hypot(across, down);
      if (far < least) {
        least = far;
        best = mark;
      }
    }
    return best;
  };
  drawing.addEventListener("pointermove", (event) => show(event.target.closest(".chart-mark") ?? nearest(event.clientX, event.clientY)));
  drawing.addEventListener("pointerdown", (event) => show(nearest(event.clientX, event.clientY)));
  drawing.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse" && document.activeElement !== drawing) show(null);
  });
  drawing.addEventListener("blur", () => show(null));
  drawing.addEventListener("keydown", (event) => {
    const all = marks();
    const at = all.indexOf(on);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at < 0 ? all.length - 1 : at - 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") show(null);
    if (to === undefined || all.length === 0) return;
    event.preventDefault();
    show(all[Math.min(Math.max(to, 0), all.length - 1)]);
  });
}
