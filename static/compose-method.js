// How a report of one's own is put together: which sections a choice brings, what the editions do not
// have, and the same report as Markdown and as one file of HTML. It knows nothing of the form.
"use strict";

(() => {
  // The choice, as the address keeps it: #c=kazakhstan&y=2018,2019&t=torture&by=edition&title=…

  const LISTS = ["c", "y", "p", "t"];

  function read(hash) {
    const asked = new URLSearchParams(hash.replace(/^#/, ""));
    const list = (name) => (asked.get(name) ?? "").split(",").filter(Boolean);
    return { ...Object.fromEntries(LISTS.map((name) => [name, list(name)])), l: asked.get("l") ?? "", by: asked.get("by") === "edition" ? "edition" : "", title: (asked.get("title") ?? "").trim() };
  }

  function write(choice) {
    const parts = LISTS.filter((name) => choice[name].length).map((name) => `${name}=${choice[name].map(encodeURIComponent).join(",")}`);
    if (choice.l) parts.push(`l=${encodeURIComponent(choice.l)}`);
    if (choice.by) parts.push(`by=${choice.by}`);
    if (choice.title) parts.push(`title=${encodeURIComponent(choice.title)}`);
    return parts.length ? `#${parts.join("&")}` : "";
  }

  /** What a choice is about: its topics with those below them, its reports, and what these lack. */
  function choose(index, choice) {
    const known = new Map(index.topics.map((topic) => [topic.id, topic]));
    const chosen = (topic) => Boolean(topic) && (choice.t.includes(topic.id) || chosen(known.get(topic.broader)));
    const any = (list, value) => !list.length || list.includes(`${value}`);
    const inLanguage = (report) => ({ ...report, ...report.translations.find(({ language }) => language === choice.l) });
    const reports = index.reports.filter(({ country, publisher, year }) => any(choice.c, country) && any(choice.p, publisher) && any(choice.y, year)).map(inLanguage);
    const topics = index.topics.map((topic, at) => ({ ...topic, at })).filter(chosen);
    const has = ({ at }, { states }) => !"nc".includes(states[at]);
    // A topic that only holds others together has no heading anywhere: that is no gap.
    const treated = topics.filter((topic) => index.reports.some((report) => has(topic, report)));
    const told = (letters) => reports.map((report) => {
      const by = new Map();
      for (const topic of treated) {
        const state = report.states[topic.at];
        if (letters.includes(state)) by.set(index.words[state], [...(by.get(index.words[state]) ?? []), topic.label]);
      }
      return { report, lacks: [...by] };
    }).filter(({ lacks }) => lacks.length);
    const publishers = new Set(index.reports.filter(({ publisher }) => any(choice.p, publisher)).map(({ short }) => short));
    const absent = index.absent
      // That no edition is known is worth a line only to who asked for the publisher.
      .filter(({ country, short, words }) => any(choice.c, country) && publishers.has(short) && (choice.p.length || words === index.words.h))
      .map((row) => ({ ...row, years: Array.from({ length: row.last - row.first + 1 }, (_, n) => row.first + n).filter((year) => any(choice.y, year)) }))
      .filter(({ years }) => years.length);
    // One line for all years that a publisher's editions on a country lack alike.
    const away = new Map();
    for (const { country, short, words, years } of absent) {
      const key = `${country} ${short} ${words}`;
      away.set(key, { country, short, words, years: [...(away.get(key)?.years ?? []), ...years] });
    }
    const unknown = [...choice.t.filter((id) => !known.has(id)), ...choice.c.filter((id) => !index.reports.some(({ country }) => country === id)), ...choice.p.filter((id) => !index.reports.some(({ publisher }) => publisher === id))];
    return { reports, topics: treated, gaps: told("nc"), partly: told("paq"), absent: [...away.values()], unknown };
  }

  /** The sections of loaded reports that treat the topics, each under the first of its own topics that is asked for. */
  function gather(topics, reports, texts) {
    const order = new Map(topics.map(({ id }, at) => [id, at]));
    const found = [];
    texts.forEach((text, n) => text.sections.forEach((section, at) => {
      const [topic, ...also] = section.topics.filter((id) => order.has(id)).map((id) => topics[order.get(id)]);
      if (topic) found.push({ report: reports[n], text, n, section, cited: cited(text, at + 1), at, topic, also });
    }));
    const takes = new Set(found.map(({ section }) => section));
    for (const excerpt of found) excerpt.left = left(excerpt, takes);
    // A heading without a text of its own is told by the sections inside it, if these are all here.
    return { found: found.filter(({ text, section, at, left }) => !(section.empty && !section.remark && text.facts.display === "full" && !left.length && text.sections[at + 1]?.level > section.level)), order };
  }

  /** Topics that an edition has and its translation, which was asked for, has not. */
  function untranslated(topics, reports, texts, words) {
    const lines = reports.map((report, n) => {
      const has = new Set(texts[n].sections.flatMap((section) => section.topics));
      const lacks = report.language ? topics.filter(({ id, at }) => !"nc".includes(report.states[at]) && !has.has(id)).map(({ label }) => label) : [];
      return { report, lacks: lacks.length ? [[words, lacks]] : [] };
    });
    return lines.filter(({ lacks }) => lacks.length);
  }

  /** How the report (0) or its nth section is cited: pieces of a written form, and RIS. */
  function cited({ cited: { chicago, ris, works } }, n) {
    const [pieces, lines] = works[n];
    return { chicago: pieces.map((at) => chicago[at]), ris: lines.map((at) => `${ris[at]}\r\n`).join("") };
  }

  /** The sections right inside an excerpt that were not chosen. */
  function left({ text, section, at }, takes) {
    const inside = [];
    for (const other of text.sections.slice(at + 1)) {
      if (other.level <= section.level) break;
      if (!takes.has(other)) inside.push(other);
    }
    return inside;
  }

  /** Years in a row as one: 2016–2018, 2020. */
  function years(list) {
    const runs = [];
    for (const year of [...new Set(list)].sort((a, b) => a - b)) {
      const last = runs.at(-1);
      if (last && last[1] === year - 1) last[1] = year;
      else runs.push([year, year]);
    }
    return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
  }

  // Markdown, from what is shown: one document, whatever form it is carried away in.

  const escaped = (text) => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|~]/g, "\\$&");
  const MARKS = { EM: "*", I: "*", CITE: "*", STRONG: "**", B: "**", DEL: "~~" };

  function inline(node, address) {
    if (node.nodeType === 3) return escaped(node.data);
    if (node.nodeType !== 1 || node.classList.contains("vh")) return "";
    const inner = () => [...node.childNodes].map((child) => inline(child, address)).join("");
    if (node.tagName === "BR") return "\\\n";
    if (node.tagName === "CODE") return `\`${node.textContent.replace(/`/g, "ˋ")}\``;
    if (node.classList.contains("mark")) return `[^${node.querySelector("a").hash.slice(1)}]`;
    if (node.tagName === "A") {
      const words = node.classList.contains("pn") ? `¶ ${node.textContent}` : inner();
      return node.getAttribute("href")?.startsWith("#") ? words : `[${words}](${address(node).replace(/[()\s]/g, encodeURIComponent)})`;
    }
    const mark = MARKS[node.tagName];
    const words = inner();
    if (!mark || !words.trim()) return words;
    return words.replace(/^(\s*)([^]*?)(\s*)$/, `$1${mark}$2${mark}$3`);
  }

  const BLOCKS = "p,ul,ol,dl,table,blockquote,pre,h1,h2,h3,h4,h5,h6,div,section,article,header,nav,figure,li,hr";
  const indent = (text, by) => text.replace(/\n(?=[^\n])/g, `\n${by}`);

  function table(node, address) {
    const rows = [...node.rows].map((row) => [...row.cells].map((cell) => inline(cell, address).trim().replace(/\\\n/g, " ")));
    const width = Math.max(...rows.map(({ length }) => length), 1);
    const line = (cells) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? "").join(" | ")} |`;
    const [head = [], ...body] = rows;
    return [line(head), line(Array(width).fill("---")), ...body.map(line)].join("\n");
  }

  function block(node, address) {
    const name = node.tagName;
    const inner = () => blocks(node, address);
    if (/^H[1-6]$/.test(name)) return `${"#".repeat(Number(name[1]) - 1)} ${inline(node, address).trim()}`;
    if (name === "HR") return "---";
    if (name === "PRE") return `\`\`\`\n${node.textContent.trimEnd()}\n\`\`\``;
    if (name === "TABLE") return table(node, address);
    if (name === "BLOCKQUOTE") return `> ${inner().replace(/\n/g, "\n> ")}`;
    if (name === "UL" || name === "OL") {
      const note = node.classList.contains("notes");
      return [...node.children].map((item, at) => {
        const mark = note ? `[^${item.id}]: ` : name === "OL" ? `${at + 1}. ` : "- ";
        return `${mark}${indent(blocks(item, address), "    ")}`;
      }).join(node.querySelector("p") ? "\n\n" : "\n");
    }
    if (name === "DL") {
      return [...node.querySelectorAll("dt, dd")].map((item) => (item.tagName === "DT" ? `- **${inline(item, address).trim()}**` : `    - ${indent(blocks(item, address), "      ")}`)).join("\n");
    }
    return inner();
  }

  /** Blocks with empty lines between them; words between blocks are a paragraph. */
  function blocks(node, address) {
    const out = [];
    let words = "";
    const end = () => {
      // A line may not begin like a list, a heading or a quotation that it is not.
      const line = words.trim().replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2").replace(/^([-+#>])(?=\s|$)/, "\\$1");
      if (line) out.push(line);
      words = "";
    };
    for (const child of node.childNodes) {
      if (child.nodeType === 1 && child.matches(BLOCKS)) {
        end();
        const made = block(child, address);
        if (made.trim()) out.push(made);
      } else words += inline(child, address);
    }
    end();
    return out.join("\n\n");
  }

  const markdown = (article, address) => `${blocks(article, address)}\n`;

  // One file of HTML, which asks for nothing.

  const STYLE = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.55 Georgia,serif;color:#1b1c1e;background:#fff}h1,h2,h3,h4{line-height:1.25;margin:2rem 0 .5rem}.fine,.facts,.citation{font-size:.875rem;color:#444}.citation{border-inline-start:3px solid #999;padding-inline-start:.75rem}.note{border:1px solid #444;padding:.5rem .75rem}.pn{font:.75rem sans-serif;color:#555;text-decoration:none}.url,.hash{overflow-wrap:anywhere}.mark{font-size:.75em}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.25rem .5rem;text-align:start}.vh{display:none}@media print{body{margin:0;max-width:none}h2,h3,h4{break-after:avoid}}";

  /** `address` says where a link leads; `html` has the language of the page and its direction. */
  function page(article, address, html) {
    const copy = article.cloneNode(true);
    copy.removeAttribute("hidden");
    const links = [...article.querySelectorAll("a[href]")];
    [...copy.querySelectorAll("a[href]")].forEach((a, at) => {
      if (!a.getAttribute("href").startsWith("#")) a.setAttribute("href", address(links[at]));
    });
    const name = document.createElement("title");
    name.textContent = article.querySelector("h2").textContent;
    return `<!doctype html>
<html lang="${html.lang || "en"}" dir="${html.dir || "ltr"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
${name.outerHTML}
<style>${STYLE}</style>
</head>
<body>
${copy.outerHTML}
</body>
</html>
`;
  }

  globalThis.rightsbook = { ...globalThis.rightsbook, composing: { read, write, choose, gather, untranslated, cited, years, markdown, page } };
})();
