// Unpacks the one file that readers carry away, and uses it from disk: search, a hit, a comparison.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";
import { faults, reader } from "./reader.mjs";

/** Unpacks a zip file by the list at its end. */
export function unpack(file, folder) {
  const zip = readFileSync(file);
  const end = zip.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left; left -= 1) {
    const [packed, length, more] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30)];
    const name = zip.toString("utf8", at + 46, at + 46 + length);
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + packed);
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), zip.readUInt16LE(at + 10) ? inflateRawSync(bytes) : bytes);
    at += 46 + length + more;
  }
  return readdirSync(folder).map((name) => join(folder, name));
}

/** What `/search/` shows once the script is through. */
const hits = () => ({
  status: document.querySelector(".status").textContent,
  links: [...document.querySelectorAll(".hits h2 a")].map((link) => link.href),
  marks: document.querySelectorAll(".hits .snippet mark").length,
});

/** Gives how many hits a query from disk has. */
export async function carried(browser, file, folder, tally) {
  const tops = unpack(file, folder);
  tally.check("carried: everything stands in one folder", tops.length === 1 ? [] : tops);
  const root = pathToFileURL(join(tops[0], "/")).href;
  const tab = await reader(browser, root);
  const { page } = tab;
  const home = await tab.open(`${root}index.html`);
  tally.check("carried: the first page", faults(home));
  const opened = await tab.open(`${root}search/index.html`);
  await page.waitForSelector(".finder form:not([hidden])");
  tally.check("carried: the search page", faults(opened));
  await page.fill("#_q", "torture prison");
  await page.press("#_q", "Enter");
  await page.waitForFunction(() => /found|could/i.test(document.querySelector(".status").textContent));
  const found = await page.evaluate(hits);
  tally.check("carried: a query", found.links.length && found.marks ? [] : [found.status]);
  await Promise.all([page.waitForURL((url) => !url.pathname.includes("/search/")), page.click(".hits h2 a")]);
  const at = await page.evaluate(() => [location.href, Boolean(document.getElementById(location.hash.slice(1))?.matches(".para"))]);
  tally.check("carried: a hit leads to its paragraph", at[0] === found.links[0] && at[1] ? [] : at);
  await tab.open(`${root}compare/index.html`);
  await page.waitForSelector(".any form:not([hidden])");
  const two = await page.evaluate(() => [...document.querySelectorAll("#_a option")].map(({ value }) => value).filter(Boolean).slice(0, 2));
  await page.selectOption("#_a", two[0]);
  await page.selectOption("#_b", two[1]);
  await page.click(".any form button");
  await page.waitForFunction(() => /^Compared|could/.test(document.querySelector(".any .status").textContent));
  const said = await page.evaluate(() => [document.querySelector(".any .status").textContent, document.querySelector(".any .result a").href]);
  tally.check("carried: two editions compared", said[0].startsWith("Compared") && said[1].endsWith("/index.html") ? [] : said);
  await tab.close();
  return found.links.length;
}
