// The form on /compose/, its choice in the address, and the report that it makes. It asks for files of
// this archive alone and keeps nothing.
"use strict";

(() => {
  const place = document.querySelector(".composer");
  if (!place) return;
  const { load, composing } = globalThis.rightsbook;
  const root = new URL(place.dataset.root, document.baseURI);
  const [form, status, carry, article] = ["form", ".status", ".carry", ".composed"].map((name) => place.querySelector(name));
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const title = document.title;
  const head = document.documentElement.dataset.head;

  const { language, worded, counted } = globalThis.rightsbook.words;
  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) if (value !== undefined) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const link = (url, ...words) => element("a", { href: load.page(new URL(url, root)) }, ...words);
  const say = (words, wrong = false) => {
    status.textContent = words;
    status.classList.toggle("note", wrong);
  };

  // The form.

  /** A topic brings those below it: their boxes follow it. */
  function settle() {
    const ticked = new Set(boxes.filter(({ name, checked, disabled }) => name === "t" && checked && !disabled).map(({ value }) => value));
    for (const box of boxes.filter(({ name }) => name === "t")) {
      const brought = box.dataset.above.split(" ").some((id) => ticked.has(id));
      if (brought) ticked.add(box.value);
      if (brought || box.disabled) box.checked = brought;
      box.disabled = brought;
    }
    for (const group of form.querySelectorAll("details")) {
      const n = group.querySelectorAll("input:checked").length;
      group.querySelector(".remark").textContent = n ? worded("({n} ticked)", { n }) : "";
    }
  }

  function chosen() {
    const of = (name) => boxes.filter((box) => box.name === name && box.checked && !box.disabled).map(({ value }) => value);
    return { c: of("c"), y: of("y").sort(), p: of("p"), t: of("t"), l: form.elements.l?.value ?? "", by: form.elements.by.value, title: form.elements.title.value.trim() };
  }

  function show(choice) {
    for (const box of boxes) {
      box.disabled = false;
      box.checked = choice[box.name].includes(box.value);
    }
    if (form.elements.l) form.elements.l.value = choice.l;
    form.elements.by.value = choice.by;
    form.elements.title.value = choice.title;
    settle();
    for (const group of form.querySelectorAll("details")) group.open = Boolean(group.querySelector("input:checked:not(:disabled)"));
  }

  // What is shown.

  const run = ({ is, text }) => {
    if (is === "title") return element("cite", {}, text);
    if (is === "original") return element("a", { class: "url", href: text, rel: "external noreferrer" }, text);
    if (is === "copy") return element("a", { class: "url", href: text }, text);
    return is === "paragraph" ? "" : text;
  };
  const citation = (cited, ...more) => element("p", { class: "citation", lang: "en", dir: "ltr" }, ...cited.chicago.map(run), ...more);
  const name = (section) => (section.lead ? worded("Lead") : section.heading);
  const label = ({ printed }) => (printed ? [element("span", { class: "printed" }, printed), " "] : []);
  const edition = ({ card }, many) => `${card.year} ${card.publisher_short}${many ? `, ${card.country}` : ""}`;
  const today = () => new Date().toLocaleDateString(language === "en" ? "en-GB" : language, { day: "numeric", month: "long", year: "numeric" });

  /** The hash of the file that was read; the citation has said when it was fetched. */
  const hash = ({ facts }) => (facts.sha256 ? [` ${worded("SHA-256 of the file read")}: `, element("code", { class: "hash" }, facts.sha256), "."] : []);

  const KINDS = { digest: worded("Digest: retold in the archive’s words. Quote and cite the original."), verbatim: worded("Verbatim: the publisher’s own words."), translation: worded("Translation: check the original before quoting.") };
  const WHOLE = { partial: worded("Partial copy."), quoted: worded("Quoted passages only.") };

  function source({ text, report, taken }) {
    const { card, facts } = text;
    return element("li", {}, citation(composing.cited(text, 0), ...hash(text)),
      element("p", { class: "fine" }, KINDS[card.kind] ?? card.kind, ...(WHOLE[card.completeness] ? [" ", WHOLE[card.completeness]] : []), " ",
        worded("Licence: {id}.", { id: facts.licence }), ...(facts.licence_note ? [" ", facts.licence_note] : [])),
      element("p", { class: "fine" }, `${worded("{n} of {m} sections are given here.", { n: taken, m: report.sections })} `, link(card.url, worded("The whole of it in the archive"))));
  }

  // What the index says of topics in editions; the table of words gives a script the keys that stand in it:
  // "pointer only", "not applicable", "quoted only", "no heading in this edition", "not in our copy", "not held", "none known".
  function gaps(asked, many) {
    const line = ({ report, lacks }) => element("div", {}, element("dt", {}, `${report.year} ${report.short}${many ? `, ${report.country_name}` : ""}`),
      ...lacks.map(([words, topics]) => element("dd", {}, element("strong", {}, `${worded(words)}:`), ` ${topics.join(", ")}`)));
    const country = (id) => form.querySelector(`[name=c][value="${id}"]`)?.parentElement.textContent.trim() ?? id;
    const away = ({ short, country: id, years, words }) => element("div", {}, element("dt", {}, `${composing.years(years)} ${short}${many ? `, ${country(id)}` : ""}`), element("dd", {}, element("strong", {}, worded(words))));
    const part = (title, words, lines) => (lines.length ? [element("section", { class: "gaps" }, element("h3", {}, title), element("p", { class: "fine" }, words), element("dl", {}, ...lines))] : []);
    return [
      ...part(worded("What is not here"), worded("“No heading in this edition” says how a publisher arranged its report, never that there was no abuse. “Not held” means that the publisher has an edition which the archive lacks."), [...asked.gaps.map(line), ...asked.absent.map(away)]),
      ...part(worded("What is here only in part"), worded("“Quoted only”: the archive has passages of the edition as others quote them. “Pointer only”: under the heading the edition refers to another publication. “Not applicable”: the edition says so."), asked.partly.map(line)),
    ];
  }

  /** The text of an excerpt: links lead from here, and notes have ids of their own. */
  function passage({ text, section, key }) {
    const made = element("div", { class: "passage", lang: text.language, dir: text.direction });
    made.innerHTML = section.text;
    const notes = section.notes.length ? [element("ol", { class: "notes" }, ...section.notes.map((note, at) => {
      const item = element("li", { id: `${key}-note-${at + 1}` });
      item.innerHTML = note;
      return item;
    }))] : [];
    const marks = made.querySelectorAll(".mark a");
    for (const mark of marks) mark.setAttribute("href", `#${key}-${mark.getAttribute("href").slice(1)}`);
    for (const a of [made, ...notes].flatMap((part) => [...part.querySelectorAll("a[href]")])) {
      if (!a.getAttribute("href").startsWith("#")) a.href = load.page(a.href);
    }
    return [made, ...notes];
  }

  function excerpt(found, many, byEdition) {
    const { text, section, cited, left, topic, also, key } = found;
    const bare = section.empty && text.facts.display === "full";
    const nothing = () => element("p", { class: "fine" }, `${bare ? worded("The edition has only a heading here.") : worded("No text is shown here.")} `, link(section.url, worded("See the section")));
    const body = section.empty ? [nothing()] : passage(found);
    const topics = [...(byEdition ? [topic] : []), ...also].map((one) => one.label).join(" · ");
    const remark = section.remark || (text.card.completeness === "quoted" ? "quoted only" : "");
    const told = [...(topics ? [byEdition ? worded("Topics: {topics}", { topics }) : worded("Treats too: {topics}", { topics })] : []), ...(topics && remark ? [" · "] : []), ...(remark ? [element("strong", {}, worded(remark))] : [])];
    const rest = left.flatMap((other, at) => [at ? ", " : "", link(other.url, ...label(other), name(other))]);
    return element("section", { class: "excerpt", id: key },
      element("h4", {}, element("span", { class: "unit" }, `${edition(text, many)}: `), element("span", { lang: text.language, dir: text.direction }, link(section.url, ...label(section), name(section)))),
      ...(told.length ? [element("p", { class: "topics fine" }, ...told)] : []),
      citation(cited, ...hash(text)),
      ...body,
      ...(rest.length ? [element("p", { class: "fine" }, `${worded("Inside this section, and not in this report:")} `, ...rest, ".")] : []));
  }

  /** Excerpts under headings: of topics, each with the texts that stand under another one, or of editions. */
  function chapters({ found, order }, choice, many) {
    const groups = new Map();
    const group = (id, heading) => groups.get(id) ?? groups.set(id, { heading, excerpts: [], see: [] }).get(id);
    const topics = [...order.keys()];
    if (choice.by === "edition") for (const one of found) group(one.n, one.text.card.title).excerpts.push(one);
    else {
      for (const id of topics) {
        for (const one of found) {
          if (one.topic.id === id) group(id, one.topic.label).excerpts.push(one);
          const also = one.also.find((topic) => topic.id === id);
          if (also) group(id, also.label).see.push(one);
        }
      }
    }
    return [...groups.values()].map(({ heading, excerpts, see }, at) => {
      const key = `c${at + 1}`;
      const to = (one) => element("li", {}, element("a", { href: `#${one.key}` }, `${edition(one.text, many)}: ${name(one.section)}`), ` (${one.topic.label})`);
      const also = see.length ? [element("p", { class: "fine" }, worded("Treated under another topic too:")), element("ul", { class: "see" }, ...see.map(to))] : [];
      return { key, heading, excerpts, drawn: element("section", { class: "chapter", id: key }, element("h3", {}, heading), ...excerpts.map((one) => excerpt(one, many, choice.by === "edition")), ...also) };
    });
  }

  function heading(choice, asked) {
    if (choice.title) return choice.title;
    const names = (list, one) => (list.length && list.length <= 3 ? list.join(", ") : one);
    const word = (kind) => (value) => form.querySelector(`[name="${kind}"][value="${CSS.escape(value)}"]`)?.parentElement.textContent.trim() ?? value;
    const topics = names(choice.t.map(word("t")), counted(choice.t.length, "{n} topic", "{n} topics"));
    const all = boxes.filter((box) => box.name === "c").map((box) => box.value);
    const countries = (choice.c.length ? choice.c : all).map(word("c"));
    const when = composing.years(asked.reports.length ? asked.reports.map(({ year }) => year) : choice.y.map(Number));
    return [`${topics}: ${names(countries, counted(countries.length, "{n} country", "{n} countries"))}`, when].filter(Boolean).join(", ");
  }

  let works = [];

  /** The short forms that the texts explain by pointing at them, for paper. */
  function shortForms() {
    const forms = new Map([...article.querySelectorAll("abbr[title]")].map((short) => [short.textContent, short.title]));
    if (!forms.size) return;
    article.append(element("section", { class: "gaps" }, element("h3", {}, worded("Short forms in these texts")),
      element("dl", {}, ...[...forms].sort().map(([short, long]) => element("div", {}, element("dt", {}, short), element("dd", {}, long))))));
  }

  /** `texts` are those of the reports `wanted`: what else is asked for has nothing on the topics. */
  function draw(index, choice, asked, wanted, texts) {
    const many = new Set(asked.reports.map(({ country }) => country)).size > 1;
    const gathered = composing.gather(asked.topics, wanted, texts);
    const { found } = gathered;
    found.forEach((one, at) => {
      one.key = `e${at + 1}`;
    });
    const taken = texts.map((_, n) => found.filter((one) => one.n === n).length);
    const all = asked.reports.reduce((sum, { sections }) => sum + sections, 0);
    const sources = texts.map((text, n) => ({ text, report: wanted[n], taken: taken[n] })).filter((one) => one.taken);
    const parts = chapters(gathered, choice, many);
    const words = heading(choice, asked);
    const address = `${index.base_url}compose/${composing.write(choice)}`;
    const care = asked.topics.some(({ sensitive }) => sensitive) ? [element("p", { class: "note" }, worded("Some of these texts describe abuse of people who need particular care."))] : [];
    const sections = counted(found.length, "{n} section", "{n} sections");
    const told = worded("{sections} of {n} in {reports}", { sections, n: all, reports: counted(asked.reports.length, "{n} report", "{n} reports") });
    article.replaceChildren(
      element("header", { class: "cover" }, element("h2", { tabindex: "-1" }, words),
        element("p", { class: "from" }, worded("Put together from “{archive}” on {date}", { archive: index.archive, date: today() })),
        element("p", { class: "facts" }, `${told}.`), ...care,
        element("p", { class: "fine" }, worded("The choice of texts is a reader’s, not the archive’s. Each text is cited where it stands. This report can be made anew from its address:")),
        element("p", { class: "fine" }, element("a", { class: "url", href: address }, address))),
      ...(parts.length ? [element("nav", { class: "contents", "aria-label": worded("Contents") }, element("h3", {}, worded("Contents")),
        element("ol", {}, ...parts.map((part) => element("li", {}, element("a", { href: `#${part.key}` }, part.heading),
          element("ul", {}, ...part.excerpts.map((one) => element("li", {}, element("a", { href: `#${one.key}` }, choice.by === "edition" ? name(one.section) : `${edition(one.text, many)}: ${name(one.section)}`)))))))),
      element("section", { class: "sources" }, element("h3", {}, worded("Sources")), element("ol", {}, ...sources.map(source)))] : []),
      ...gaps(asked, many),
      ...parts.map(({ drawn }) => drawn));
    shortForms();
    works = [...sources.map(({ text }) => composing.cited(text, 0)), ...found.map(({ cited }) => cited)].map(({ ris }) => ris);
    article.hidden = false;
    carry.hidden = false;
    document.title = `${words} – ${index.archive}`;
    document.documentElement.dataset.head = words;
    return told;
  }

  // To carry it away.

  /** Where a link leads on the published site, wherever this copy stands. */
  const published = (index) => (a) => {
    const here = a.href.startsWith(root.href) ? a.href.slice(root.href.length).replace(/(^|\/)index\.html(?=#|$)/, "$1") : undefined;
    return here === undefined ? a.href : new URL(here, index.base_url).href;
  };

  const AS = {
    md: { type: "text/markdown", make: (index) => composing.markdown(article, published(index)) },
    html: { type: "text/html", make: (index) => composing.page(article, published(index), document.documentElement) },
    ris: { type: "application/x-research-info-systems", make: () => works.join("") },
  };

  function keep(as, index) {
    if (as === "print") return print();
    const { type, make } = AS[as];
    const slug = article.querySelector("h2").textContent.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60).replace(/-[^-]*$/, (end, at) => (at > 40 ? "" : end));
    const url = URL.createObjectURL(new Blob([make(index)], { type: `${type};charset=utf-8` }));
    const a = element("a", { href: url, download: `${slug || "report"}.${as}` });
    document.body.append(a);
    a.click();
    a.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    return say(worded("Saved as {name}.", { name: a.download }));
  }

  // The address and the files.

  const known = new Map();
  const text = (url) => {
    if (!known.has(url)) {
      const asked = load.json(new URL(url, root));
      asked.catch(() => known.delete(url));
      known.set(url, asked);
    }
    return known.get(url);
  };

  let turn = 0;

  /** Says what a choice would bring, before anything is loaded. */
  function preview(index) {
    const choice = chosen();
    if (!choice.t.length) return say("");
    const asked = composing.choose(index, choice);
    const cells = asked.reports.length * asked.topics.length;
    const lacks = asked.gaps.reduce((sum, gap) => sum + gap.lacks.reduce((n, [, topics]) => n + topics.length, 0), 0);
    const stale = article.hidden ? "" : ` ${worded("Below stands the report of the choice before.")}`;
    return say(worded("{topics} in {reports}: {n} of {m} places have text.", { topics: counted(asked.topics.length, "{n} topic", "{n} topics"), reports: counted(asked.reports.length, "{n} report", "{n} reports"), n: cells - lacks, m: cells }) + stale);
  }

  function clear() {
    article.hidden = true;
    carry.hidden = true;
    article.replaceChildren();
    document.title = title;
    document.documentElement.dataset.head = head;
  }

  async function follow(index) {
    turn += 1;
    const mine = turn;
    const choice = composing.read(location.hash);
    show(choice);
    clear();
    if (!choice.t.length) return say(location.hash ? worded("Of topics, tick at least one.") : "");
    const asked = composing.choose(index, choice);
    if (asked.unknown.length) return say(worded("This archive has no “{name}”.", { name: asked.unknown[0] }), true);
    if (!asked.reports.length && !asked.absent.length) return say(worded("The archive has no report of these countries, years and publishers."), true);
    const wanted = asked.reports.filter((report) => asked.topics.some(({ at }) => !"nc".includes(report.states[at])));
    let texts;
    try {
      let n = 0;
      texts = await Promise.all(wanted.map(async (report) => {
        const got = await text(report.excerpts);
        n += 1;
        if (mine === turn) say(worded("Loading texts: {n} of {m} …", { n, m: wanted.length }));
        return got;
      }));
    } catch (error) {
      return say(worded("The texts could not be loaded ({why}). What stands ready below reads without them.", { why: error.message }), true);
    }
    // Somebody may have chosen anew while the files were on their way.
    if (mine !== turn) return;
    asked.gaps.push(...composing.untranslated(asked.topics, wanted, texts, worded("not in this translation")));
    const told = draw(index, choice, asked, wanted, texts);
    say(`${worded("Composed: {told}.", { told })}`);
    article.querySelector("h2").focus();
  }

  async function start() {
    place.hidden = false;
    let index;
    try {
      index = await load.json(new URL("compose/reports.json", root));
    } catch (error) {
      form.hidden = true;
      return say(worded("The list of reports could not be loaded ({why}). What stands ready below reads without it.", { why: error.message }), true);
    }
    form.addEventListener("change", () => {
      settle();
      preview(index);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const choice = chosen();
      if (!choice.t.length) return say(worded("Of topics, tick at least one."), true);
      const hash = composing.write(choice);
      if (location.hash === hash) follow(index);
      else location.hash = hash;
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      history.replaceState(null, "", location.pathname);
      follow(index);
    });
    carry.addEventListener("click", ({ target }) => target.dataset.as && keep(target.dataset.as, index));
    // Links inside the report are places in it, not another choice.
    article.addEventListener("click", (event) => {
      const to = event.target.closest?.('a[href^="#"]');
      const place = to && document.getElementById(to.getAttribute("href").slice(1));
      if (!place) return;
      event.preventDefault();
      place.setAttribute("tabindex", "-1");
      place.focus();
      place.scrollIntoView();
    });
    // Another fragment is a place on the page, and no choice.
    const isChoice = () => !location.hash || location.hash.includes("=");
    addEventListener("hashchange", () => isChoice() && follow(index));
    if (isChoice()) await follow(index);
  }

  start();
})();
