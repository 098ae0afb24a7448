/** What the page does beyond being read: filters, theme, lines of the graph, copying. Without it, everything is still there. */
export const script = `
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  document.body.classList.add("has-script");

  const root = document.documentElement;
  const themes = ["auto", "light", "dark"];
  const theme = one("#theme");
  const setTheme = (name) => {
    if (name === "auto") delete root.dataset.theme; else root.dataset.theme = name;
    theme.textContent = "theme: " + name;
  };
  let current = root.dataset.theme ?? "auto";
  setTheme(current);
  theme.addEventListener("click", () => { current = themes[(themes.indexOf(current) + 1) % themes.length]; setTheme(current); });

  const search = one("#search");
  const boxes = all("#severities input");
  const onlyFound = one("#only-found");
  const status = one("#shown");
  const groups = all("details.function, .elsewhere").map((element) => ({ element, text: element.textContent.toLowerCase(), findings: all(".finding", element).map((item) => ({ item, text: item.textContent.toLowerCase() })) }));
  const apply = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shownGroups = 0, shownFindings = 0;
    for (const { element, text, findings } of groups) {
      const head = (element.querySelector("summary, h2")?.textContent ?? "").toLowerCase();
      const fits = words.every((word) => text.includes(word));
      const rest = words.filter((word) => !head.includes(word));
      const isAbout = (item) => rest.every((word) => item.text.includes(word));
      const anyAbout = findings.some(isAbout);
      let found = 0;
      for (const finding of findings) {
        const shown = severities.has(finding.item.dataset.severity) && (!anyAbout || isAbout(finding));
        finding.item.hidden = !shown;
        if (shown && fits) found += Number(finding.item.dataset.count);
      }
      const shown = fits && (found > 0 || (!onlyFound.checked && findings.length === 0) || (!onlyFound.checked && severities.size === boxes.length));
      element.hidden = !shown;
      if (shown) { shownFindings += found; if (element.classList.contains("function")) shownGroups++; }
    }
    status.textContent = shownGroups + (shownGroups === 1 ? " function, " : " functions, ") + shownFindings + (shownFindings === 1 ? " finding" : " findings");
  };
  for (const control of [search, onlyFound, ...boxes]) control.addEventListener("input", apply);
  apply();

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(?:INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape" && document.activeElement === search) { search.value = ""; apply(); }
  });

  const openAll = one("#open-all");
  openAll.addEventListener("click", () => {
    const open = openAll.getAttribute("aria-pressed") !== "true";
    openAll.setAttribute("aria-pressed", String(open));
    openAll.textContent = open ? "close all" : "open all";
    for (const element of all("details.function")) element.open = open;
  });
  const show = () => {
    const target = /^#function-\\d+$/.test(location.hash) ? one(location.hash) : null;
    if (!target) return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView({ block: "start" });
    target.querySelector("summary").focus({ preventScroll: true });
  };
  addEventListener("hashchange", show);
  show();

  let wasOpen = [];
  addEventListener("beforeprint", () => { wasOpen = all("details.function:not([open])"); for (const element of wasOpen) element.open = true; });
  addEventListener("afterprint", () => { for (const element of wasOpen) element.open = false; });

  for (const button of all(".copy")) button.addEventListener("click", async () => {
    const text = button.parentElement.querySelector("code").textContent;
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "copied";
    setTimeout(() => { button.textContent = "copy"; }, 1500);
  });

  for (const graph of all(".graph")) {
    const edges = all(".edge", graph), nodes = new Map(all(".node", graph).map((node) => [node.dataset.node, node]));
    const follow = (start, side, other) => {
      const seen = new Set([start]), queue = [start];
      while (queue.length > 0) {
        const at = queue.pop();
        for (const edge of edges) if (edge.dataset[side] === at) {
          edge.classList.add("on");
          if (!seen.has(edge.dataset[other])) { seen.add(edge.dataset[other]); queue.push(edge.dataset[other]); }
        }
      }
      return seen;
    };
    const clear = () => { graph.classList.remove("picked"); for (const element of all(".on", graph)) element.classList.remove("on"); };
    const pick = (node) => {
      clear();
      graph.classList.add("picked");
      for (const id of [...follow(node.dataset.node, "from", "to"), ...follow(node.dataset.node, "to", "from")]) nodes.get(id)?.classList.add("on");
    };
    for (const node of nodes.values()) {
      node.addEventListener("pointerenter", () => pick(node));
      node.addEventListener("pointerleave", clear);
      node.addEventListener("focus", () => pick(node));
      node.addEventListener("blur", clear);
    }
  }
})();
`;
