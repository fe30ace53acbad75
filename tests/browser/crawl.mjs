// Follows every link of a served archive, from its home page.

import { faults, lands, reader } from "./reader.mjs";

const TABS = 3;

/** How many pages are opened at least, besides the first of each kind. */
const OPENED = 40;

/**
 * Everything that links of the archive lead to, by address without fragment.
 * With `all`, each page is opened; else some are, and the others only read.
 */
async function walk(browser, { origin, home }, all) {
  const found = new Map();
  const open = [home];
  const seen = new Set(open);
  const tabs = await Promise.all(Array.from({ length: TABS }, () => reader(browser, home)));
  const kinds = new Set();
  let opened = 0;
  let busy = 0;
  const read = async (tab, html, address) => {
    const page = await tab.parse(html, address);
    if (!all && opened >= OPENED && page.kinds.every((kind) => kinds.has(kind))) return page;
    opened += 1;
    for (const kind of page.kinds) kinds.add(kind);
    return tab.open(address);
  };
  const work = async (tab) => {
    while (open.length || busy) {
      if (!open.length) {
        await new Promise((later) => setTimeout(later, 2));
        continue;
      }
      const address = open.shift();
      busy += 1;
      // Asked without the browser first: it would download what it cannot show.
      const answer = await fetch(address, { redirect: "manual" });
      const text = await answer.text();
      const isPage = answer.status === 200 && answer.headers.get("content-type").startsWith("text/html");
      const page = isPage ? await read(tab, text, address) : { status: answer.status, ids: [], links: [] };
      found.set(address, { ...page, isPage });
      for (const { url } of page.links) {
        const to = url.split("#")[0];
        if (!to.startsWith(`${origin}/`) || seen.has(to)) continue;
        seen.add(to);
        open.push(to);
      }
      busy -= 1;
    }
  };
  await Promise.all(tabs.map(work));
  await Promise.all(tabs.map((tab) => tab.close()));
  return { found, opened };
}

/** What is wrong with the links of a page. */
function deadLinks(page, found, { origin, home }, base) {
  const problems = [];
  for (const { written, url, loads } of page.links) {
    if (url.startsWith(`${origin}/`)) {
      const target = found.get(url.split("#")[0]);
      const fragment = new URL(url).hash;
      if (target?.status !== 200) problems.push(`link ${written}: status ${target?.status ?? "unknown"}`);
      else if (fragment && !(target.isPage && lands(fragment, target.ids))) problems.push(`link ${written}: no such place on the page`);
    } else if (!/^(https?|mailto):/.test(url)) problems.push(`link ${written}: leads nowhere`);
    else if (loads) problems.push(`${written} comes from another site`);
    else if (!url.startsWith(base)) continue;
    else if (!page.alone) problems.push(`link ${written} is bound to the base URL`);
    else if (found.get(home + url.slice(base.length).split("#")[0])?.status !== 200) problems.push(`link ${written}: no such page`);
  }
  return problems;
}

/** Crawls the archive that stands at `server` and was built for `base`. Gives its pages. */
export async function crawl(browser, server, base, tally, { all = false } = {}) {
  const { origin, home } = server;
  const mount = new URL(base).pathname;
  const { found, opened } = await walk(browser, server, all);
  const official = (address) => base + address.slice(home.length);
  const pages = [...found].filter(([, page]) => page.isPage);

  for (const [address, page] of found) {
    if (page.isPage) {
      const problems = [...faults(page), ...deadLinks(page, found, server, base)];
      const canonical = official(page.alone ? address.replace(/[^/]+$/, "") : address);
      if (page.canonical !== canonical) problems.push(`canonical address is ${page.canonical}`);
      tally.check(`${mount}: page ${address.slice(origin.length)}`, problems);
    } else {
      tally.check(`${mount}: file ${address.slice(origin.length)}`, page.status === 200 ? [] : [`status ${page.status}`]);
    }
  }

  const text = async (name) => (await fetch(home + name)).text();
  const sitemap = [...(await text("sitemap.xml")).matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url);
  const named = new Set(sitemap);
  const reached = new Set(pages.map(([address]) => official(address)));
  const hidden = new Set(pages.filter(([, page]) => page.hidden).map(([address]) => official(address)));
  tally.check(`${mount}: the sitemap names pages`, named.size && named.size === sitemap.length ? [] : ["none, or one twice"]);
  tally.check(`${mount}: links lead to all pages of the sitemap`, [...named].filter((url) => !reached.has(url)));
  tally.check(`${mount}: the sitemap names all pages that links lead to`, [...reached].filter((url) => !named.has(url) && !hidden.has(url)));
  tally.check(`${mount}: the sitemap names no page with noindex`, [...named].filter((url) => hidden.has(url)));
  const robots = await text("robots.txt");
  tally.check(`${mount}: robots.txt names the sitemap`, robots.includes(`${base}sitemap.xml`) ? [] : [robots]);

  const tab = await reader(browser, home);
  for (const missing of ["no-such-page", "no/such/page/at/all/"]) {
    const page = await tab.open(home + missing);
    const itself = new Map(found).set(page.address, { ...page, isPage: true, status: 200 });
    const problems = [...faults(page), ...deadLinks(page, itself, server, base)];
    if (page.status !== 404) problems.push(`status ${page.status}`);
    if (!page.kinds.includes("404")) problems.push("not the archive's own page");
    if (!page.hidden) problems.push("search engines may list it");
    if (!page.links.some(({ url }) => url === home)) problems.push("does not lead home");
    tally.check(`${mount}: missing address ${mount}${missing}`, problems);
  }
  await tab.close();
  return { pages: pages.map(([, page]) => page), opened };
}
