// Looks at one page of each kind: room on a phone, and what axe finds.

import axe from "axe-core";
import { KINDS, reader } from "./reader.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The page of each kind with the most text; `missing` is an address that has none. */
function samples(pages, missing) {
  return Object.keys(KINDS).map((kind) => {
    if (kind === "404") return { kind, address: missing };
    const alike = pages.filter((page) => page.kinds.includes(kind)).sort((a, b) => b.size - a.size);
    return { kind, address: alike[0]?.address };
  });
}

/** What axe finds on the page that is open. */
export async function violations(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, {
    runOnly: { type: "tag", values },
    resultTypes: ["violations"],
  }), RULES);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}

export async function look(browser, server, pages, tally) {
  const plain = await reader(browser, server.home, { javaScriptEnabled: false });
  const tabs = {
    "390 px, light": await reader(browser, server.home, { colorScheme: "light" }),
    "390 px, dark": await reader(browser, server.home, { colorScheme: "dark" }),
    "1280 px, light": await reader(browser, server.home, { colorScheme: "light", viewport: { width: 1280, height: 800 } }),
    "1280 px, dark": await reader(browser, server.home, { colorScheme: "dark", viewport: { width: 1280, height: 800 } }),
  };
  const chosen = samples(pages, `${server.home}no-such-page`);
  for (const { kind, address } of chosen) {
    tally.check(`the archive has a page of the kind: ${kind}`, address ? [] : ["it has none"]);
    if (!address) continue;
    const what = `${kind} (${new URL(address).pathname})`;
    const { overflow } = await plain.open(address);
    tally.check(`${what}: room on 390 px without scripts`, overflow > 0 ? [`${overflow} pixels too wide`] : []);
    for (const [name, tab] of Object.entries(tabs)) {
      await tab.open(address);
      tally.check(`${what}: axe, ${name}`, await violations(tab.page));
    }
  }
  await Promise.all([plain, ...Object.values(tabs)].map((tab) => tab.close()));
  return chosen.length;
}
