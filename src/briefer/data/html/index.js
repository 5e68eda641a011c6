// The index of a folder: search, filters, order, and who is quoted most. Every word is set as text, never as HTML.
"use strict";
(() => {
const [HEADLINE, HREF, FILE, DATE, DAY, WORDS, CLAIMS, ANONYMOUS, LANGUAGE, LEAD, KINDS, SOURCES, BY, FIRST] = Array(14).keys();
const PAGE = 100;
const CHOICES = 12;
const LISTED = 25;
const HITS = 3;
const NO_TYPE = "";
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const table = $("table");
const body = table.tBodies[0];
const number = new Intl.NumberFormat("en");
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const state = { q: "", source: -1, kind: -1, by: "", down: false };
let hits = data.rows;
let terms = [];
let shown = 0;

// Small letters without accents, as long as the words themselves, so that places in one are places in the other.
const folded = new Map();
function fold(words) {
  return words.toLowerCase().length === words.length
    ? words.toLowerCase().replace(/[^\x00-\x7f]/g, plain)
    : words.replace(/[^]/g, (char) => (char.toLowerCase().length === 1 ? plain(char.toLowerCase()) : char));
}
function plain(char) {
  let found = folded.get(char);
  if (found === undefined) {
    const bare = char.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    found = /[\u2018\u2019]/.test(char) ? "'" : /[\u201c\u201d]/.test(char) ? '"' : bare.length === 1 ? bare : char;
    folded.set(char, found);
  }
  return found;
}

function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key in made && key !== "role") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}
const plural = (count, one) => `${number.format(count)} ${one}${count === 1 ? "" : "s"}`;
const share = (row) => (row[CLAIMS] ? row[ANONYMOUS] / row[CLAIMS] : -1);
const nameOf = (source) => (source >= 0 ? data.sources[source][0] : source === -1 ? "the author" : "unnamed source");

// What is searched, made when it is first needed.
let haystacks = null;
function prepared() {
  haystacks ||= data.rows.map((row) => {
    const parts = [row[HEADLINE], row[LEAD], row[FILE], row[DATE], row[BY]];
    for (const [source, claims] of row[SOURCES]) {
      if (source >= 0) parts.push(data.sources[source][0]);
      for (const claim of claims) parts.push(claim[2]);
    }
    return fold(parts.join("\n"));
  });
  return haystacks;
}
const places = new Map(data.rows.map((row, place) => [row, place]));
const has = (words, wanted) => wanted.every((term) => words.includes(term));

// The claims of a row that the filters let through, as [source, claim].
function admitted(row) {
  const found = [];
  for (const [source, claims] of row[SOURCES]) {
    if (state.source >= 0 && source !== state.source) continue;
    for (const claim of claims) if (state.kind < 0 || claim[1] === state.kind) found.push([source, claim]);
  }
  return found;
}
const filtered = () => state.source >= 0 || state.kind >= 0;

// The claims to show under a row: those that hold the words searched for, else those that the filters ask for.
function examples(row) {
  if (!terms.length && !filtered()) return [];
  const found = admitted(row);
  if (!terms.length) return found;
  const holding = found.filter(([source, claim]) => has(fold(`${claim[2]} ${nameOf(source)}`), terms));
  return holding.length || !filtered() ? holding : found;
}

function select() {
  terms = fold(state.q).split(/\s+/).filter(Boolean);
  const hay = terms.length ? prepared() : null;
  hits = data.rows.filter((row) => {
    if (hay && !has(hay[places.get(row)], terms)) return false;
    if (state.source >= 0) return admitted(row).length > 0;
    return state.kind < 0 || row[KINDS].some(([kind]) => kind === state.kind);
  });
  if (state.by !== "") order();
}

function order() {
  const key = state.by === "share" ? share : (row) => row[state.by];
  const words = state.by === HEADLINE;
  const sign = state.down ? -1 : 1;
  hits.sort((one, other) => {
    const [first, second] = [key(one), key(other)];
    if (first === second) return places.get(one) - places.get(other);
    // What has no date, or no claim to have a share of, stands last either way.
    if (first === "" || first === -1) return 1;
    if (second === "" || second === -1) return -1;
    return sign * (words ? collator.compare(first, second) : first < second ? -1 : 1) || places.get(one) - places.get(other);
  });
}

function marked(words) {
  const low = fold(words);
  const ends = [];
  for (const term of terms) {
    for (let at = low.indexOf(term); at >= 0; at = low.indexOf(term, at + term.length)) ends.push([at, at + term.length]);
  }
  ends.sort((one, other) => one[0] - other[0]);
  const parts = [];
  let done = 0;
  for (const [start, end] of ends) {
    if (start < done) continue;
    parts.push(words.slice(done, start), element("mark", {}, words.slice(start, end)));
    done = end;
  }
  parts.push(words.slice(done));
  return parts;
}

function claimLink(row, claim, ...children) {
  const link = element("a", { className: "words", dir: "auto" }, ...children);
  link.setAttribute("href", `${row[HREF]}#${claim[0]}`);
  if (row[LANGUAGE] !== "en" && row[LANGUAGE] !== "und") link.lang = row[LANGUAGE];
  return link;
}

function cell(row, className, label, ...children) {
  return element("td", { role: "cell", className, "data-label": label }, ...children);
}

function rowOf(row) {
  const link = element("a", { dir: "auto" }, ...marked(row[HEADLINE]));
  link.setAttribute("href", row[HREF]);
  if (row[LANGUAGE] !== "en" && row[LANGUAGE] !== "und") link.lang = row[LANGUAGE];
  const head = element("th", { role: "rowheader", scope: "row", className: "headline" }, link);
  const about = [row[BY], row[FILE]].filter(Boolean).join(" · ");
  if (about) head.append(element("p", { className: "about" }, element("bdi", {}, ...marked(about))));
  const found = examples(row);
  if (found.length) {
    const list = element("ul", { className: "hits" });
    for (const [source, claim] of found.slice(0, HITS)) {
      const kind = data.kinds[claim[1]];
      const said = state.source >= 0 ? [] : [element("bdi", { className: "who" }, ...marked(nameOf(source)))];
      if (kind !== "statement") said.push(" ", element("span", { className: `badge ${kind}` }, kind));
      list.append(element("li", {}, claimLink(row, claim, ...marked(claim[2])), " ", ...said));
    }
    if (found.length > HITS) list.append(element("li", { className: "rest" }, `and ${plural(found.length - HITS, "more claim")}`));
    head.append(list);
  } else if (row[FIRST]) {
    const [, kind, words, who] = row[FIRST];
    const first = element("p", { className: "first" }, claimLink(row, row[FIRST], ...marked(words)), " ", element("bdi", { className: "who" }, ...marked(who)));
    if (data.kinds[kind] !== "statement") first.append(" ", element("span", { className: `badge ${data.kinds[kind]}` }, data.kinds[kind]));
    head.append(first);
  } else if (row[LEAD]) {
    head.append(element("p", { className: "lead", dir: "auto" }, ...marked(row[LEAD])));
  }
  const part = share(row);
  const anonymous = cell(row, part > 0 ? "number anonymous" : "number anonymous none", "Anonymous", part < 0 ? "–" : `${Math.round(100 * part)} %`);
  if (part > 0) {
    const meter = element("span", { className: "meter", ariaHidden: "true" });
    meter.style.setProperty("--share", part.toFixed(3));
    anonymous.append(meter);
  }
  return element(
    "tr",
    { role: "row" },
    head,
    cell(row, "date", "Date", row[DAY] || row[DATE]),
    cell(row, "number", "Words", number.format(row[WORDS])),
    cell(row, "number", "Claims", number.format(row[CLAIMS])),
    anonymous,
  );
}

function showMore(count) {
  const rows = document.createDocumentFragment();
  for (const row of hits.slice(shown, shown + count)) rows.append(rowOf(row));
  body.append(rows);
  shown = Math.min(hits.length, shown + count);
  $("more").hidden = shown >= hits.length;
  $("more").textContent = `Show ${number.format(Math.min(PAGE, hits.length - shown))} more of ${number.format(hits.length - shown)}`;
}

function show() {
  select();
  body.replaceChildren();
  shown = 0;
  showMore(PAGE);
  const all = data.rows.length;
  let words = plural(hits.length, "brief");
  if (hits.length < all) words = `${number.format(hits.length)} of ${plural(all, "brief")}`;
  if (filtered()) {
    const claims = hits.reduce((sum, row) => sum + admitted(row).length, 0);
    words += `, ${plural(claims, "claim")}`;
    if (state.kind >= 0) words += ` of the kind ${data.kinds[state.kind]}`;
    if (state.source >= 0) words += ` by ${nameOf(state.source)}`;
  }
  $("status").textContent = words;
  for (const button of table.querySelectorAll("[data-by]")) {
    const chosen = button.dataset.by === String(state.by);
    button.parentNode.setAttribute("aria-sort", chosen ? (state.down ? "descending" : "ascending") : "none");
  }
  remember();
}

// The address keeps what is asked for, so that "back" from a brief, and a link sent, show the same.
function remember() {
  const kept = new URLSearchParams();
  if (state.q) kept.set("q", state.q);
  if (state.source >= 0) kept.set("source", `${data.types[data.sources[state.source][1]]}:${nameOf(state.source)}`);
  if (state.kind >= 0) kept.set("kind", data.kinds[state.kind]);
  if (state.by !== "") kept.set("by", (state.down ? "-" : "") + state.by);
  const wanted = String(kept);
  if (wanted === location.hash.slice(1)) return;
  try {
    history.replaceState(null, "", wanted ? `#${wanted}` : location.pathname + location.search);
  } catch {
    // Some browsers forbid it for files: then the address stays as it is.
  }
}

function recall() {
  if (!location.hash.includes("=")) return;
  const kept = new URLSearchParams(location.hash.slice(1));
  state.q = kept.get("q") || "";
  const source = kept.get("source") || "";
  state.source = data.sources.findIndex(([name, type]) => `${data.types[type]}:${name}` === source);
  state.kind = data.kinds.indexOf(kept.get("kind"));
  const by = kept.get("by") || "";
  const column = by.replace(/^-/, "");
  state.by = column === "share" ? column : /^[0456]$/.test(column) ? Number(column) : "";
  state.down = by.startsWith("-");
  $("q").value = state.q;
  $("source").value = state.source >= 0 ? nameOf(state.source) : "";
  $("kind").value = state.kind >= 0 ? String(state.kind) : "";
}

// Sources to choose from, while a name is typed.
const totals = data.sources.map(() => [0, 0]);
for (const row of data.rows) {
  for (const [source, claims] of row[SOURCES]) {
    if (source < 0) continue;
    totals[source][0] += claims.length;
    totals[source][1] += 1;
  }
}
const names = data.sources.map(([name]) => fold(name));
const input = $("source");
const choices = $("choices");
let active = -1;

function offer() {
  const typed = fold(input.value.trim());
  const starts = [];
  const holds = [];
  for (let at = 0; at < names.length && starts.length < CHOICES; at += 1) {
    if (names[at].startsWith(typed)) starts.push(at);
    else if (names[at].includes(typed) && holds.length < CHOICES) holds.push(at);
  }
  const found = [...starts, ...holds].slice(0, CHOICES);
  choices.replaceChildren(
    ...found.map((source) => {
      const [name, type] = data.sources[source];
      const count = element("span", { className: "count" }, `${data.types[type]}, ${plural(totals[source][0], "claim")}`);
      const option = element("li", { role: "option", id: `choice-${source}`, "aria-selected": "false" }, element("bdi", {}, name), " ", count);
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(source));
      return option;
    }),
  );
  if (!found.length) choices.append(element("li", { role: "option", "aria-disabled": "true", className: "count" }, "no source has this in its name"));
  active = -1;
  open(true);
}
function open(wanted) {
  choices.hidden = !wanted;
  input.setAttribute("aria-expanded", String(wanted));
  if (!wanted) input.removeAttribute("aria-activedescendant");
}
function point(step) {
  const options = choices.children;
  if (!options.length) return;
  if (active >= 0) options[active].setAttribute("aria-selected", "false");
  active = (active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length;
  options[active].setAttribute("aria-selected", "true");
  options[active].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", options[active].id);
}
function choose(source) {
  state.source = source;
  input.value = source >= 0 ? nameOf(source) : "";
  open(false);
  show();
}
input.addEventListener("input", () => {
  if (!input.value.trim()) {
    open(false);
    if (state.source >= 0) choose(-1);
  } else {
    offer();
  }
});
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (choices.hidden) offer();
    point(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (!choices.hidden && choices.children.length) choices.children[Math.max(active, 0)].click();
  } else if (event.key === "Escape") {
    event.preventDefault();
    if (choices.hidden) choose(-1);
    else open(false);
  }
});
input.addEventListener("blur", () => {
  open(false);
  input.value = state.source >= 0 ? nameOf(state.source) : "";
});

// Who is quoted most, each with its claims, which are looked up when they are asked for.
const TYPES = ["named sources", ...data.types];
let listed = 0;
let quoted = [];
function ranked() {
  const wanted = $("type").value;
  quoted = data.sources.map((_, source) => source).filter((source) => {
    const [, type, common] = data.sources[source];
    return wanted === NO_TYPE ? !common && type < 3 : type === Number(wanted);
  });
  $("quoted").replaceChildren();
  listed = 0;
  list();
}
function list() {
  for (const source of quoted.slice(listed, listed + LISTED)) {
    const [name, type] = data.sources[source];
    const [claims, articles] = totals[source];
    const count = element("span", { className: "count" }, `${plural(claims, "claim")} in ${plural(articles, "article")}`);
    const details = element(
      "details",
      {},
      element("summary", {}, element("bdi", {}, name), " ", element("span", { className: "badge" }, data.types[type]), " ", count),
    );
    details.addEventListener("toggle", () => details.open && details.children.length === 1 && details.append(...claimsOf(source)));
    $("quoted").append(element("li", {}, details));
  }
  listed = Math.min(quoted.length, listed + LISTED);
  $("more-sources").hidden = listed >= quoted.length;
  $("more-sources").textContent = `Show ${number.format(Math.min(LISTED, quoted.length - listed))} more sources`;
}
function claimsOf(source) {
  const articles = [];
  for (const row of data.rows) {
    for (const [other, claims] of row[SOURCES]) {
      if (other !== source) continue;
      const items = claims.map((claim) => {
        const kind = data.kinds[claim[1]];
        const item = element("li", {}, claimLink(row, claim, claim[2]));
        if (kind !== "statement") item.append(" ", element("span", { className: `badge ${kind}` }, kind));
        return item;
      });
      articles.push(element("li", {}, element("p", { className: "where", dir: "auto" }, row[HEADLINE]), element("ul", {}, ...items)));
    }
  }
  const only = element("button", { type: "button" }, "Only these briefs");
  only.addEventListener("click", () => {
    choose(source);
    $("status").scrollIntoView({ block: "center" });
  });
  return [element("ul", { className: "said" }, ...articles), element("p", {}, only)];
}

let waiting = 0;
$("q").addEventListener("input", () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    state.q = $("q").value;
    show();
  });
});
$("kind").addEventListener("change", () => {
  state.kind = $("kind").value === "" ? -1 : Number($("kind").value);
  show();
});
const form = document.querySelector(".filters");
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => {
  Object.assign(state, { q: "", source: -1, kind: -1, by: "", down: false });
  show();
});
table.tHead.addEventListener("click", (event) => {
  const button = event.target.closest("[data-by]");
  if (!button) return;
  const by = button.dataset.by === "share" ? "share" : Number(button.dataset.by);
  const first = by !== HEADLINE; // the newest, the most
  // First its usual way, then the other, then as the briefs came.
  if (state.by !== by) Object.assign(state, { by, down: first });
  else if (state.down === first) state.down = !first;
  else Object.assign(state, { by: "", down: false });
  show();
});
$("more").addEventListener("click", () => {
  const next = shown;
  showMore(PAGE);
  const row = body.rows[next];
  if (row) row.querySelector("a").focus({ preventScroll: true });
});
$("more-sources").addEventListener("click", () => {
  const next = listed;
  list();
  $("quoted").children[next].querySelector("summary").focus({ preventScroll: true });
});
$("type").addEventListener("change", ranked);
window.addEventListener("hashchange", () => {
  if (!location.hash.includes("=")) return;
  recall();
  show();
});
window.addEventListener("beforeprint", () => showMore(hits.length));

const kinds = data.kinds.map(() => 0);
for (const row of data.rows) for (const [kind, count] of row[KINDS]) kinds[kind] += count;
kinds.forEach((count, kind) => {
  if (count) $("kind").append(element("option", { value: String(kind) }, `${data.kinds[kind]} (${number.format(count)})`));
});
TYPES.forEach((words, at) => $("type").append(element("option", { value: at ? String(at - 1) : NO_TYPE }, words)));
const asking = document.querySelector(".asking");
asking.open = !matchMedia("(max-width: 44rem)").matches || location.hash.includes("=");
form.hidden = table.hidden = $("types").hidden = false;
recall();
show();
ranked();
if ("requestIdleCallback" in window) requestIdleCallback(() => prepared());
})();
