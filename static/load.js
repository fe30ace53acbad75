// Gets files of the archive for its scripts: `rightsbook.load.json(url)` and `.bytes(url)` promise what
// the file at a URL holds, `.page(url)` is the URL of a page. A page opened from disk may fetch nothing, but
// it may have scripts: a copy made for that (`--links files`) has beside each such file a twin, `NAME.js`,
// that hands its content over. `rightsbook.words` says what these scripts say in the language of the page.
"use strict";

(() => {
  const fromDisk = location.protocol === "file:";
  /** What each twin on its way has its content waited for by. */
  const waiting = new Map();

  const fetched = async (url, read) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return read(answer);
  };

  // In the language of the page where a script with its words came before this one, else in English.
  const { language = "en", said = {} } = globalThis.rightsbookWords ?? {};
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const worded = (words, values = {}) => filled(said[words] ?? words, values);
  const forms = new Intl.PluralRules(language);
  const counted = (n, one, many, values = {}) => {
    const known = said[many];
    const words = known?.[forms.select(n)] ?? known?.other ?? known ?? (n === 1 ? one : many);
    return filled(words, { n: n.toLocaleString(language), ...values });
  };

  const handed = (url) => new Promise((done, failed) => {
    const script = document.createElement("script");
    const end = (words) => () => {
      waiting.delete(script);
      script.remove();
      // After its content has come, this says nothing any more.
      failed(new Error(words));
    };
    script.addEventListener("load", end(worded("the file is not what it should be")));
    script.addEventListener("error", end(worded("this copy of the archive was not made to be opened from disk")));
    script.src = `${new URL(url, document.baseURI)}.js`;
    waiting.set(script, done);
    document.head.append(script);
  });

  /** What twins call. */
  const loaded = (content) => waiting.get(document.currentScript)?.(content);

  const load = {
    fromDisk,
    /** The URL of a page as it is opened here: from disk a folder is not its page. */
    page: (url) => {
      const to = new URL(url, document.baseURI);
      if (fromDisk && to.pathname.endsWith("/")) to.pathname += "index.html";
      return to.href;
    },
    /** A file of JSON, parsed. */
    json: (url) => (fromDisk ? handed(url) : fetched(url, (answer) => answer.json())),
    /** Any other file, as a Uint8Array. */
    bytes: (url) => (fromDisk
      ? handed(url).then((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)))
      : fetched(url, async (answer) => new Uint8Array(await answer.arrayBuffer()))),
  };

  globalThis.rightsbook = { ...globalThis.rightsbook, load, loaded, words: { language, worded, counted } };
})();
