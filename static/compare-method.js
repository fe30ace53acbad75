// Holds two editions against each other in the browser: the method of src/compare/ on the sentences
// of two sections.json. What compare.js shows on /compare/.
"use strict";

(() => {
  // Words: the tokens of src/compare/word.rs, without dates and names that only the archive knows.

  const WORD = /[\p{Alphabetic}\p{N}](?:[\p{Alphabetic}\p{N}]|(?<=[0-9])[.,](?=[0-9]))*|[%$€£]/gu;
  const UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
  const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
  const NUMERALS = new Map([...UNITS.map((word, n) => [word, n]), ...TENS.map((word, n) => [word, n * 10 + 20])]);
  const MONTHS = new Set("january february march april may june july august september october november december".split(" "));
  const SMALL = new Set(["a", "an", "the", "s", "that"]);
  const FORMS = new Map("be is are was were been being am;have has had having;do does did done;will would;can could;begin began begun;bring brought;come came;fall fell fallen;find found;give gave given;go went gone;grow grew grown;hold held;keep kept;know knew known;lead led;make made;meet met;pay paid;rise rose risen;say said;see saw seen;send sent;take took taken;tell told;percent %;write wrote written"
    .split(";").flatMap((line) => line.split(" ").map((word, n, all) => [word, n ? all[0] : ""])).filter(([, of]) => of));

  /** A word without the ending of its tense or number. Rough, and the same for both sides. */
  function stem(word) {
    if (FORMS.has(word)) return FORMS.get(word);
    const cut = (ending, keeps) => {
      const rest = word.endsWith(ending) ? word.slice(0, -ending.length) : "";
      return rest.length >= keeps && /^[\x00-\x7f]*$/.test(rest) ? rest : "";
    };
    const plural = () => !/(?:ss|us|is)$/.test(word) && (cut("ies", 3) || cut("es", 3) || cut("s", 3));
    const rest = (cut("ing", 4) || cut("ed", 3) || plural() || word).replace(/[eyi]+$/, "");
    return /([^sl])\1$/.test(rest) && rest.length > 4 ? rest.slice(0, -1) : rest;
  }

  /** The words of a sentence: `[kind, key]`, where # is a figure, @ a date, - an article, w a word. */
  function tokens(text, english) {
    const found = [];
    WORD.lastIndex = 0;
    for (let match = WORD.exec(text); match; match = WORD.exec(text)) {
      const [word] = match;
      const lower = word.toLowerCase();
      if (/^[0-9][0-9.,]*$/.test(word)) found.push(["#", `#${word.replaceAll(",", "")}`]);
      else if (!english) found.push(["w", lower]);
      else if (NUMERALS.has(lower)) {
        let value = NUMERALS.get(lower);
        const [all, rest] = (value >= 20 && /^-(\p{Alphabetic}+)/u.exec(text.slice(WORD.lastIndex))) || [];
        const units = rest && NUMERALS.get(rest.toLowerCase());
        if (units > 0 && units < 10) {
          value += units;
          WORD.lastIndex += all.length;
        }
        found.push(["#", `#${value}`]);
      } else found.push([SMALL.has(lower) ? "-" : MONTHS.has(lower) && word !== lower ? "month" : "w", stem(lower)]);
    }
    // A month is a date beside a figure, and a word elsewhere: “May” may be one.
    return found.map(([kind, key], n) => {
      const dated = found[n - 1]?.[0] === "#" || found[n + 1]?.[0] === "#";
      return [kind === "month" ? (dated ? "@" : "w") : kind, key];
    });
  }

  /** A sentence, ready to be compared: equal keys say equal things. */
  function sentence(text, english, section, paragraph) {
    const words = tokens(text, english);
    const matter = words.filter(([kind]) => kind === "w").map(([, key]) => key);
    const told = words.filter(([kind]) => kind !== "-");
    return {
      text, section, paragraph, words: told, matter, bag: new Set(matter), topic: section.topic?.id ?? "",
      exact: (text.match(/[\p{Alphabetic}\p{N}%$€£]+/gu) ?? []).join(" "),
      reduced: told.map(([, key]) => key).join(" "),
      masked: told.map(([kind, key]) => (kind === "w" ? key : "#")).join(" "),
    };
  }

  /** An edition as it is compared. */
  function side(edition) {
    const english = edition.language.split("-")[0] === "en";
    const all = (section) => section.paragraphs.flatMap((p) => p.sentences.map((text) => sentence(text, english, section, p)));
    const topics = new Map(edition.sections.filter(({ topic }) => topic).map(({ topic }) => [topic.id, topic.label]));
    return { ...edition, topics, sentences: edition.sections.flatMap(all) };
  }

  // Which sentences belong together: src/compare/align.rs.

  const ALIKE = 450;
  const ALIKE_ACROSS = 700;
  const LIGHT = 24;
  const TOO_FAR = 250;
  const SAME_STATEMENT = 750;

  /** How much a word tells: the rarer, the more. */
  function weigh(before, after) {
    const counts = new Map();
    for (const { bag } of [...before, ...after]) for (const key of bag) counts.set(key, (counts.get(key) ?? 0) + 1);
    const ratio = (count) => Math.floor(((before.length + after.length) * 4) / count);
    return new Map([...counts].map(([key, count]) => [key, 1 + Math.floor(Math.log2(Math.max(1, ratio(count) ** 2)))]));
  }

  /** For each later sentence, the index of the earlier one that it continues. */
  function align(before, after, narrow) {
    const ofBefore = before.map(() => null);
    const ofAfter = after.map(() => null);
    const join = (b, a) => {
      ofBefore[b] = a;
      ofAfter[a] = b;
    };
    const equal = (key) => {
      const known = new Map();
      before.forEach((one, b) => {
        if (ofBefore[b] !== null || !one.words.length) return;
        if (!known.has(key(one))) known.set(key(one), []);
        known.get(key(one)).push(b);
      });
      after.forEach((other, a) => {
        const b = ofAfter[a] === null && other.words.length ? known.get(key(other))?.shift() : undefined;
        if (b !== undefined) join(b, a);
      });
    };
    equal((one) => `${one.topic}\n${one.exact}`);
    equal((one) => `${one.topic}\n${one.reduced}`);
    equal((one) => one.exact);

    const weights = weigh(before, after);
    const heavy = ({ bag }) => [...bag].reduce((sum, key) => sum + weights.get(key), 0);
    const heavies = before.map((one, b) => (ofBefore[b] === null ? heavy(one) : 0));
    const postings = new Map();
    before.forEach(({ bag }, b) => {
      if (ofBefore[b] !== null) return;
      for (const key of bag) postings.get(key)?.push(b) ?? postings.set(key, [b]);
    });
    const found = [];
    after.forEach((other, a) => {
      if (ofAfter[a] !== null) return;
      const shared = new Map();
      for (const key of other.bag) for (const b of postings.get(key) ?? []) shared.set(b, (shared.get(b) ?? 0) + weights.get(key));
      const own = heavy(other);
      for (const [b, common] of shared) {
        const likeness = Math.floor((2000 * common) / (own + heavies[b]));
        const same = before[b].topic === other.topic;
        if (likeness < (same ? ALIKE : ALIKE_ACROSS) || common < LIGHT || (narrow && !same)) continue;
        const near = a > 0 && ofAfter[a - 1] !== null && ofAfter[a - 1] + 1 === b;
        found.push([likeness + (same ? 100 : 0), near ? 1 : 0, b, a]);
      }
    });
    found.sort((x, y) => y[0] - x[0] || y[1] - x[1] || x[2] - y[2] || x[3] - y[3]);
    for (const [, , b, a] of found) if (ofBefore[b] === null && ofAfter[a] === null) join(b, a);
    return { ofBefore, ofAfter };
  }

  /** What two lists have in common, as pairs of indices. */
  function common(left, right) {
    let from = 0;
    while (from < left.length && from < right.length && left[from] === right[from]) from += 1;
    let tail = 0;
    while (tail < Math.min(left.length, right.length) - from && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
    const [m, n] = [left.length - from - tail, right.length - from - tail];
    const pairs = Array.from({ length: from }, (_, at) => [at, at]);
    // A table can be one sentence of thousands of words: then only its ends are held together.
    if (m * n < 4e6) {
      const best = Array.from({ length: m + 1 }, () => new Uint16Array(n + 1));
      for (let i = m - 1; i >= 0; i -= 1) {
        for (let j = n - 1; j >= 0; j -= 1) {
          best[i][j] = left[from + i] === right[from + j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
        }
      }
      for (let i = 0, j = 0; i < m && j < n;) {
        if (left[from + i] === right[from + j]) pairs.push([from + i++, from + j++]);
        else if (best[i + 1][j] >= best[i][j + 1]) i += 1;
        else j += 1;
      }
    }
    for (let at = tail; at > 0; at -= 1) pairs.push([left.length - at, right.length - at]);
    return pairs;
  }

  /** How two sentences that belong together differ: src/compare/classify.rs. */
  function classify(one, other) {
    if (one.exact === other.exact) return "unchanged";
    if (one.reduced === other.reduced) return "cosmetic";
    if (one.masked === other.masked) return "number";
    const keys = ({ words }) => words.map(([kind, key]) => (kind === "w" ? key : kind));
    const joined = common(keys(one), keys(other));
    const figure = ([b, a]) => one.words[b][0] === "#" && one.words[b][1] !== other.words[a][1];
    const same = joined.filter(([b]) => one.words[b][0] === "w").length;
    const words = Math.max(one.matter.length, other.matter.length, 1);
    return joined.some(figure) && same * 1000 >= words * SAME_STATEMENT ? "number" : "wording";
  }

  /** Two sentences as runs of words that stayed, went and came: src/compare/redline.rs. */
  function redline(before, after) {
    const [left, right] = [before, after].map((text) => text.split(/\s+/u).filter(Boolean));
    const steps = [];
    const put = (stays, gone, came) => {
      const last = steps.at(-1);
      if (last && !stays && !last.stays) {
        last.gone.push(...gone);
        last.came.push(...came);
      } else if (gone.length || came.length) steps.push({ stays, gone: [...gone], came: [...came] });
    };
    const runs = [];
    for (const [b, a] of common(left, right)) {
      const run = runs.at(-1);
      if (run && run.b + run.length === b && run.a + run.length === a) run.length += 1;
      else runs.push({ b, a, length: 1 });
    }
    let [b, a] = [0, 0];
    for (const run of [...runs, { b: left.length, a: right.length, length: 0 }]) {
      put(false, left.slice(b, run.b), right.slice(a, run.a));
      [b, a] = [run.b + run.length, run.a + run.length];
      const words = right.slice(run.a, a);
      // Words that stayed between two changes but are too few to read by themselves.
      const ends = (run.b === 0 && run.a === 0) || (b === left.length && a === right.length);
      const island = run.length <= 2 && !ends && (words.join("").match(/[a-z]/gi) ?? []).length <= 12;
      put(!island, left.slice(run.b, b), words);
    }
    return steps.flatMap(({ stays, gone, came }) =>
      (stays ? [["same", came]] : [["del", gone], ["ins", came]]).filter(([, list]) => list.length).map(([kind, list]) => [kind, list.join(" ")]));
  }

  /** Two editions held against each other: src/compare/mod.rs. */
  function compare(before, after) {
    const ways = { publishers: before.publisher !== after.publisher, countries: before.country !== after.country };
    ways.languages = before.language.split("-")[0] !== after.language.split("-")[0];
    const strange = ways.publishers || ways.countries || ways.languages;
    const lacking = (one, other) => one.sentences.filter(({ topic }) => !other.topics.has(topic)).length;
    const whole = before.completeness === "full" && after.completeness === "full";
    const all = before.sentences.length + after.sentences.length;
    // What our copies lack says nothing about the outlines, nor do those of two publishers.
    const drift = whole && !strange && all ? Math.floor(((lacking(before, after) + lacking(after, before)) * 1000) / all) : 0;
    const narrow = drift > TOO_FAR;
    const { ofBefore, ofAfter } = align(before.sentences, after.sentences, narrow);
    const sure = (topic, other, removes) => {
      if (strange || other.completeness === "quoted") return false;
      const headed = other.topics.has(topic);
      return other.completeness === "full" ? headed || !narrow : headed && !removes;
    };
    const row = (b, a) => {
      const [one, other] = [before.sentences[b], after.sentences[a]];
      const moved = Boolean(one && other && one.topic !== other.topic);
      let what;
      if (one && other) what = classify(one, other);
      else if (one) what = sure(one.topic, after, true) ? "removed" : "apart-before";
      else what = sure(other.topic, before, false) ? "added" : "apart-after";
      return { what, moved, one, other };
    };
    const topics = new Map([...after.topics, ...before.topics, ["", globalThis.rightsbookWords?.said["Under no topic"] ?? "Under no topic"]].map(([id, label]) => [id, { id, label, rows: [] }]));
    const behind = new Map();
    const last = new Map();
    before.sentences.forEach((one, b) => {
      const a = ofBefore[b];
      if (a !== null && after.sentences[a].topic === one.topic) last.set(one.topic, a);
      else {
        const key = `${one.topic}\n${last.get(one.topic) ?? ""}`;
        behind.get(key)?.push(b) ?? behind.set(key, [b]);
      }
    });
    // What only the earlier edition has stands behind what it stood behind there.
    const put = (topic, anchor) => {
      for (const b of behind.get(`${topic}\n${anchor}`) ?? []) {
        const gone = row(b, ofBefore[b]);
        topics.get(topic).rows.push(ofBefore[b] === null ? gone : { ...gone, what: "moved-away", counted: false });
      }
    };
    for (const topic of topics.keys()) put(topic, "");
    after.sentences.forEach((other, a) => {
      topics.get(other.topic).rows.push(row(ofAfter[a], a));
      put(other.topic, a);
    });
    return { before, after, ...ways, strange, drift, narrow, topics: [...topics.values()].filter(({ rows }) => rows.length) };
  }

  globalThis.rightsbook = { ...globalThis.rightsbook, compare: (before, after) => compare(side(before), side(after)), redline };
})();
