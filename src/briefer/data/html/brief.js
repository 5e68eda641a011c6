"use strict";
(() => {
  const page = document.documentElement;
  const find = (query, within = document) => within.querySelector(query);
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  page.classList.add("js");

  // Which pieces of the article belong to which claim ("3") or sentence of the summary ("s4"), and as what.
  const pieces = new Map();
  const idsOf = (piece) => [...new Set(piece.dataset.m.split(" ").map(idOf))];
  const idOf = (mark) => (mark.endsWith("u") ? "s" : "") + mark.slice(0, -1);
  for (const piece of all("[data-m]")) {
    for (const mark of piece.dataset.m.split(" ")) {
      const id = idOf(mark);
      if (!pieces.has(id)) pieces.set(id, []);
      pieces.get(id).push([piece, mark.slice(-1)]);
    }
  }
  const links = new Map(all(".brief li > a.words").map((link) => [link.hash.slice(1), link]));
  const order = [...links.keys()].filter((id) => !id.startsWith("s"));
  const bars = new Map(all(".strip a").map((bar) => [bar.getAttribute("href").slice(1), bar]));
  // A claim's id in JSON and CSV ("c7") is an address of it, too.
  const claims = new Map([...links].map(([id, link]) => [link.id, id]));
  const tips = new Map([...links].map(([id, link]) => [id, tipOf(link)]));

  function tipOf(link) {
    const item = link.closest("li");
    const who = find(".who", item);
    const badges = all(".badge:not(.against)", item).map((badge) => badge.textContent);
    return who ? [`${item.value}: ${who.textContent}`, ...badges].join(" · ") : "in short";
  }

  // Choosing a claim or a sentence.
  let chosen = "";
  const box = find(".chosen");

  function choose(id, { scroll = true, behavior = "auto" } = {}) {
    const known = links.has(id);
    if (chosen) clear();
    if (!known) return;
    chosen = id;
    page.classList.add("choosing");
    const item = links.get(id).closest("li");
    for (const [piece, letter] of pieces.get(id) ?? []) piece.classList.add(`on-${letter}`);
    item.classList.add("on");
    links.get(id).setAttribute("aria-current", "true");
    bars.get(id)?.classList.add("on");
    document.getElementById(id)?.classList.add("on");
    box.hidden = false; // first: what is hidden is not announced
    const back = find("[role=status] a", box);
    back.textContent = tips.get(id);
    back.setAttribute("href", `#${item.id}`);
    find(".back").setAttribute("href", `#${item.id}`);
    find(".copy", box).hidden = id.startsWith("s");
    legend();
    const folded = item.closest("details");
    if (folded) folded.open = true;
    if (!stacked.matches) item.scrollIntoView({ block: "nearest", behavior });
    if (scroll) show(id, behavior);
  }

  function clear() {
    for (const [piece, letter] of pieces.get(chosen) ?? []) piece.classList.remove(`on-${letter}`);
    links.get(chosen).closest("li").classList.remove("on");
    links.get(chosen).removeAttribute("aria-current");
    bars.get(chosen)?.classList.remove("on");
    document.getElementById(chosen)?.classList.remove("on");
    page.classList.remove("choosing");
    box.hidden = true;
    chosen = "";
    find(".back").setAttribute("href", "#brief");
    legend();
  }

  // The legend explains what is marked at present.
  const everywhere = new Set([...pieces.values()].flatMap((found) => found.map(([, letter]) => letter)));

  function legend() {
    const marked = new Set(["u", ...(pieces.get(chosen) ?? []).map(([, letter]) => letter)]);
    const shown = !chosen && find("#all")?.checked ? everywhere : marked;
    for (const item of all(".legend [data-l]")) item.classList.toggle("off", !shown.has(item.dataset.l));
  }

  // A claim to take away: its words, who says them, where, and an address.
  function taken(id) {
    const item = links.get(id).closest("li");
    const place = find(".place", item).textContent;
    const address = find(".original", item)?.href ?? `${location.href.split("#")[0]}#${id}`;
    return `“${links.get(id).textContent}”\n${find(".who", item).textContent}, ${place} of: ${document.title}\n${address}\n`;
  }

  async function copy(button) {
    try {
      await navigator.clipboard.writeText(taken(chosen));
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    setTimeout(() => (button.textContent = "Copy"), 2000);
  }

  const stacked = matchMedia("(max-width: 60rem)");

  function show(id, behavior) {
    const found = pieces.get(id)?.find(([, letter]) => "ou".includes(letter)) ?? pieces.get(id)?.[0];
    const at = found ? found[0] : document.getElementById(id);
    at?.scrollIntoView({ block: "center", behavior });
  }

  // Where the page is shown within another one, its address may not change; marks do without.
  function record(how, id) {
    try {
      history[how](null, "", location.pathname + location.search + (id ? `#${id}` : ""));
    } catch {}
  }

  function go(id, options) {
    if (id !== chosen) record("pushState", id);
    choose(id, options);
  }

  function step(by) {
    const at = order.indexOf(chosen);
    const next = order[at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length];
    if (!next) return;
    record("replaceState", next);
    choose(next);
  }

  function stop(byKey = false) {
    if (!chosen) return;
    const link = links.get(chosen);
    // What is about to be hidden must not take the focus with it.
    const held = box.contains(document.activeElement);
    record("replaceState", "");
    clear();
    if (held) link.focus({ preventScroll: !byKey });
  }

  function byAddress() {
    const named = location.hash.slice(1);
    const id = (named && claims.get(named)) || named;
    const behavior = "instant";
    if (links.has(id)) choose(id, { behavior });
    else if (id.startsWith("brief-")) choose(id.slice(6), { behavior, scroll: false });
    else if (chosen) clear();
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href^='#']");
    const button = event.target.closest("[data-step]");
    const copying = event.target.closest(".copy");
    clearTimeout(waiting);
    hideTip();
    const piece = event.target.closest("article [data-m]");
    if (button) {
      const by = Number(button.dataset.step);
      if (by) step(by);
      else stop(event.detail === 0);
    } else if (copying) {
      copy(copying);
    } else if (link) {
      const id = link.getAttribute("href").slice(1);
      if (links.has(id)) {
        event.preventDefault();
        go(id);
      } else if (id.startsWith("brief-")) {
        event.preventDefault();
        const item = document.getElementById(id);
        go(id.slice(6), { scroll: false });
        item.scrollIntoView({ block: "nearest" });
        links.get(id.slice(6)).focus({ preventScroll: true });
      }
    } else if (piece && getSelection().isCollapsed) {
      // A second click on the same words goes on to the next claim that they are part of.
      const ids = innermost(piece);
      if (ids.length) go(ids[(ids.indexOf(chosen) + 1) % ids.length], { scroll: false });
    }
  });

  // The claims that words are part of, the shortest first, sentences of the summary last.
  function innermost(piece) {
    const size = (id) => (id[0] === "s" ? 1e6 : 0) + pieces.get(id).length;
    return idsOf(piece).filter((id) => links.has(id)).sort((a, b) => size(a) - size(b));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const listed = event.target.closest(".claims a.words");
    const letters = find("#keys")?.checked ? { j: 1, k: -1 } : {};
    const by = letters[event.key] ?? (listed ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined);
    if (event.key === "Escape") {
      if (hideTip()) return;
      stop(true);
    } else if (by) {
      event.preventDefault();
      if (listed) chosen || choose(listed.hash.slice(1), { scroll: false });
      step(by);
      if (listed) links.get(chosen).focus({ preventScroll: true });
    }
  });

  addEventListener("hashchange", byAddress);
  addEventListener("popstate", byAddress);

  // Who says it, of what kind it is and how sure: at words, numbers and bars, but for the claim whose line shows it.
  const tip = document.body.appendChild(document.createElement("div"));
  tip.className = "tip";
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  for (const ref of all(".ref")) ref.removeAttribute("title");

  function tipAt(target) {
    const link = target.closest("article .ref, .strip a");
    const piece = target.closest("article [data-m]");
    const ids = link ? [link.id || link.getAttribute("href").slice(1)] : piece ? innermost(piece) : [];
    return ids.length && !ids.includes(chosen) ? [link ?? piece, tips.get(ids[0])] : [null, ""];
  }

  function showTip(target) {
    const [at, words] = tipAt(target);
    hideTip();
    if (!at || !words) return;
    tip.textContent = words;
    tip.hidden = false;
    at.setAttribute("aria-describedby", "tip");
    placeTip();
  }

  function placeTip() {
    const at = find("[aria-describedby=tip]");
    if (!at) return;
    const box = at.getClientRects()[0] ?? at.getBoundingClientRect();
    const above = box.top - tip.offsetHeight - 6;
    tip.style.top = `${above > 4 ? above : box.bottom + 6}px`;
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
  }

  function hideTip() {
    if (tip.hidden) return false;
    tip.hidden = true;
    find("[aria-describedby=tip]")?.removeAttribute("aria-describedby");
    return true;
  }

  let waiting = 0;
  let pointer = "";
  document.addEventListener("mouseover", (event) => {
    const at = `${event.screenX} ${event.screenY}`;
    if (at === pointer) return; // the page has moved, not the mouse
    pointer = at;
    clearTimeout(waiting);
    hideTip();
    waiting = setTimeout(showTip, 250, event.target);
  });
  document.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && showTip(event.target));
  document.addEventListener("focusout", hideTip);
  addEventListener("scroll", placeTip, { passive: true, capture: true });

  // The strip: bars at the height where their words stand on this screen, and the part of the article in view.
  const article = find("article");
  const view = find(".strip .view");
  const height = find(".strip svg").viewBox.baseVal.height;
  let frame = 0;

  function measure() {
    const whole = article.getBoundingClientRect();
    const inner = whole.height - parseFloat(getComputedStyle(article).paddingBottom);
    const scale = (y) => Math.max(0, Math.min(height, ((y - whole.top) / inner) * height));
    for (const [id, bar] of bars) {
      const found = (pieces.get(id) ?? []).filter(([, letter]) => "ou".includes(letter)).map(([piece]) => piece);
      if (!found.length || !found[0].offsetParent || found[0].closest(".again")?.offsetHeight < 2) continue;
      const top = scale(found[0].getBoundingClientRect().top);
      const bottom = scale(found.at(-1).getBoundingClientRect().bottom);
      bar.lastElementChild.setAttribute("y", top.toFixed(1));
      bar.lastElementChild.setAttribute("height", Math.max(4, bottom - top).toFixed(1));
    }
    follow();
  }

  function follow() {
    frame = 0;
    const whole = article.getBoundingClientRect();
    const inner = whole.height - parseFloat(getComputedStyle(article).paddingBottom);
    const top = Math.max(0, -whole.top / inner) * height;
    const bottom = Math.min(1, (innerHeight - whole.top) / inner) * height;
    view.setAttribute("y", top.toFixed(1));
    view.setAttribute("height", Math.max(0, bottom - top).toFixed(1));
  }

  addEventListener("scroll", () => (frame ||= requestAnimationFrame(follow)), { passive: true });
  new ResizeObserver(measure).observe(article);
  find("#all")?.addEventListener("change", legend);
  legend();
  byAddress();
})();
