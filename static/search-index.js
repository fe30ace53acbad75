// Reads the search index of an archive: words as readers type them, the files that have them, and the
// sections that fit. What src/search/ writes is read here; it asks for files of this archive alone.
"use strict";

(() => {
  // Words, as src/search/word.rs cuts and folds them.

  const WORD = /[\p{Alphabetic}\p{N}\p{M}]+(?:(?:['’ʼ‘]|(?<=[0-9]),(?=[0-9]))[\p{Alphabetic}\p{N}\p{M}]+)*/gu;
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ł: "l", ŧ: "t", ς: "σ" };
  const fold = (word) => word.replace(/['’ʼ‘]s$/i, "").normalize("NFKD").toLowerCase()
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670,'’ʼ‘]/g, "")
    .replace(/[ßæœþøđðħıłŧς]/g, (letter) => LETTERS[letter]);
  /** The words of a text: where each stands, and what it is looked up by. */
  const words = (text) => [...text.matchAll(WORD)].map((match) => ({ at: match.index, length: match[0].length, form: fold(match[0]) }));

  /** Where words stand side by side in a text: the number of the first, each time. */
  const runs = (all, forms) => [...all.keys()].filter((n) => forms.every((form, at) => all[n + at]?.form === form));

  /** What a reader typed: single words, and phrases in quotation marks. */
  function parse(query) {
    const wanted = [];
    const rest = query.replace(/["“”„«»]([^"“”„«»]+)["“”„«»]/g, (_, phrase) => {
      const forms = words(phrase).map(({ form }) => form).filter(Boolean);
      if (forms.length) wanted.push({ phrase: true, forms, text: `“${phrase.trim()}”` });
      return " ";
    });
    for (const { form, at, length } of words(rest)) {
      if (form) wanted.push({ forms: [form], begins: rest[at + length] === "*", text: rest.slice(at, at + length) });
    }
    return wanted;
  }

  // Files.

  const utf8 = new TextEncoder();
  const decoder = new TextDecoder();
  const fnv = (text) => utf8.encode(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0;

  class Bytes {
    constructor(bytes, at = 0) {
      Object.assign(this, { bytes, at });
    }
    number() {
      for (let number = 0, shift = 1; ; shift *= 128) {
        const byte = this.bytes[this.at];
        this.at += 1;
        number += (byte & 127) * shift;
        if (byte < 128 || byte === undefined) return number;
      }
    }
  }

  /** An archive's index. Files are asked for when a query needs them, and once. */
  class Archive {
    constructor(root) {
      this.root = root;
      this.known = new Map();
    }

    /** Does something once. What failed may be tried again. */
    once(name, make) {
      if (!this.known.has(name)) {
        const made = make();
        made.catch(() => this.known.delete(name));
        this.known.set(name, made);
      }
      return this.known.get(name);
    }

    file(name) {
      return this.once(name, async () => {
        const packed = await globalThis.rightsbook.load.bytes(new URL(`search/${name}.bin`, this.root));
        const plain = new Response(packed).body.pipeThrough(new DecompressionStream("deflate-raw"));
        return new Uint8Array(await new Response(plain).arrayBuffer());
      });
    }

    /** A file of an index: all of them have to be of one. */
    async part(name) {
      const [bytes, { texts }] = await Promise.all([this.file(name), this.open()]);
      const stamp = new DataView(bytes.buffer).getUint32(0, true);
      if (stamp !== texts.stamp) throw new Error(globalThis.rightsbookWords?.said["the archive has changed since; load the page anew"] ?? "the archive has changed since; load the page anew");
      return new Bytes(bytes, 4);
    }

    /** All that one has to know first: reports, topics, and where each section begins. */
    open() {
      return this.once("open", async () => {
        const facts = JSON.parse(decoder.decode(await this.file("index")));
        const { paragraphs, lengths } = facts.texts;
        facts.common = new Set(facts.common);
        facts.firsts = new Uint32Array(paragraphs.length);
        facts.report = new Uint32Array(paragraphs.length);
        facts.sizes = lengths.map((length) => 2 ** Math.floor(length / 4) * (1 + (length % 4) / 4) - 1);
        facts.mean = facts.sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, paragraphs.length);
        let [unit, report, left] = [0, 0, facts.reports[0]?.sections ?? 0];
        for (let at = 0; at < paragraphs.length; at += 1) {
          while (left === 0) left = facts.reports[(report += 1)].sections;
          left -= 1;
          facts.firsts[at] = unit;
          facts.report[at] = report;
          unit += paragraphs[at] + 1;
        }
        return facts;
      });
    }

    /** Address and heading of a section. */
    async section(at) {
      const { chunk } = await this.open();
      const n = Math.floor(at / chunk);
      const all = await this.once(`parsed ${n}`, async () => JSON.parse(decoder.decode(await this.file(`sections-${n}`))));
      const [url, printed, heading, numbers] = all[at % chunk];
      return { url, printed, heading, numbers };
    }

    /** The forms that begin with the two letters of a word: form → terms; nothing where it has none. */
    async forms(word) {
      const name = `words-${fnv([...word].slice(0, 2).join("")) % (await this.open()).words}`;
      return this.once(`forms of ${name}`, async () => {
        const { bytes, at } = await this.part(name);
        const lines = decoder.decode(bytes.subarray(at)).split("\n").slice(0, -1);
        return new Map(lines.map((line) => {
          const [form, ...terms] = line.split(" ");
          return [form, terms.filter((term) => term !== "-").map((term) => {
            const [file, slot, variant] = term.split(".");
            return { id: `${file}.${slot}`, file: Number(file), slot: Number(slot), variant: parseInt(variant, 10), whole: term.endsWith("+") };
          })];
        }));
      });
    }

    /** The terms of a typed word. `common` if it is too common to be looked for. */
    async terms({ forms: [form], begins }) {
      const [all, { common }] = await Promise.all([this.forms(form), this.open()]);
      if (common.has(form) && !all.get(form)?.length && !begins) return { common: true, terms: [], like: [] };
      const terms = new Map((all.get(form) ?? []).map((term) => [term.id, term]));
      const longer = (start, fits) => [...all].filter(([other]) => other.startsWith(start) && fits(other)).flatMap(([, found]) => found);
      if ([...form].length > 2 || begins) {
        for (const term of longer(form, () => true)) if (term.whole || begins) terms.set(term.id, term);
      }
      // A form that no text has: others of the same beginning stand for it.
      let cut = "";
      for (let length = form.length; !terms.size && length >= Math.max(4, form.length - 3); length -= 1) {
        cut = form.slice(0, length);
        for (const term of longer(cut, (other) => other.length <= form.length + 2)) terms.set(term.id, term);
      }
      const like = [...all].filter(([, found]) => found.some(({ id }) => terms.has(id))).map(([other]) => other);
      return { terms: [...terms.values()], like, instead: terms.size ? cut && `${cut}…` : "" };
    }

    /** One list of a file of lists. */
    async list(kind, { file, slot }) {
      const name = `${kind}-${file}`;
      const { bytes, starts } = await this.once(`lists of ${name}`, async () => {
        const reader = await this.part(name);
        const sizes = Array.from({ length: reader.number() }, () => reader.number());
        let start = reader.at;
        return { bytes: reader.bytes, starts: sizes.map((size) => (start += size) - size).concat(start) };
      });
      return new Bytes(bytes.subarray(starts[slot], starts[slot + 1]));
    }

    /** Paragraphs that have a term, each with how often. */
    async passages(term) {
      const bytes = await this.list("passages", term);
      const found = new Map();
      for (let unit = 0; bytes.at < bytes.bytes.length;) {
        const step = bytes.number();
        unit += step >>> 1;
        found.set(unit, step & 1 ? bytes.number() : 1);
      }
      return found;
    }

    /** Where a form stands: paragraph → words. */
    async places(term) {
      const [passages, bytes] = await Promise.all([this.passages(term), this.list("places", term)]);
      const variants = bytes.number();
      const found = new Map();
      for (const [unit, count] of passages) {
        const here = [];
        for (let n = 0, place = 0; n < count; n += 1) {
          const step = bytes.number();
          place += Math.floor(step / variants);
          if (step % variants === term.variant) here.push(place);
        }
        if (here.length) found.set(unit, here);
      }
      return found;
    }

    /**
     * Paragraphs that may have a phrase, each with how often. The most common words are not indexed: any word
     * stands for them here, and whoever shows a paragraph has to read its text.
     */
    async phrase(forms) {
      const { common } = await this.open();
      const rare = forms.map((form, offset) => [form, offset]).filter(([form]) => !common.has(form));
      if (!rare.length) return { common: true, found: new Map() };
      const parts = await Promise.all(rare.map(async ([form, offset]) => {
        const terms = (await this.forms(form)).get(form) ?? [];
        const places = new Map();
        for (const found of await Promise.all(terms.map((term) => this.places(term)))) {
          for (const [unit, here] of found) places.set(unit, (places.get(unit) ?? []).concat(here));
        }
        return { offset, places };
      }));
      parts.sort((a, b) => a.places.size - b.places.size);
      const found = new Map();
      const [first, ...others] = parts;
      for (const [unit, here] of first.places) {
        const rest = others.map(({ offset, places }) => [offset, places.get(unit)]);
        if (rest.some(([, places]) => !places)) continue;
        const count = here.filter((place) => place >= first.offset && rest.every(([offset, places]) => places.includes(place - first.offset + offset))).length;
        if (count) found.set(unit, count);
      }
      return { found };
    }

    /** What one wanted word or phrase finds. */
    async find(wanted) {
      if (wanted.phrase) return { ...wanted, ...(await this.phrase(wanted.forms)), like: [] };
      const { common, terms, like, instead } = await this.terms(wanted);
      const lists = await Promise.all(terms.map((term) => this.passages(term)));
      const found = lists[0] ?? new Map();
      for (const list of lists.slice(1)) for (const [unit, count] of list) found.set(unit, (found.get(unit) ?? 0) + count);
      return { ...wanted, common, found, like, instead };
    }
  }

  // Ranking: BM25 over sections; a heading counts as four words, a paragraph with all words more.

  const HEADING = 4;
  const TOGETHER = 1.5;

  /** With `every`, a section has to have all words; else those with most of them come first. */
  function rank(facts, parts, fits, every) {
    const { firsts, sizes, mean } = facts;
    const hits = new Map();
    for (const [n, { found }] of parts.entries()) {
      const own = new Map();
      let at = 0;
      for (const unit of [...found.keys()].sort((a, b) => a - b)) {
        while (at + 1 < firsts.length && firsts[at + 1] <= unit) at += 1;
        if (!fits(at)) continue;
        if (!own.has(at)) own.set(at, []);
        own.get(at).push([unit - firsts[at], found.get(unit)]);
      }
      const rarity = Math.log(1 + (firsts.length - own.size + 0.5) / (own.size + 0.5));
      for (const [section, units] of own) {
        const count = units.reduce((sum, [paragraph, times]) => sum + times * (paragraph ? 1 : HEADING), 0);
        const score = (rarity * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * sizes[section]) / mean));
        const hit = hits.get(section) ?? { section, score: 0, words: 0, paragraphs: new Map() };
        hit.score += score;
        hit.words += 1;
        for (const [paragraph, times] of units) {
          const here = hit.paragraphs.get(paragraph) ?? [0, 0];
          here[0] += 1;
          here[1] += rarity * (times / (times + 1));
          hit.paragraphs.set(paragraph, here);
        }
        if (n === 0 || !every || hits.has(section)) hits.set(section, hit);
      }
    }
    const most = Math.max(0, ...new Set([...hits.values()].map(({ words }) => words)));
    return [...hits.values()].filter(({ words }) => words === (every ? parts.length : most)).map((hit) => {
      const paragraphs = [...hit.paragraphs].filter(([paragraph]) => paragraph)
        .sort(([m, [a, b]], [n, [c, d]]) => c - a || d - b || m - n).map(([paragraph]) => paragraph);
      const together = [...hit.paragraphs.values()].some(([count]) => count === parts.length);
      return { section: hit.section, score: hit.score * (together ? TOGETHER : 1), paragraphs };
    });
  }

  globalThis.rightsbook = { ...globalThis.rightsbook, search: { Archive, fold, parse, rank, runs, words } };
})();
