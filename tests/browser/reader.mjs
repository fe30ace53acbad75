// Opens pages in the browser and tells what stands on them and what happened meanwhile.

/** Each kind of page: a selector, and words that have to stand in what it selects. */
export const KINDS = {
  "home": [".home"],
  "country": [".country"],
  "country and year": [".country-year"],
  "years": [".years"],
  "year": [".year"],
  "report, all sections": [".report .source", "All sections"],
  "report, partial copy": [".report .source", "Partial copy"],
  "whole report": [".full"],
  "section with parts": [".section .passage .inner"],
  "section without parts": [".section:not(:has(.passage .inner))"],
  "section, pointer only": [".section .note", "Pointer only"],
  "topics": [".topics"],
  "topic": ["body.topic"],
  "topic and country": [".topic-country"],
  "publishers": [".publishers"],
  "publisher": [".publisher"],
  "page of the editors' own": [".entry"],
  "404": [".not-found"],
};

/** Runs in the page, so it may use nothing from outside itself. */
function facts(kinds) {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const attribute = (selector, name) => document.querySelector(selector)?.getAttribute(name) ?? "";
  let stored = "";
  try {
    stored = [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(Boolean).join(", ");
  } catch {
    // There is no storage on this page, so nothing is stored.
  }
  const shows = ([selector, words = ""]) => all(selector).some((element) => element.textContent.includes(words));
  return {
    kinds: Object.keys(kinds).filter((kind) => shows(kinds[kind])),
    lang: document.documentElement.lang,
    headings: all("h1").length,
    hidden: /noindex/.test(attribute("meta[name=robots]", "content")),
    canonical: attribute("link[rel=canonical]", "href"),
    ids: all("[id], a[name]").map((element) => element.id || element.getAttribute("name")),
    links: all("[href], [src]").filter((element) => !element.matches("link[rel=canonical]")).map((element) => {
      const written = element.getAttribute("href") ?? element.getAttribute("src");
      return { written, fetched: !element.matches("a, area"), url: URL.parse?.(written, document.baseURI)?.href ?? "" };
    }),
    styled: [...document.styleSheets].length,
    violations: globalThis.violations ?? [],
    stored,
    size: document.body.textContent.length,
    width: document.documentElement.clientWidth,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}

/** A tab in a context of its own. `home` is where the archive begins; nothing else may be asked. */
export async function reader(browser, home, options = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  await context.addInitScript(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", (event) => {
      globalThis.violations.push(`content security policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
    });
  });
  const page = await context.newPage();
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
  page.on("requestfailed", (request) => noted.push(`did not get ${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.url() !== at && response.status() >= 400) noted.push(`status ${response.status()} for ${response.url()}`);
  });
  return {
    page,
    async open(address) {
      at = address;
      noted = [];
      const answer = await page.goto(address);
      const found = await page.evaluate(facts, KINDS);
      return { ...found, address, status: answer?.status() ?? 0, noted };
    },
    cookies: () => context.cookies(),
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
  if (found.overflow > 0) problems.push(`is ${found.overflow} pixels too wide for ${found.width}`);
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
  return name === "" || ids.includes(name);
}
