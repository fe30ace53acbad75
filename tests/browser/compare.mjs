// Holds two editions against each other on /compare/, as a reader who was given the address does.

import { violations } from "./look.mjs";
import { faults, reader } from "./reader.mjs";

const WANTED = ["kazakhstan/2018/us-state", "kazakhstan/2019/us-state"];

/** What the page shows once the script is through. */
function shown() {
  const words = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent.trim());
  return {
    status: document.querySelector(".status").textContent,
    counts: words(".result > .counts b").map(Number),
    headings: words(".result h2, .result h3"),
    rows: words(".result .redline .row").length,
    focused: document.activeElement.textContent,
    links: [...document.querySelectorAll(".result .redline a")].map((link) => link.href),
  };
}

/** Gives the number of sentences that the result counts. */
export async function compare(browser, server, tally) {
  const tab = await reader(browser, server.home);
  const { page } = tab;
  const empty = await tab.open(`${server.home}compare/`);
  await page.waitForSelector(".any form:not([hidden])");
  tally.check("compare: the form without a choice", [...faults(empty), ...(await violations(page))]);
  const ready = await page.$$eval(".ready a[data-a]", (links) => links.map(({ dataset }) => [dataset.a, dataset.b].map((url) => url.replace(/\/$/, ""))));
  const [a, b] = ready.find((pair) => `${pair}` === `${WANTED}`) ?? ready[0];

  // A tab that was elsewhere before, so that the page loads anew.
  await tab.open(server.home);
  const opened = await tab.open(`${server.home}compare/#a=${a}&b=${b}`);
  await page.waitForSelector(".result h2");
  const result = await page.evaluate(shown);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const problems = [...faults(opened), ...(await violations(page))];
  const counted = result.counts.reduce((sum, n) => sum + n, 0);
  if (!(counted > 0)) problems.push(`counts are ${result.counts}`);
  if (result.headings.length < 2) problems.push(`headings are ${result.headings}`);
  if (!result.rows) problems.push("shows no redline");
  if (!result.status.startsWith("Compared")) problems.push(`says ${result.status}`);
  if (result.focused !== result.headings[0]) problems.push(`the focus is on ${result.focused.slice(0, 40)}`);
  if (overflow > 0) problems.push(`is ${overflow} pixels too wide`);
  tally.check(`compare: ${a} and ${b}`, problems);

  await page.evaluate(() => document.querySelector("a.skip").click());
  await page.waitForTimeout(200);
  const kept = await page.evaluate(() => [location.hash, document.querySelectorAll(".result .redline .row").length]);
  tally.check("compare: the link to the text keeps the result", kept[0] === "#_main" && kept[1] === result.rows ? [] : kept);

  // Each sentence leads to its paragraph.
  const dead = [];
  for (const to of new Set([result.links.at(0), result.links.at(-1)])) {
    const found = await tab.open(to);
    if (found.status !== 200 || !found.ids.includes(new URL(to).hash.slice(1))) dead.push(`${to} leads nowhere`);
  }
  tally.check("compare: sentences lead to their paragraphs", dead);

  // The choice goes into the address, and an address with a name unknown is told.
  await tab.open(`${server.home}compare/`);
  await page.waitForSelector(".any form:not([hidden])");
  await page.selectOption("#_a", a);
  await page.selectOption("#_b", b);
  await page.click(".any button");
  await page.waitForSelector(".result h2");
  const hash = await page.evaluate(() => location.hash);
  tally.check("compare: the address carries the choice", hash === `#a=${a}&b=${b}` ? [] : [hash]);
  await page.evaluate(() => { location.hash = "#a=no/such/edition&b=nor/this/one"; });
  const told = await page.waitForFunction(() => document.querySelector(".status.note")?.textContent);
  tally.check("compare: an unknown edition is told", /no edition/.test(await told.jsonValue()) ? [] : [await told.jsonValue()]);
  await tab.close();
  return counted;
}
