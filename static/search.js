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
  const { Archive, parse, rank, words } = globalThis.rightsbook.search;
  const { load } = globalThis.rightsbook;
  const archive = new Archive(root);
  const STEP = 10;
  /** How many words of a passage stand before the first that was found, and in all. */
  const [BEFORE, WHOLE] = [14, 48];

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  // In the language of the page where a script with its words came before this one, else in English.
  const { language = "en", said = {} } = globalThis.rightsbookWords ?? {};
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const worded = (words, values = {}) => filled(said[words] ?? words, values);
  const forms = new Intl.PluralRules(language);
  const counted = (n, one, many, values = {}) => {
    const known = said[many];
    const words = known ? (known[forms.select(n)] ?? known.other) : n === 1 ? one : many;
    return filled(words, { n: n.toLocaleString(language), ...values });
  };
  const KINDS = { digest: worded("digest"), translation: worded("translation") };
  const say = (text, wrong = false) => {
    status.textContent = text;
    status.classList.toggle("note", wrong);
  };

  // Passages.

  /** Which words of a passage were looked for, by their numbers. */
  function found(all, parts) {
    const marked = new Set();
    const like = new Set(parts.flatMap((part) => part.like));
    const otherwise = new Set(parts.flatMap((part) => part.otherwise ?? []));
    for (const [n, { form }] of all.entries()) {
      if (like.has(form)) marked.add(n);
      for (const { pattern } of parts) {
        if (!pattern?.every((wanted, at) => (wanted === null ? n + at < all.length : all[n + at]?.form === wanted))) continue;
        for (const at of pattern.keys()) marked.add(n + at);
      }
    }
    // The passage has a name of theirs that nobody typed.
    if (!marked.size) for (const [n, { form }] of all.entries()) if (otherwise.has(form)) marked.add(n);
    return marked;
  }

  /** A passage cut to what was found, with marks. */
  function passage(text, parts) {
    const all = words(text);
    const marked = found(all, parts);
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
    return { nodes: out, marked: marked.size };
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
    return shown?.textContent.replace(/\s+/g, " ").trim() ?? "";
  }

  // Hits.

  async function drawHit(facts, hit, parts) {
    const { url, printed, heading, numbers } = await archive.section(hit.section);
    // Texts are searched by position; addresses have the numbers that paragraphs keep.
    const number = (n) => numbers?.[n - 1] ?? n;
    const { title, year, country, publisher, kind, language, tongue } = facts.reports[facts.report[hit.section]];
    const [page, id] = url.split("#");
    const to = (n) => `${page}#${id ? `${id}-` : ""}p${number(n)}`;
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
        text = await paragraph(page, to(quoted).split("#")[1]);
      } catch {
        // The hit stands without its passage.
      }
      const { nodes, marked } = passage(text, parts);
      if (text) row.append(element("p", { class: "snippet", lang: language, dir: "auto" }, ...nodes));
      if (text && best && !marked) row.append(element("p", { class: "fine" }, worded("The passage names it otherwise.")));
    }
    if (others.length) {
      const shown = others.slice(0, 8).sort((a, b) => a - b).flatMap((n, at) => [...(at ? [", "] : []), link(to(n), element("span", { class: "vh" }, `${worded("paragraph")} `), `${number(n)}`)]);
      row.append(element("p", { class: "facts" }, `${worded("Also")} ¶\u00a0`, ...shown, ...(others.length > 8 ? [` ${worded("and {n} more", { n: others.length - 8 })}`] : [])));
    }
    return row;
  }

  /** Topics and names with pages of their own that a query names. */
  function named(parts) {
    const wanted = parts.flatMap(({ forms }) => forms);
    if (!wanted.length) return { links: [], forms: [] };
    const found = [...document.querySelectorAll(".ways-in .names a, .ways-in .tree a")].filter((link) => {
      const names = [link.textContent, ...(link.dataset.names ?? "").split("|")];
      return names.some((name) => {
        const own = new Set(words(name).map(({ form }) => form));
        return wanted.every((form) => own.has(form));
      });
    });
    const names = found.flatMap((link) => [link.textContent, ...(link.dataset.names ?? "").split("|")]);
    return {
      links: found.slice(0, 6).flatMap((link, n) => [n ? " · " : "", element("a", { href: link.href }, link.textContent)]),
      forms: names.flatMap((name) => words(name).map(({ form }) => form)).filter((form) => form.length > 2),
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
    const text = query.get("q")?.trim() ?? "";
    result.hidden = true;
    document.title = text ? `${text} – ${title}` : title;
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
    const sought = parts.filter(({ common }) => !common);
    const common = parts.filter((part) => part.common).map((part) => part.text);
    if (!sought.length) return say(worded("{words}: words as common as this are in nearly every paragraph. Add another word.", { words: common.join(", ") }), true);
    const fits = filter(facts, query);
    let hits = rank(facts, sought, fits, true);
    const notes = sought.filter(({ instead }) => instead).map(({ text, instead }) => worded("No text has “{text}”; shown is what begins with “{instead}”.", { text, instead }));
    const missing = sought.filter(({ found }) => !found.size).map(({ text }) => text);
    if (!hits.length && sought.length > 1) {
      hits = rank(facts, sought, fits, false);
      if (hits.length) notes.unshift(missing.length ? worded("Nothing has {words}.", { words: missing.join(", ") }) : worded("No section has all of it; shown are those with most of it."));
    }
    const year = ({ section }) => facts.reports[facts.report[section]].year;
    const order = { new: -1, old: 1 }[query.get("sort")] ?? 0;
    hits.sort((a, b) => order * (year(a) - year(b)) || b.score - a.score || a.section - b.section);
    const { links, forms } = named(sought);
    sought.push({ like: [], otherwise: forms });
    pages.replaceChildren(...(links.length ? [`${worded("Pages of the archive:")} `, ...links] : []));
    pages.hidden = !links.length;
    list.replaceChildren();
    let shown = 0;
    const page = async () => {
      const rows = await Promise.all(hits.slice(shown, shown + STEP).map((hit) => drawHit(facts, hit, sought)));
      if (mine !== turn) return;
      const from = shown;
      shown += rows.length;
      list.append(...rows);
      result.hidden = !rows.length && !links.length;
      more.hidden = shown >= hits.length;
      const none = narrowed(query).length ? worded("Nothing found with these limits.") : worded("Nothing found.");
      const few = counted(hits.length, "{n} section found.", "{n} sections found.");
      const total = !hits.length ? none : hits.length > STEP ? counted(hits.length, "{n} section found, {shown} shown.", "{n} sections found, {shown} shown.", { shown }) : few;
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
    addEventListener("hashchange", follow);
    follow();
  }

  start();
})();
