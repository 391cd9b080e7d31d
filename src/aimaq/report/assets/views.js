// One function for each kind of panel: it returns a title and the nodes of the body.
function viewScore(variable, region, period) {
  const score = evidence.scores[variable][region][period];
  const code = variable.split(":").slice(1).join(":");
  const numerator = score.numerator ?? at(evidence.scores, "prevalence:" + code, region, period, "numerator") ?? [];
  const rest = score.n_numerator - numerator.length;
  const body = [
    node("p", { class: "big" }, score.estimate),
    facts([
      ["Interval", score.interval], ["Standard error", score.error],
      ["Base (denominator)", plural(score.n_passages ?? 0, "passage") + " in " + plural(score.n_documents ?? 0, "document")],
      [code ? "With the code (numerator)" : "Naming the region (numerator)", plural(score.n_numerator, "passage")], ["Weighted", score.weighted],
      ["Method", score.method],
    ]),
    node("p", { class: "note" }, "The share weighs each passage by its part for this region: a passage that names n regions counts 1/n for each."),
    node("h3", {}, code ? "Passages with the code" : "Passages that name the region"), KEY_OF_MARKS(),
    ...numerator.map((id) => showPassage(id, code, region)),
  ];
  if (!score.n_numerator) body.push(node("p", { class: "empty" }, "None of the passages carries the code."));
  if (rest > 0) body.push(node("p", {}, plural(rest, "more passage") + " in the results."), explainHint(variable + "/" + region + "/" + period));
  if (evidence.is_whole) {
    const others = Object.keys(evidence.passages).filter((id) => {
      const passage = evidence.passages[id];
      return inPeriod(passage.year, period) && passage.regions.some((item) => item[0] === region) && !numerator.includes(id);
    });
    if (others.length) {
      const holder = node("details", {}, node("summary", {}, "The rest of the base: " + plural(others.length, "passage") + " without the code"));
      holder.addEventListener("toggle", () => {
        if (holder.childElementCount === 1) holder.append(...others.map((id) => showPassage(id, code, region)));
      });
      body.push(holder);
    }
  }
  body.push(...feeds(variable));
  return [nameOf(variable) + ": " + regionOf(region) + ", " + span(period), body];
}

function feeds(variable) {
  const users = Object.entries(evidence.estimates).filter(([, item]) => item.outcome === variable || item.exposure === variable || String(item.controls ?? "").split(/[,+; ]+/).includes(variable));
  if (!users.length) return [];
  return [node("h3", {}, "Estimates that use this variable"),
    node("ul", { class: "links" }, users.map(([id, item]) =>
      node("li", {}, node("a", { href: address("estimate", id) }, [item.hypothesis_id, item.title, item.sample].filter(Boolean).join(", ")))))];
}

function viewValue(variable, region, period) {
  const [text, unit, status, cell, origin] = evidence.values[variable][region][period];
  const used = Object.entries(evidence.indexes).filter(([, index]) => index.components.includes(variable) && at(index.cells, region, period));
  return [nameOf(variable) + ": " + regionOf(region) + ", " + span(period), [
    node("p", { class: "big" }, text + (unit ? " " + unit : "")),
    facts([["Status", status], ["File, sheet, cell", cell ? node("code", {}, cell) : "not recorded"], ["Origin", origin]]),
    used.length ? node("h3", {}, "Indexes that use this value") : null,
    used.length ? node("ul", { class: "links" }, used.map(([id, index]) => node("li", {}, evidenceLink(id, region, period, nameOf(id) + ": " + index.cells[region][period].score)))) : null,
    ...feeds(variable)]];
}

function viewIndex(variable, region, period) {
  const index = evidence.indexes[variable];
  const score = index.cells[region][period];
  const parts = index.components.map((id) => {
    const value = at(evidence.values, id, region, period);
    const [normalized, weight, mark] = at(score, "parts", id) ?? ["–", "–", ""];
    return [nameOf(id), value ? evidenceLink(id, region, period, value[0]) : "–", value ? value[1] ?? "" : "", normalized + (mark ? " (" + mark + ")" : ""), weight];
  });
  return [nameOf(variable) + ": " + regionOf(region) + ", " + span(period), [
    node("p", { class: "big" }, score.score),
    facts([["Rank", score.rank], ["Interval", score.interval], ["Components", score.n_components], ["Coverage", score.coverage],
      ["Normalization", index.normalization], ["Aggregation", index.aggregation]]),
    parts.length ? table("Its components", ["Indicator", "Value", "Unit", "Normalized", "Weight"], parts) : null,
    ...feeds(variable)]];
}

function valueOf(variable, region, period) {
  const text = at(evidence.scores, variable, region, period, "estimate") ??
    at(evidence.values, variable, region, period, "0") ?? at(evidence.indexes, variable, "cells", region, period, "score");
  return text === undefined || text === "–" ? null : text;
}

function periodsOf(variable, region) {
  const cells = at(evidence.scores, variable, region) ?? at(evidence.values, variable, region) ?? at(evidence.indexes, variable, "cells", region) ?? {};
  return Object.keys(cells).filter((period) => period.length === 4);
}

// The outcome of a year beside the exposure of some years before: what was compared.
function linkedRows(outcome, exposure, lag, keep) {
  const rows = [];
  for (const region of Object.keys(evidence.regions)) {
    if (!keep(region)) continue;
    for (const period of periodsOf(outcome, region)) {
      const before = String(Number(period) - lag);
      const [y, x] = [valueOf(outcome, region, period), valueOf(exposure, region, before)];
      if (y === null || x === null) continue;
      rows.push([regionOf(region) + ", " + period, evidenceLink(outcome, region, period, y), evidenceLink(exposure, region, before, x + (lag ? " (" + before + ")" : ""))]);
    }
  }
  return table(plural(rows.length, "linked row") + " with both values", ["Region and year", nameOf(outcome), nameOf(exposure)], rows);
}

const SAMPLES = {
  between: "It compares the regions: each region's rows are averaged first.",
  within: "It compares the years of each region: each row is taken as its distance from the region's mean.",
  pooled: "It compares all rows, regions and years together.",
  "region-years": "It uses all rows, regions and years together.",
};

function viewEstimate(id) {
  const item = evidence.estimates[id];
  return [[item.hypothesis_id, item.title].filter(Boolean).join(": ") || id, [
    facts([["Specification", node("code", {}, id)], ["Outcome", nameOf(item.outcome)], ["Exposure", nameOf(item.exposure)], ["Lag", plural(Number(item.lag ?? 0), "year")],
      ["Controls", item.controls ? item.controls : "none"], ["Sample", item.sample], ["Covariance", item.covariance], ["Weights", item.weights]]),
    ...item.terms.map((term) => node("div", {}, node("h3", {}, nameOf(term.term)), node("p", { class: "big" }, term.estimate),
      facts([["Interval", term.interval], ["p", term.p], ["p, adjusted for many tests", term.p_adjusted], ["Observations", term.n],
        ["Regions", term.n_regions], ["Periods", term.n_periods], ["Smallest detectable", term.detectable], ["Note", term.note]]))),
    node("h3", {}, "The rows behind it"), node("p", { class: "note" }, (SAMPLES[item.sample] ?? "") + " Each number leads on to its sentences or cells. A sample or a missing control may use fewer of these rows."),
    linkedRows(item.outcome, item.exposure, Number(item.lag ?? 0), () => true)]];
}

function viewPoint(hypothesis, region) {
  const item = Object.values(evidence.estimates).find((each) => each.hypothesis_id === hypothesis);
  if (!item) return ["No estimate", [node("p", {}, "Nothing was estimated for " + hypothesis + ".")]];
  return [hypothesis + ": " + regionOf(region), [linkedRows(item.outcome, item.exposure, Number(item.lag ?? 0), (id) => id === region)]];
}

function viewPassage(id) {
  const passage = evidence.passages[id];
  if (!passage) return [id, [node("p", {}, "This passage is not embedded."), explainHint(id)]];
  const codes = new Set(passage.hits.filter((hit) => !hit[4]).map((hit) => hit[2]));
  const links = [];
  const base = [];
  for (const [variable, byRegion] of Object.entries(evidence.scores)) {
    const code = variable.split(":").slice(1).join(":");
    for (const [region] of passage.regions) {
      for (const [period, score] of Object.entries(byRegion[region] ?? {})) {
        if (!inPeriod(passage.year, period)) continue;
        const link = node("li", {}, evidenceLink(variable, region, period, nameOf(variable) + ", " + regionOf(region) + ", " + span(period) + ": " + score.estimate));
        (codes.has(code) ? links : base).push(link);
      }
    }
  }
  const body = [node("article", { class: "passage" }, node("p", {}, describeSource(passage)),
    node("blockquote", { lang: passage.language ?? "und" }, highlight(passage, null))), KEY_OF_MARKS(),
    facts([["Passage", node("code", {}, id)],
      ["Regions", passage.regions.map((item) => regionOf(item[0]) + " (weight " + Math.round(item[1] * 1000) / 1000 + ", " + item[2] + ")").join("; ") || "none"]])];
  if (passage.mentions.length) body.push(node("h3", {}, "Place names, and why they were read so"), node("ul", { class: "links" }, passage.mentions.map((item) => node("li", {}, [
    node("b", {}, Array.from(passage.text).slice(item[0], item[1]).join("")), " → " + describePlace(item), evidence.rules[item[5]] ? node("p", { class: "note" }, evidence.rules[item[5]]) : null]))));
  if (links.length) body.push(node("h3", {}, "It counts in the numerator of"), node("ul", { class: "links" }, links));
  if (base.length) body.push(node("details", {}, node("summary", {}, "It counts in the base of " + plural(base.length, "more number")), node("ul", { class: "links" }, base)));
  if (!links.length && !base.length) body.push(node("p", { class: "note" }, "No score uses it: it names no region, or its document has no date."));
  const users = [...codes].flatMap((code) => feeds("prevalence:" + code));
  return [at(evidence.documents, passage.document, "title") ?? id, body.concat(links.length ? users : [])];
}

function viewTopic(id) {
  const pairs = evidence.topics[id];
  return ["Topic " + id, [node("h3", {}, "Passages with its largest shares"), ...pairs.map(([passage, share]) => node("div", {}, node("p", { class: "key" }, "share " + share), showPassage(passage)))]];
}

function findView(hash) {
  const parts = decodeURIComponent(hash.slice(1)).split("/");
  const kind = parts.shift();
  const whole = parts.join("/");
  if (kind === "evidence" && parts.length > 2) {
    const [variable, region] = parts;
    const period = parts.slice(2).join("/");
    if (at(evidence.scores, variable, region, period)) return viewScore(variable, region, period);
    if (at(evidence.values, variable, region, period)) return viewValue(variable, region, period);
    if (at(evidence.indexes, variable, "cells", region, period)) return viewIndex(variable, region, period);
  }
  if (kind === "estimate" && has(evidence.estimates, whole)) return viewEstimate(whole);
  if (kind === "point") return viewPoint(parts[0], parts.slice(1).join("/"));
  if (kind === "passage") return viewPassage(whole);
  if (kind === "topic" && has(evidence.topics, whole)) return viewTopic(whole);
  if (["evidence", "estimate", "topic"].includes(kind)) return ["Not in this report", [node("p", {}, "Nothing stands behind the address " + whole + ".")]];
  return null;
}
