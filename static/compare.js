// Shows any two editions held against each other on /compare/: the form, the choice in the address,
// and the redline as elements. It asks for files of this archive alone and keeps nothing.
"use strict";

(() => {
  const place = document.querySelector(".any");
  if (!place) return;
  const root = new URL(place.dataset.root, document.baseURI);
  const [form, status, result] = ["form", ".status", ".result"].map((name) => place.querySelector(name));
  const [first, second] = form.querySelectorAll("select");
  const title = document.title;
  let countries = 0;
  const { compare, load, redline } = globalThis.rightsbook;

  const { worded, counted } = globalThis.rightsbook.words;
  /** A string with elements in it. */
  const phrase = (words, parts) => words.split(/(\{\w+\})/).map((piece) => parts[piece.slice(1, -1)] ?? piece);

  // What is shown: the elements and classes of templates/comparison.html and redline.html.

  const COUNTS = {
    added: ["<b>{n}</b> new", "<b>{n}</b> new"],
    removed: ["<b>{n}</b> removed", "<b>{n}</b> removed"],
    number: ["<b>{n}</b> with another figure or date", "<b>{n}</b> with another figure or date"],
    wording: ["<b>{n}</b> in other words", "<b>{n}</b> in other words"],
    moved: ["<b>{n}</b> moved", "<b>{n}</b> moved"],
    cosmetic: ["<b>{n}</b> changed in form only", "<b>{n}</b> changed in form only"],
    unchanged: ["<b>{n}</b> in the same words", "<b>{n}</b> in the same words"],
    "apart-before": ["<b>{n}</b> of the earlier edition not compared", "<b>{n}</b> of the earlier edition not compared"],
    "apart-after": ["<b>{n}</b> of the later edition not compared", "<b>{n}</b> of the later edition not compared"],
  };
  const COLUMNS = { added: worded("new"), removed: worded("removed"), number: worded("figure or date"), wording: worded("wording"), moved: worded("moved"), cosmetic: worded("form only"), unchanged: worded("same words") };
  const SIGNS = { added: ["+", worded("New")], removed: ["−", worded("Removed")], number: ["#", worded("Figure or date changed")], wording: ["≠", worded("Wording changed")], cosmetic: ["≈", worded("Form changed")], unchanged: ["→", worded("Moved here, in the same words")], "moved-away": ["→", worded("Moved away")] };
  const ALIKE_SIGNS = { number: ["#", worded("Alike, with another figure or date")], wording: ["≠", worded("Alike, in other words")], cosmetic: ["≈", worded("Alike but for form")], unchanged: ["=", worded("In the same words")] };

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const link = (url, ...words) => element("a", { href: load.page(new URL(url, root)) }, ...words);
  const id = (edition) => edition.url.replace(/\/$/, "");
  const inWords = ({ tongue }) => (tongue ? ` (${tongue})` : "");
  const named = (edition) => `${edition.short} ${edition.year}${inWords(edition)}${countries > 1 ? `, ${edition.country}` : ""}`;
  const held = ({ completeness }) => ({ partial: ` (${worded("partial copy")})`, quoted: ` (${worded("quoted passages only")})` })[completeness] ?? "";
  const address = (found, topic = "") => `#a=${id(found.before)}&b=${id(found.after)}${topic && `&topic=${topic}`}`;

  function count(rows) {
    const counts = Object.fromEntries(Object.keys(COUNTS).map((key) => [key, 0]));
    for (const { what, moved, counted } of rows) {
      if (counted === false) continue;
      if (moved) counts.moved += 1;
      if (!moved || what !== "unchanged") counts[what] += 1;
    }
    counts.changed = counts.added + counts.removed + counts.number + counts.wording + counts.moved + counts.cosmetic;
    return counts;
  }

  const countList = (counts) => element("ul", { class: "counts" }, ...Object.entries(COUNTS).filter(([key]) => counts[key])
    .map(([key, [one, many]]) => {
      // The only markup that a table of words may bring here is that of the number.
      const [, before, n, after] = /^(.*?)<b>(.*?)<\/b>(.*)$/.exec(counted(counts[key], one, many)) ?? ["", "", `${counts[key]}`, ` ${key}`];
      return element("li", { class: key }, before, element("b", {}, n), after);
    }));

  function where(found, { one, other }) {
    const to = (edition, { section, paragraph }) =>
      link(`${section.url.split("#")[0]}#${paragraph.anchor}`, `${found.name(edition)} ¶\u00a0${paragraph.n}`);
    const links = [one && to(found.before, one), other && to(found.after, other)].filter(Boolean);
    return element("span", { class: "facts" }, ...links.flatMap((to, n) => (n ? [" · ", to] : [to])));
  }

  function drawRow(found, row) {
    const { what, moved, one, other } = row;
    const [sign, words] = (found.strange ? ALIKE_SIGNS : SIGNS)[what];
    const told = element("p", { class: "what" }, element("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${words}`);
    if (moved) {
      const { section } = what === "moved-away" ? other : one;
      const to = { section: link(section.url, section.heading) };
      const way = found.strange ? [", ", ...phrase(worded("in {edition} under {section}"), { edition: found.name(found.before), ...to })]
        : what === "moved-away" ? [" ", ...phrase(worded("to {section}"), to)]
          : what === "unchanged" ? [" ", ...phrase(worded("from {section}"), to)] : [", ", ...phrase(worded("moved here from {section}"), to)];
      told.append(element("span", { class: "other" }, ...way));
    }
    told.append(" ", where(found, row));
    const name = what === "unchanged" ? "moved" : what;
    const part = ([kind, text]) => (kind === "same" ? `${text} ` : element(kind, {}, element("span", { class: "vh" }, `${kind === "ins" ? worded("added:") : worded("removed:")} `), text));
    const spaced = (runs) => runs.flatMap((run) => [part(run), " "]);
    if (found.strange) {
      const half = (edition, { text }) => element("p", { class: "text", lang: edition.language, dir: "auto" }, element("b", {}, found.name(edition)), ` ${text}`);
      return element("div", { class: `row ${name}` }, told, element("div", { class: "sides" }, half(found.before, one), half(found.after, other)));
    }
    const runs = what === "added" ? [["ins", other.text]] : what === "removed" ? [["del", one.text]] : what === "moved-away" ? [["same", one.text]] : redline(one.text, other.text);
    return element("div", { class: `row ${name}` }, told, element("p", { class: "text", lang: found.after.language, dir: "auto" }, ...spaced(runs)));
  }

  /** A run of sentences that nobody has to read: those that stayed, those that are not compared. */
  function drawFold(found, what, rows) {
    const edition = what === "apart-before" ? found.before : found.after;
    const words = what === "unchanged" ? counted(rows.length, "{n} sentence in the same words", "{n} sentences in the same words")
      : counted(rows.length, "{n} sentence only in {edition}, not compared", "{n} sentences only in {edition}, not compared", { edition: found.name(edition) });
    const text = rows.map(({ one, other }) => (other ?? one).text).join(" ");
    return element("details", { class: "kept" }, element("summary", {}, words),
      element("p", { lang: edition.language, dir: "auto" }, text), element("p", { class: "facts" }, where(found, rows[0])));
  }

  function drawTopic(found, { id: topic, label, rows, counts }) {
    const drawn = [];
    for (let at = 0; at < rows.length;) {
      const { what, moved } = rows[at];
      let end = at + 1;
      if (what.startsWith("apart") || (what === "unchanged" && !moved && !found.strange)) {
        while (end < rows.length && rows[end].what === what && !rows[end].moved) end += 1;
        drawn.push(drawFold(found, what, rows.slice(at, end)));
      } else drawn.push(drawRow(found, rows[at]));
      at = end;
    }
    return element("section", { class: "part" }, element("h3", { tabindex: "-1", "data-topic": topic }, label), ...(found.strange ? [] : [countList(counts)]),
      element("div", { class: "redline" }, ...drawn));
  }

  function notes(found) {
    const { before, after } = found;
    const told = [];
    if (found.publishers) told.push(worded("Two publishers: only sentences that are alike are shown side by side; nothing is called removed, and nothing new."));
    else if (found.countries) told.push(worded("Two countries: only sentences that are alike are shown side by side; nothing is called removed, and nothing new."));
    if (found.languages) told.push(worded("The two are written in different languages: hardly a sentence can be recognised."));
    const short = (edition) => (edition.completeness === "partial" ? worded("The archive’s copy of {edition} is not whole.", { edition: found.name(edition) }) : worded("The archive has {edition} only as another work quotes it.", { edition: found.name(edition) }));
    if (!found.strange && after.completeness !== "full") told.push(`${short(after)} ${worded("Nothing is called removed here.")}`);
    if (!found.strange && before.completeness === "partial") told.push(`${short(before)} ${worded("Only what stands under headings that it holds is called new.")}`);
    if (!found.strange && before.completeness === "quoted") told.push(`${short(before)} ${worded("Nothing is called new here.")}`);
    const far = Math.round(found.drift / 10);
    if (found.narrow) told.push(`${worded("The outline was remade.")} ${worded("{share}% of the text of the two editions stands under headings that only one of them has. Only text under topics of both is compared here: what one edition lacks is not evidence that nothing happened, nor that nothing was reported.", { share: far })}`);
    else if (far) told.push(worded("The outlines differ a little: {share}% of the text stands under headings that only one edition has.", { share: far }));
    if ([before, after].some(({ kind }) => kind === "digest")) told.push(worded("At least one of the two is this archive’s digest, not the publisher’s own text: wording is ours, facts are theirs."));
    return told.map((words) => element("p", { class: "note" }, words));
  }

  function drawTable(found) {
    const dash = () => ["–", element("span", { class: "vh" }, ` ${worded("none")}`)];
    const cell = (n) => element("td", { class: n ? "right" : "right none" }, ...(n ? [`${n}`] : dash()));
    const columns = Object.entries(COLUMNS);
    const line = ({ id: topic, label, counts }) => element("tr", {},
      element("th", { scope: "row" }, element("a", { href: address(found, topic) }, label)), ...columns.map(([key]) => cell(counts[key])));
    return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": worded("Sentences by topic") },
      element("table", { class: "changes" }, element("caption", {}, worded("Sentences by topic and by what became of them")),
        element("thead", {}, element("tr", {}, element("th", { scope: "col" }, worded("Topic")), ...columns.map(([, words]) => element("th", { scope: "col", class: "right" }, words)))),
        element("tbody", {}, ...found.topics.filter(({ counts }) => counts.changed).map(line))));
  }

  function summary(found, counts) {
    if (found.strange) {
      const alike = found.topics.flatMap(({ rows }) => rows).filter(({ one, other, counted }) => one && other && counted !== false).length;
      const [one, other] = [found.before, found.after].map(found.name);
      const values = { n: counts["apart-before"], one, m: counts["apart-after"], other };
      const rest = worded("{n} of {one} and {m} of {other} have nothing like them on the other side.", values);
      const told = alike ? counted(alike, "{n} sentence of each are alike.", "{n} sentences of each are alike.") : worded("No two sentences are alike enough to stand side by side.");
      return `${told} ${rest}`;
    }
    const compared = found.after.sentences.length - counts["apart-after"];
    const share = (part) => (compared ? Math.floor((part * 100 + Math.floor(compared / 2)) / compared) : 0);
    return worded("Of the sentences covering {after}, {new}% are new and {same}% are word for word those of {before}.", { after: found.after.year, new: share(counts.added), same: share(counts.unchanged), before: found.before.year });
  }

  /** Fills the result; gives the words for the status. */
  function draw(found) {
    const same = !found.publishers && !found.countries;
    found.name = same ? (edition) => `${edition.year}${inWords(edition)}` : found.countries ? named : (edition) => `${edition.short} ${edition.year}${inWords(edition)}`;
    for (const topic of found.topics) topic.counts = count(topic.rows);
    const counts = count(found.topics.flatMap(({ rows }) => rows));
    const { before, after } = found;
    const heading = same && !found.languages ? worded("What changed from {before} to {after}", { before: before.year, after: after.year }) : worded("{one} and {other}, side by side", { one: found.name(before), other: found.name(after) });
    const made = [...document.querySelectorAll(".ready a[data-a]")].find(({ dataset }) => dataset.a === before.url && dataset.b === after.url);
    const words = summary(found, counts);
    const shown = found.strange ? found.topics.map((topic) => ({ ...topic, rows: topic.rows.filter(({ one, other, what }) => one && other && what !== "moved-away") })) : found.topics;
    const drawn = shown.filter(({ rows, counts }) => (found.strange ? rows.length : counts.changed));
    const quiet = found.strange ? [] : found.topics.filter(({ counts }) => !counts.changed);
    result.replaceChildren(
      element("h2", { tabindex: "-1" }, heading),
      element("p", { class: "facts" }, ...phrase(worded("{before} ({one}) held against {after} ({other})"), { before: link(before.url, before.title), one: before.publisher, after: link(after.url, after.title), other: after.publisher })),
      ...(made ? [element("p", {}, `${worded("This comparison also stands ready, with its figures judged one by one:")} `, element("a", { href: made.href }, made.textContent))] : []),
      ...notes(found),
      element("p", { class: "lead" }, words),
      ...(found.strange ? [] : [countList(counts)]),
      ...(drawn.length && !found.strange ? [drawTable(found)] : []),
      ...drawn.map((topic) => drawTopic(found, topic)),
      ...(drawn.length || found.strange ? [] : [element("p", { class: "note" }, worded("Nothing changed here that could be compared."))]),
      ...(quiet.length ? [element("h3", {}, worded("Topics without a change that could be compared")), ...quiet.map((topic) => drawTopic(found, topic))] : []),
    );
    document.title = `${heading} – ${title}`;
    if (found.strange) return worded("Compared.");
    const topics = counted(drawn.length, "in {n} topic", "in {n} topics");
    return counted(counts.changed, "Compared: {n} change {topics}.", "Compared: {n} changes {topics}.", { topics });
  }

  // The form, the address and the files.

  const known = new Map();
  const read = (url) => {
    if (!known.has(url)) {
      const asked = load.json(new URL(url, root));
      asked.catch(() => known.delete(url));
      known.set(url, asked);
    }
    return known.get(url);
  };

  const say = (words, wrong = false) => {
    status.textContent = words;
    status.classList.toggle("note", wrong);
  };

  /** Fills a select, newest first; `near` is the edition whose country comes first. */
  function fill(select, editions, near) {
    const chosen = select.value;
    const groups = new Map();
    for (const edition of editions) {
      const name = `${edition.country}: ${edition.publisher}`;
      groups.get(name)?.unshift(edition) ?? groups.set(name, [edition]);
    }
    const far = (list) => Number(Boolean(near) && list[0].country !== near.country) * 2 + Number(Boolean(near) && list[0].publisher !== near.publisher);
    const sorted = [...groups].sort(([, x], [, y]) => far(x) - far(y));
    const option = (edition) => element("option", { value: id(edition) }, `${named(edition)}${held(edition)}`);
    select.replaceChildren(element("option", { value: "" }, worded("Choose an edition")),
      ...sorted.map(([label, list]) => element("optgroup", { label }, ...list.map(option))));
    select.value = chosen;
  }

  let shown = "";
  let turn = 0;

  /** Shows what the address asks for. */
  async function follow(editions) {
    const asked = new URLSearchParams(location.hash.slice(1));
    const [a, b] = ["a", "b"].map((name) => asked.get(name));
    if (!a || !b) return;
    turn += 1;
    const mine = turn;
    const both = [a, b].map((name) => editions.find((edition) => id(edition) === name));
    if (both.includes(undefined)) return say(worded("This archive has no edition “{name}”.", { name: [a, b][both.indexOf(undefined)] }), true);
    if (both[0] === both[1]) return say(worded("These are one and the same edition; choose two."), true);
    // Time goes one way, whichever was chosen first.
    both.sort((x, y) => x.year - y.year);
    fill(second, editions, both[0]);
    [first.value, second.value] = both.map(id);
    if (shown !== `${a} ${b}`) {
      say(worded("Comparing …"));
      result.replaceChildren();
      shown = "";
      let sides;
      try {
        sides = await Promise.all(both.map(({ sections }) => read(sections)));
      } catch (error) {
        return say(worded("The texts could not be loaded ({error}). The comparisons below stand ready.", { error: error.message }), true);
      }
      // Somebody may have chosen anew while the files were on their way.
      if (mine !== turn) return;
      say(draw(compare(...sides)));
      shown = `${a} ${b}`;
    }
    const topic = [...result.querySelectorAll("[data-topic]")].find(({ dataset }) => dataset.topic === asked.get("topic"));
    (topic ?? result.querySelector("h2")).focus();
  }

  async function start() {
    place.hidden = false;
    form.hidden = true;
    let editions;
    try {
      ({ editions } = await read("compare/editions.json"));
    } catch (error) {
      return say(worded("The list of editions could not be loaded ({error}). The comparisons below stand ready.", { error: error.message }), true);
    }
    countries = new Set(editions.map(({ country }) => country)).size;
    fill(first, editions);
    fill(second, editions);
    form.hidden = false;
    first.addEventListener("change", () => fill(second, editions, editions.find((edition) => id(edition) === first.value)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const hash = `#a=${first.value}&b=${second.value}`;
      if (location.hash === hash) follow(editions);
      else location.hash = hash;
    });
    addEventListener("hashchange", () => follow(editions));
    await follow(editions);
  }

  start();
})();
