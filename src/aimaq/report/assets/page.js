// The panel follows the address: links, the Back button and shared addresses all work.
const panel = document.getElementById("panel");
let depth = 0;
let start = "";

function follow() {
  let view = null;
  try { view = findView(location.hash); } catch (error) { view = ["Not in this report", [node("p", {}, "The address cannot be read.")]]; }
  if (!view) {
    depth = 0;
    start = location.hash;
    if (panel.open) panel.close();
    return;
  }
  const [title, body] = view;
  document.getElementById("panel-title").textContent = title;
  document.getElementById("panel-body").replaceChildren(...body.filter(Boolean));
  depth += 1;
  document.getElementById("panel-back").hidden = depth < 2;
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  document.getElementById("panel-title").focus();
}

function leave() {
  depth = 0;
  // Without the address of the panel, and without a jump of the page behind it.
  if (/^#(evidence|estimate|point|passage|topic)\//.test(location.hash)) history.replaceState(null, "", location.pathname + location.search + start);
}

window.addEventListener("hashchange", follow);
panel.addEventListener("close", leave);
panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
document.getElementById("panel-close").addEventListener("click", () => panel.close());
document.getElementById("panel-back").addEventListener("click", () => { depth -= 2; history.back(); });
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a[href^='#']");
  // The same address twice raises no hashchange.
  if (link && link.getAttribute("href") === location.hash) follow();
});

for (const select of document.querySelectorAll("select[data-figure]")) {
  select.addEventListener("change", () => {
    for (const figure of document.querySelectorAll("[data-of]")) {
      if (figure.dataset.of === select.dataset.figure) figure.hidden = figure.dataset.variant !== select.value;
    }
  });
}

// Printing opens every fold, and closes again what the reader had closed.
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open])")];
  for (const fold of folded) fold.open = true;
});
window.addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });

const entries = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.getAttribute("href").slice(1), link]));
const watcher = new IntersectionObserver((seen) => {
  for (const entry of seen) {
    if (!entry.isIntersecting) continue;
    for (const link of entries.values()) link.removeAttribute("aria-current");
    entries.get(entry.target.id)?.setAttribute("aria-current", "true");
  }
}, { rootMargin: "0px 0px -75% 0px" });
for (const section of document.querySelectorAll("main > section")) watcher.observe(section);
follow();
