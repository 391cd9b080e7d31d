"use strict";
// Builds the content of the panel from the embedded evidence. Text enters the page as
// text only (textContent), never as markup.
const evidence = JSON.parse(document.getElementById("evidence").textContent);
const has = (object, key) =>
  object !== undefined && Object.prototype.hasOwnProperty.call(object, key);
const at = (object, ...keys) =>
  keys.reduce((inner, key) => (inner && has(inner, key) ? inner[key] : undefined), object);

function node(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(key, value);
  }
  for (const child of children.flat()) {
    if (child !== undefined && child !== null) element.append(child);
  }
  return element;
}

const address = (kind, ...parts) =>
  "#" + kind + "/" + parts.map((part) => encodeURIComponent(part).replaceAll("%2F", "/").replaceAll("%3A", ":")).join("/");
const evidenceLink = (variable, region, period, text) =>
  node("a", { href: address("evidence", variable, region, period) }, text);
const nameOf = (variable) => at(evidence.names, variable) ?? variable;
const regionOf = (id) => at(evidence.regions, id) ?? id;
const span = (period) => period.replace("/", "–");
const plural = (n, word) => n + " " + word + (n === 1 ? "" : "s");

function facts(pairs) {
  const list = node("dl");
  for (const [label, value] of pairs) {
    if (value === undefined || value === null || value === "") continue;
    list.append(node("dt", {}, label), node("dd", {}, value instanceof Node ? value : String(value)));
  }
  return list;
}

function table(caption, headings, rows) {
  const body = rows.map((cells) =>
    node("tr", {}, cells.map((cell, index) =>
      index === 0 ? node("th", { scope: "row" }, cell) : node("td", { class: "n" }, cell))));
  return node("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    node("table", {}, node("caption", {}, caption),
      node("thead", {}, node("tr", {}, headings.map((text, index) =>
        node("th", { scope: "col", class: index ? "n" : null }, text)))),
      node("tbody", {}, body)));
}

// Offsets count Unicode code points, JavaScript counts UTF-16 units: cut the array.
function highlight(passage, code) {
  const letters = Array.from(passage.text);
  const marks = [];
  for (const [start, end, category, term, negated] of passage.hits) {
    if (code && category !== code) continue;
    marks.push([start, end, negated ? "negated" : "hit", nameOf("prevalence:" + category) + (negated ? ", negated" : "") + " (" + term + ")"]);
  }
  for (const item of passage.mentions) {
    marks.push([item[0], item[1], "place", describePlace(item) + ". " + (evidence.rules[item[5]] ?? "")]);
  }
  const edges = new Set([0, letters.length]);
  for (const [start, end] of marks) { edges.add(start); edges.add(end); }
  const cuts = [...edges].filter((edge) => edge >= 0 && edge <= letters.length).sort((a, b) => a - b);
  const pieces = [];
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const text = letters.slice(cuts[index], cuts[index + 1]).join("");
    const over = marks.filter(([start, end]) => start <= cuts[index] && end >= cuts[index + 1]);
    if (!over.length) { pieces.push(text); continue; }
    const kind = (over.find(([, , name]) => name !== "place") ?? over[0])[2];
    pieces.push(node("mark", { class: kind, title: over.map((item) => item[3]).join("; ") }, text));
  }
  return pieces;
}

// Which region a name was read as, or which it may be.
function describePlace([, , region, status, sense, , candidates]) {
  const where = region ? regionOf(region) : candidates.length ? candidates.map(([id, share]) => regionOf(id) + " " + share).join(" or ") : status;
  return where + (sense ? " (" + sense + ")" : "");
}

function describeSource(passage) {
  const source = at(evidence.documents, passage.document) ?? {};
  return [source.title ?? passage.document, passage.date ?? source.date ?? (passage.year ? String(passage.year) : "no date"),
    passage.page ? "page " + passage.page : null, source.outlet, source.path].filter(Boolean).join(" · ");
}

function showPassage(id, code, region) {
  const passage = at(evidence.passages, id);
  if (!passage) return node("p", { class: "empty" }, id + " is not embedded.");
  const weight = region && passage.regions.find((item) => item[0] === region);
  const language = ["ru", "kk", "en"].includes(passage.language) ? passage.language : "und";
  return node("article", { class: "passage" },
    node("p", {}, describeSource(passage)),
    node("blockquote", { lang: language }, highlight(passage, code)),
    node("p", {}, node("a", { href: address("passage", id) }, "all numbers that this passage feeds"),
      weight && weight[1] < 1 ? " · weight " + Math.round(weight[1] * 100) / 100 + " (names several regions)" : ""));
}

function inPeriod(year, period) {
  const [first, last] = period.split("/");
  return year !== null && year !== undefined && year >= Number(first.slice(0, 4)) && year <= Number((last ?? first).slice(0, 4));
}

function explainHint(key) {
  return node("p", { class: "more" }, "To print all of them: ", node("code", {}, evidence.command + " " + key));
}

const KEY_OF_MARKS = () => node("p", { class: "key" },
  node("mark", { class: "hit" }, "term of the code"), " ", node("mark", { class: "negated" }, "negated, not counted"), " ", node("mark", { class: "place" }, "place name"));
