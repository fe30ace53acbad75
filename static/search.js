// The form, the address and the hits of /search/. Nothing is kept and nobody is told: the query lives
// in the fragment of the address, and passages are read from the pages of the archive that have them.
"use strict";

(() => {
  const place = document.querySelector(".finder");
  if (!place) return;
  const root = new URL(place.dataset.root, document.baseURI);
  const [form, status, result, pages, list, more] = ["form", ".status", ".result", ".pages", ".hits", ".more"].map((name) => place.querySelector(name));
  const fields = [...form.querySelectorAll("input, select")];
  const title = document.title;
  const { Archive, parse, rank, runs, words } = globalThis.rightsbook.search;
  const { load } = globalThis.rightsbook;
  const archive = new Archive(root);
  const STEP = 10;
  /** How many hits are read for phrases before the reader is asked whether to go on. */
  const MOST = 30;
  /** How many pages of the archive may share a word that still tells of one. */
  const FEW = 3;
  /** How many of its pages are offered above the hits. */
  const OFFERED = 6;
  /** How many words of a passage stand before the first that was found, and in all. */
  const [BEFORE, WHOLE] = [14, 48];

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const { language, worded, counted } = globalThis.rightsbook.words;
  const KINDS = { digest: worded("digest"), translation: worded("translation") };
  const say = (text, wrong = false) => {
    status.textContent = text;
    status.classList.toggle("note", wrong);
  };

  // Passages.

  /** Which words of a passage were looked for, by their numbers, and whether another name stands for them. */
  function found(all, { parts, names }) {
    const marked = new Set();
    const mark = (forms) => {
      for (const n of runs(all, forms)) for (const at of forms.keys()) marked.add(n + at);
    };
    const like = new Set(parts.flatMap((part) => part.like));
    for (const [n, { form }] of all.entries()) if (like.has(form)) marked.add(n);
    for (const { phrase, forms } of parts) if (phrase) mark(forms);
    // The passage has a name of theirs that nobody typed, or a word of it.
    const otherwise = !marked.size || parts.some(({ named, forms }) => named && !runs(all, forms).length);
    const before = marked.size;
    if (otherwise) names.whole.forEach(mark);
    if (otherwise && marked.size === before) for (const [n, { form }] of all.entries()) if (names.telling.has(form)) marked.add(n);
    return { marked, otherwise };
  }

  /** A passage cut to what was found, with marks. */
  function passage(text, sought) {
    const all = words(text);
    const { marked, otherwise } = found(all, sought);
    const first = marked.size ? Math.min(...marked) : 0;
    const start = Math.max(0, Math.min(first - BEFORE, all.length - WHOLE));
    const end = Math.min(all.length, start + WHOLE);
    const out = [];
    let at = start ? all[start].at : 0;
    if (start) out.push("… ");
    for (let n = start; n < end; n += 1) {
      if (!marked.has(n)) continue;
      let last = n;
      while (last + 1 < end && marked.has(last + 1)) last += 1;
      const to = all[last].at + all[last].length;
      out.push(text.slice(at, all[n].at), element("mark", {}, text.slice(all[n].at, to)));
      [at, n] = [to, last];
    }
    out.push(text.slice(at, end < all.length ? all[end - 1].at + all[end - 1].length : text.length));
    if (end < all.length) out.push(" …");
    return { nodes: out, otherwise };
  }

  /** The plain text of a paragraph, from the report's sentences: no page can be read from disk. */
  async function told(url, anchor) {
    const { editions } = await archive.once("editions", () => load.json(new URL("compare/editions.json", root)));
    const own = editions.find((edition) => url.startsWith(edition.url));
    const { sections } = await archive.once(own.sections, () => load.json(new URL(own.sections, root)));
    const here = sections.filter((section) => section.url.split("#")[0] === url).flatMap(({ paragraphs }) => paragraphs);
    return here.find((paragraph) => paragraph.anchor === anchor)?.sentences.join(" ") ?? "";
  }

  /** The plain text of a paragraph, from the page that has it. */
  async function paragraph(url, anchor) {
    if (load.fromDisk) return told(url, anchor);
    const page = await archive.once(`page ${url}`, async () => {
      const answer = await fetch(new URL(url, root));
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    });
    const shown = page.getElementById(anchor)?.cloneNode(true);
    for (const aside of shown?.querySelectorAll(".pn, .mark") ?? []) aside.remove();
    // Cells, items and lines stand apart.
    for (const block of shown?.querySelectorAll("br, p, pre, li, dt, dd, th, td, caption, div, blockquote") ?? []) block.before(" ");
    return shown?.textContent.replace(/\s+/g, " ").trim() ?? "";
  }

  // Hits.

  /** A section's address and heading, and how its n-th paragraph is told and led to. */
  async function spot(section) {
    const { url, printed, heading, numbers } = await archive.section(section);
    // Texts are searched by position; addresses have the numbers that paragraphs keep.
    const number = (n) => numbers?.[n - 1] ?? n;
    const [page, id] = url.split("#");
    const to = (n) => `${page}#${id ? `${id}-` : ""}p${number(n)}`;
    return { url, printed, heading, number, to, text: (n) => paragraph(page, to(n).split("#")[1]) };
  }

  /** Reads a hit's text: what is left of it where phrases have to stand word for word, or nothing. */
  async function proved(facts, hit, { parts, names }) {
    const phrases = parts.filter(({ phrase }) => phrase);
    if (!phrases.length) return hit;
    const { heading, text } = await spot(hit.section);
    const first = facts.firsts[hit.section];
    const all = [0, ...hit.paragraphs].sort((a, b) => a - b);
    const here = new Map();
    for (const part of phrases) {
      const maybe = all.filter((n) => part.found.has(first + n));
      let read;
      try {
        read = await Promise.all(maybe.map(async (n) => words(n ? await text(n) : heading)));
      } catch {
        // Told beside the hit.
        return { ...hit, unread: true };
      }
      const otherwise = (own) => part.named && (names.whole.some((name) => runs(own, name).length) || own.some(({ form }) => names.telling.has(form)));
      here.set(part, new Set(maybe.filter((n, at) => runs(read[at], part.forms).length || otherwise(read[at]))));
      if (maybe.length && !here.get(part).size) return null;
      if (maybe.length) part.proven = true;
    }
    const of = (n) => parts.filter((part) => (part.phrase ? here.get(part).has(n) : part.found.has(first + n))).length;
    return { ...hit, paragraphs: hit.paragraphs.filter(of).sort((a, b) => of(b) - of(a)) };
  }

  async function drawHit(facts, hit, sought) {
    const { url, printed, heading, number, to, text: read } = await spot(hit.section);
    const { title, year, country, publisher, kind, language, tongue } = facts.reports[facts.report[hit.section]];
    const [best, ...others] = hit.paragraphs;
    // Where only the heading has it, the section's beginning is shown.
    const quoted = best ?? (facts.texts.paragraphs[hit.section] ? 1 : 0);
    const link = (address, ...children) => element("a", { href: load.page(new URL(address, root)) }, ...children);
    const name = [...(printed ? [element("span", { class: "printed" }, printed), " "] : []), heading];
    const words = KINDS[kind] ?? kind;
    const told = [`${publisher[1]} ${year}`, country[1], ...(kind === "verbatim" ? [] : [tongue ? `${words}: ${tongue}` : words])].join(" · ");
    const row = element("li", {}, element("h2", { lang: language, dir: "auto" }, link(best ? to(best) : url, ...name)),
      element("p", { class: "facts", title }, told, ...(best ? [` · ¶\u00a0${number(best)}`] : [])));
    if (quoted) {
      let text = "";
      try {
        text = await read(quoted);
      } catch {
        // The hit stands without its passage.
      }
      const { nodes, otherwise } = passage(text, sought);
      if (text) row.append(element("p", { class: "snippet", lang: language, dir: "auto" }, ...nodes));
      if (hit.unread) row.append(element("p", { class: "fine" }, worded("This text could not be read: whether it has the phrase is not certain.")));
      else if (text && best && otherwise) row.append(element("p", { class: "fine" }, worded("The passage names it otherwise.")));
    }
    if (others.length) {
      const shown = others.slice(0, 8).sort((a, b) => a - b).flatMap((n, at) => [...(at ? [", "] : []), link(to(n), element("span", { class: "vh" }, `${worded("paragraph")} `), `${number(n)}`)]);
      row.append(element("p", { class: "facts" }, `${worded("Also")} ¶\u00a0`, ...shown, ...(others.length > 8 ? [` ${worded("and {n} more", { n: others.length - 8 })}`] : [])));
    }
    return row;
  }

  /** Topics and names with pages of their own that a query names, and what else those are called. */
  function named(parts, common) {
    const has = (name) => ({ phrase, forms, like, instead }) => forms.every((form) => name.includes(form)) || (!phrase && !instead && like.some((form) => name.includes(form)));
    const known = [...document.querySelectorAll(".ways-in .names a, .ways-in .tree a")].map((link) => {
      const names = [link.textContent, ...(link.dataset.names ?? "").split("|").filter(Boolean)].map(words);
      return { link, names: names.map((name) => name.map(({ form }) => form)), topic: Boolean(link.closest(".tree")) };
    });
    const found = known.filter(({ names }) => names.some((name) => parts.every(has(name))));
    const whole = found.filter(({ topic }) => !topic).flatMap(({ names }) => names);
    // Pages whose names have another name of theirs inside.
    const around = found.length < OFFERED ? known.filter((one) => !found.includes(one) && one.names.some((name) => whole.some((other) => other.length > 1 && runs(name.map((form) => ({ form })), other).length))) : [];
    for (const part of parts) if (part.phrase) part.named = whole.some((name) => runs(name.map((form) => ({ form })), part.forms).length);
    // A single word tells of somebody if few share it.
    const shared = new Map();
    for (const { names } of known) for (const form of new Set(names.flat())) shared.set(form, (shared.get(form) ?? 0) + 1);
    const single = new Set(whole.flat().filter((form) => form.length > 2 && !common.has(form)));
    return {
      links: [...found, ...around].slice(0, OFFERED).flatMap(({ link }, n) => [n ? " · " : "", element("a", { href: link.href }, link.textContent)]),
      names: { whole, telling: new Set([...single].filter((form) => shared.get(form) <= FEW)) },
    };
  }

  // The query.

  const asked = () => new URLSearchParams(location.hash.slice(1));
  const narrowed = (query) => ["topic", "year", "country", "publisher", "kind"].filter((name) => query.get(name));

  function filter(facts, query) {
    const [topic, year, country, publisher, kind] = ["topic", "year", "country", "publisher", "kind"].map((name) => query.get(name));
    const above = (at) => at !== null && at !== undefined && (facts.topics[at][0] === topic || above(facts.topics[at][1]));
    const report = facts.reports.map((known) => (!year || String(known.year) === year) && (!country || known.country[0] === country)
      && (!publisher || known.publisher[0] === publisher) && (!kind || known.kind === kind));
    return (section) => report[facts.report[section]] && (!topic || facts.sections[section].some(above));
  }

  let turn = 0;
  let next = () => {};

  /** Shows what the address asks for. */
  async function follow() {
    turn += 1;
    const mine = turn;
    const query = asked();
    for (const field of fields) field.value = query.get(field.name) ?? "";
    // A limit that the archive does not know is told, not kept where nobody sees it.
    const strange = fields.slice(1).filter(({ name, value }) => value !== (query.get(name) ?? ""));
    for (const field of strange) field.value = "";
    const text = query.get("q")?.trim() ?? "";
    result.hidden = true;
    document.title = text ? `${text} – ${title}` : title;
    if (strange.length) return say(strange.map(({ name, labels }) => worded("{name}: this archive has no “{value}”.", { name: labels[0].textContent, value: query.get(name) })).join(" "), true);
    if (!text) return say("");
    const wanted = parse(text);
    if (!wanted.length) return say(worded("Type a word, a name or a phrase."), true);
    say(worded("Searching …"));
    try {
      const facts = await archive.open();
      const parts = await Promise.all(wanted.map((part) => archive.find(part)));
      // Somebody may have asked anew while the files were on their way.
      if (mine !== turn) return;
      await draw(facts, parts, query, mine);
    } catch (error) {
      if (mine === turn) say(worded("The index could not be read ({error}). Topics, years and names below lead to the same texts.", { error: error.message }), true);
    }
  }

  async function draw(facts, parts, query, mine) {
    let sought = parts.filter(({ common }) => !common);
    const common = parts.filter((part) => part.common).map((part) => part.text);
    if (!sought.length) {
      const told = parts.every(({ phrase }) => phrase) ? worded("{words}: every word of this is in nearly every paragraph, and none is looked for. Add another word to the phrase.", { words: common.join(", ") })
        : worded("{words}: words as common as this are in nearly every paragraph. Add another word.", { words: common.join(", ") });
      return say(told, true);
    }
    const fits = filter(facts, query);
    const { links, names } = named(sought, facts.common);
    const notes = sought.filter(({ instead }) => instead).map(({ text, instead }) => worded("No text has “{text}”; shown is what begins with “{instead}”.", { text, instead }));
    const missing = sought.filter(({ found }) => !found.size).map(({ text }) => text);
    const most = worded("No section has all of it; shown are those with most of it.");
    const year = ({ section }) => facts.reports[facts.report[section]].year;
    const order = { new: -1, old: 1 }[query.get("sort")] ?? 0;
    const sorted = (hits) => hits.sort((a, b) => order * (year(a) - year(b)) || b.score - a.score || a.section - b.section);
    let hits = sorted(rank(facts, sought, fits, true));
    if (!hits.length && sought.length > 1) {
      hits = sorted(rank(facts, sought, fits, false));
      if (hits.length) notes.unshift(missing.length ? worded("Nothing has {words}.", { words: missing.join(", ") }) : most);
    }
    pages.replaceChildren(...(links.length ? [`${worded("Pages of the archive:")} `, ...links] : []));
    pages.hidden = !links.length;
    list.replaceChildren();
    // Hits that were read, those that hold and are not shown yet, and those shown.
    let [read, held, shown] = [0, [], 0];
    const fill = async () => {
      const until = read + (sought.some(({ phrase }) => phrase) ? MOST : STEP);
      while (held.length < STEP && read < Math.min(until, hits.length)) {
        const some = hits.slice(read, read + STEP);
        const proofs = await Promise.all(some.map((hit) => proved(facts, hit, { parts: sought, names })));
        if (mine !== turn) return false;
        read += some.length;
        held.push(...proofs.filter(Boolean));
      }
      // All that may have the phrases was read, and nothing has them beside the other words.
      const unproven = sought.filter((part) => part.phrase && !part.proven);
      if (read === hits.length && read && !shown && !held.length && unproven.length && unproven.length < sought.length) {
        sought = sought.filter((part) => !unproven.includes(part));
        [hits, read] = [sorted(rank(facts, sought, fits, true)), 0];
        if (hits.length && !notes.includes(most)) notes.unshift(most);
        return fill();
      }
      return true;
    };
    const page = async () => {
      if (!(await fill())) return;
      const rows = await Promise.all(held.splice(0, STEP).map((hit) => drawHit(facts, hit, { parts: sought, names })));
      if (mine !== turn) return;
      const from = shown;
      shown += rows.length;
      list.append(...rows);
      more.hidden = !held.length && read === hits.length;
      result.hidden = !shown && !links.length && more.hidden;
      const exact = read === hits.length || !sought.some(({ phrase }) => phrase);
      const n = exact && read < hits.length ? hits.length : shown + held.length;
      const none = narrowed(query).length ? worded("Nothing found with these limits.") : worded("Nothing found.");
      const total = !exact ? counted(n, "{n} section found so far, {shown} shown; {left} more have yet to be read.", "{n} sections found so far, {shown} shown; {left} more have yet to be read.", { shown, left: (hits.length - read).toLocaleString(language) })
        : !n ? none
          : n > shown ? counted(n, "{n} section found, {shown} shown.", "{n} sections found, {shown} shown.", { shown }) : counted(n, "{n} section found.", "{n} sections found.");
      say([total, ...notes, ...(common.length ? [worded("Not looked for, being too common: {words}.", { words: common.join(", ") })] : [])].join(" "));
      if (from && rows.length) rows[0].querySelector("a").focus();
    };
    next = page;
    await page();
  }

  function start() {
    place.hidden = false;
    form.hidden = true;
    if (!globalThis.DecompressionStream) return say(worded("This browser is too old to read the index. Topics, years and names below lead to the same texts."), true);
    form.hidden = false;
    const submit = () => {
      const given = fields.filter(({ value }) => value.trim()).map(({ name, value }) => [name, value.trim()]);
      const hash = `#${new URLSearchParams(given)}`;
      if (location.hash === hash) follow();
      else location.hash = hash;
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
    for (const field of fields.slice(1)) field.addEventListener("change", () => { if (fields[0].value.trim()) submit(); });
    more.querySelector("button").addEventListener("click", () => next());
    // Without "=" it is a place on this page, as the link to the text has one.
    addEventListener("hashchange", () => { if (!location.hash || location.hash.includes("=")) follow(); });
    follow();
  }

  start();
})();
