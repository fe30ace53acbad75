// Reads pages in the browser: what stands on them, and what happened while they were opened.

/** Each kind of page: a selector, and words that have to stand in what it selects. */
export const KINDS = {
  "home": [".home"],
  "country": [".country"],
  "country and year": [".country-year"],
  "years": [".years"],
  "year": [".year"],
  "report, all sections": [".report .source", "All sections"],
  "report, partial copy": [".report .source", "Partial copy"],
  "whole report": [".full:not(.alone)"],
  "report in one file": [".alone"],
  "section with parts": [".section .passage .inner"],
  "section without parts": [".section:not(:has(.passage .inner))"],
  "section, pointer only": [".section .note", "Pointer only"],
  "topics": [".topics"],
  "timeline": [".timeline"],
  "topic": ["body.topic"],
  "topic and country": [".topic-country"],
  "data": ["body.data"],
  "any two editions": ["body.compare"],
  "report of one's own": ["body.compose"],
  "comparison of two editions": ["body.comparison"],
  "redline of a topic": ["body.redline"],
  "search": ["body.search"],
  "publishers": [".publishers"],
  "publisher": [".publisher"],
  "list of entities": [".entities"],
  "entity": ["body.entity"],
  "page of the editors' own": [".entry"],
  "404": [".not-found"],
};

/**
 * What stands on the page that is open, or on one that was fetched.
 * Runs in the browser, so it may use nothing from outside itself.
 */
function facts({ kinds, fetched }) {
  const shown = fetched ? new DOMParser().parseFromString(fetched.html, "text/html") : document;
  const address = fetched?.address ?? document.URL;
  const root = shown.documentElement;
  const all = (selector) => [...shown.querySelectorAll(selector)];
  const attribute = (selector, name) => shown.querySelector(selector)?.getAttribute(name) ?? "";
  let stored = "";
  try {
    stored = [...Object.keys(localStorage), ...Object.keys(sessionStorage)].join(", ");
    // So that it is not laid at the door of the next page.
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // There is no storage on this page, so nothing is stored.
  }
  const shows = ([selector, words = ""]) => all(selector).some((element) => element.textContent.includes(words));
  return {
    address,
    kinds: Object.keys(kinds).filter((kind) => shows(kinds[kind])),
    lang: root.lang,
    headings: all("h1").length,
    hidden: /noindex/.test(attribute("meta[name=robots]", "content")),
    canonical: attribute("link[rel=canonical]", "href"),
    ids: all("[id], a[name]").map((element) => element.id || element.getAttribute("name")),
    links: all("[href], [src]").filter((element) => !element.matches("link[rel=canonical]")).map((element) => {
      const written = element.getAttribute("href") ?? element.getAttribute("src");
      return { written, loads: !element.matches("a, area"), url: URL.parse(written, address)?.href ?? "" };
    }),
    // A page with its style in itself leans on no file, and its links lead to the web.
    alone: shown.querySelectorAll("head > style").length === 1,
    styled: shown.querySelectorAll("link[rel=stylesheet], head > style").length > 0 && (fetched || document.styleSheets.length > 0),
    violations: globalThis.violations ?? [],
    stored,
    size: shown.body.textContent.length,
    overflow: root.scrollWidth - root.clientWidth,
  };
}

/**
 * A tab of a phone's width in a context of its own.
 * `home` is where the archive begins; what is not below it may not be asked for.
 */
export async function reader(browser, home, options = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  await context.addInitScript(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", (event) => {
      globalThis.violations.push(`content security policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
    });
  });
  const page = await context.newPage();
  // Fetched pages are read in an empty one, which has no policy of its own.
  const desk = await context.newPage();
  let at = "";
  let noted = [];
  page.on("console", (message) => {
    // A file that did not come is told by its status below.
    const told = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !told) noted.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => noted.push(`script error: ${error.message}`));
  page.on("dialog", (dialog) => dialog.dismiss().then(() => noted.push("a dialog")));
  page.on("request", (request) => {
    if (!request.url().startsWith(home)) noted.push(`asks for ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    // The icon of the page before, which is no longer wanted.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") noted.push(`did not get ${request.url()}: ${why}`);
  });
  page.on("response", (response) => {
    if (response.url() !== at && response.status() >= 400) noted.push(`status ${response.status()} for ${response.url()}`);
  });
  return {
    page,
    /** A page that was fetched and is not opened. */
    async parse(html, address) {
      const found = await desk.evaluate(facts, { kinds: KINDS, fetched: { html, address } });
      return { ...found, status: 200, noted: [], violations: [] };
    },
    /** A page that is opened. */
    async open(address) {
      at = address;
      noted = [];
      const answer = await page.goto(address);
      const found = await page.evaluate(facts, { kinds: KINDS });
      for (const { name } of await context.cookies()) noted.push(`sets the cookie ${name}`);
      await context.clearCookies();
      return { ...found, status: answer?.status() ?? 0, noted };
    },
    close: () => context.close(),
  };
}

/** What is wrong with an opened page, its links aside. */
export function faults(found) {
  const problems = [...found.noted, ...found.violations];
  if (found.headings !== 1) problems.push(`${found.headings} h1`);
  if (!found.lang) problems.push("html has no lang");
  if (!found.kinds.length) problems.push("is of no known kind");
  if (!found.styled) problems.push("has no style sheet");
  if (found.overflow > 0) problems.push(`is ${found.overflow} pixels too wide`);
  if (found.stored) problems.push(`stores ${found.stored}`);
  const seen = new Set();
  for (const id of found.ids) {
    if (seen.has(id)) problems.push(`id ${id} twice`);
    seen.add(id);
  }
  return problems;
}

/** Whether a fragment leads to a place on a page. */
export function lands(fragment, ids) {
  const name = decodeURIComponent(fragment.replace(/^#/, ""));
  // `#t=torture` is what a script is asked for, and no place.
  return name === "" || name.includes("=") || ids.includes(name);
}
