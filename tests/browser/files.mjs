// Follows every link of an archive that was built for a folder, without a server.

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { faults, lands, reader } from "./reader.mjs";

/** What is wrong with the links of a page. */
function deadLinks(page, folder, idsOf) {
  const problems = [];
  for (const { written, url, loads } of page.links) {
    if (!url.startsWith("file:")) {
      if (loads || !/^(https?|mailto):/.test(url)) problems.push(`link ${written}: not a file`);
      continue;
    }
    const file = fileURLToPath(url.split("#")[0]);
    const fragment = new URL(url).hash;
    if (!file.startsWith(folder)) problems.push(`link ${written} leaves the folder`);
    else if (!statSync(file, { throwIfNoEntry: false })?.isFile()) problems.push(`link ${written}: no such file`);
    else if (fragment && !lands(fragment, idsOf(file))) problems.push(`link ${written}: no such place on the page`);
  }
  return problems;
}

/** Opens every page of the folder from disk. */
export async function openFromDisk(browser, folder, tally) {
  const root = pathToFileURL(join(folder, "/")).href;
  const tab = await reader(browser, root);
  const found = new Map();
  const open = [join(folder, "index.html")];
  const seen = new Set(open);
  for (const file of open) {
    const page = await tab.open(pathToFileURL(file).href);
    found.set(file, page);
    for (const { url } of page.links) {
      if (!url.startsWith(root)) continue;
      const to = fileURLToPath(url.split("#")[0]);
      if (!to.endsWith(".html") || seen.has(to) || !statSync(to, { throwIfNoEntry: false })) continue;
      seen.add(to);
      open.push(to);
    }
  }
  const idsOf = (file) => found.get(file)?.ids ?? [];
  for (const [file, page] of found) {
    tally.check(`from disk: page ${file.slice(folder.length)}`, [...faults(page), ...deadLinks(page, join(folder, "/"), idsOf)]);
  }

  // Its links are made for a server, so they are not followed.
  const missing = join(folder, "404.html");
  const page = await tab.open(pathToFileURL(missing).href);
  tally.check("from disk: 404.html has links", page.links.length ? [] : ["it has none"]);
  const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
  const lost = pages.map((name) => join(folder, name)).filter((file) => file !== missing && !found.has(file));
  tally.check("from disk: links lead to all pages", lost.map((file) => file.slice(folder.length)));
  await tab.close();
  return found.size;
}
