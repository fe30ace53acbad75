// Looks for something on /search/ as a reader without a mouse does, and follows what is found.

import { violations } from "./look.mjs";
import { faults, reader } from "./reader.mjs";

/** What the page shows once the script is through. */
function shown() {
  const words = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent.trim());
  return {
    status: document.querySelector(".status").textContent,
    live: document.querySelector(".status").getAttribute("aria-live"),
    links: [...document.querySelectorAll(".hits h2 a")].map((link) => link.href),
    facts: words(".hits h2 + .facts"),
    snippets: words(".hits .snippet"),
    marks: words(".hits mark"),
    visible: !document.querySelector(".result").hidden,
    pages: words(".pages a"),
    hash: location.hash,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}

/** Gives how many sections the first query finds. */
export async function search(browser, server, tally) {
  const tab = await reader(browser, server.home);
  const { page } = tab;
  const settled = async () => {
    await page.waitForFunction(() => /found|common|every word|read|no “/i.test(document.querySelector(".status").textContent));
    return page.evaluate(shown);
  };
  const ask = async (query) => {
    await page.evaluate((query) => { document.querySelector(".status").textContent = ""; location.hash = `#${new URLSearchParams(query)}`; }, query);
    return settled();
  };
  const opened = await tab.open(`${server.home}search/`);
  await page.waitForSelector(".finder form:not([hidden])");
  tally.check("search: the form", [...faults(opened), ...(await violations(page))]);

  // With the keyboard alone: to the field, a query, a hit, its paragraph.
  for (let n = 0; n < 40 && (await page.evaluate(() => document.activeElement.id)) !== "_q"; n += 1) await page.keyboard.press("Tab");
  await page.keyboard.type("torture prison");
  await page.keyboard.press("Enter");
  const first = await settled();
  const problems = await violations(page);
  const count = Number(/^[\d,]+/.exec(first.status)?.[0].replace(",", ""));
  if (!(count > 0)) problems.push(`says ${first.status}`);
  if (first.live !== "polite") problems.push("does not tell readers of screens");
  if (!first.links.length || !first.snippets.length || !first.marks.length) problems.push(`shows ${JSON.stringify(first).slice(0, 300)}`);
  if (first.hash !== "#q=torture+prison") problems.push(`the address carries ${first.hash}`);
  if (first.overflow > 0) problems.push(`is ${first.overflow} pixels too wide`);
  tally.check("search: two words", problems);
  for (let n = 0; n < 60 && !(await page.evaluate(() => document.activeElement.matches(".hits h2 a"))); n += 1) await page.keyboard.press("Tab");
  await Promise.all([page.waitForURL((url) => !url.pathname.endsWith("/search/")), page.keyboard.press("Enter")]);
  const at = await page.evaluate(() => [location.href, Boolean(document.getElementById(location.hash.slice(1))?.matches(".para"))]);
  tally.check("search: a hit leads to its paragraph", at[0] === first.links[0] && at[1] ? [] : [`leads to ${at[0]}`]);
  await page.goBack();
  const again = await settled();
  tally.check("search: going back shows the hits again", again.links.join() === first.links.join() ? [] : [again.status]);

  // Another spelling, a phrase, a limit, and nothing.
  const [one, other] = [await ask({ q: "Bokaev" }), await ask({ q: "BOKÁYEV" })];
  tally.check("search: a name under two spellings", one.links.length && new Set(one.links).size === new Set([...one.links, ...other.links]).size && one.pages.some((name) => /Bokayev/.test(name)) ? [] : [`${one.status} / ${other.status}`]);
  const phrase = await ask({ q: "“freedom of assembly”" });
  const loose = await ask({ q: "freedom assembly" });
  const number = ({ status }) => Number(/^[\d,]+/.exec(status)?.[0].replace(",", "") ?? 0);
  tally.check("search: a phrase finds less than its words", number(phrase) > 0 && number(phrase) < number(loose) ? [] : [`${phrase.status} / ${loose.status}`]);
  tally.check("search: a phrase is marked as one", phrase.marks.length && phrase.marks.every((mark) => /^freedom of assembly$/i.test(mark)) ? [] : phrase.marks);
  const wrong = await ask({ q: "“freedom and expression”" });
  tally.check("search: no other word stands for a common one", /^Nothing found/.test(wrong.status) && !wrong.links.length ? [] : [wrong.status, ...wrong.marks]);
  const common = await ask({ q: "“of the”" });
  tally.check("search: a phrase of common words alone is told", /every word of this/.test(common.status) ? [] : [common.status]);

  // Spellings, pages of names, the link to the text, and a limit that the archive does not know.
  for (const [british, american] of [["labour", "labor"], ["organisation", "organization"], ["centre", "center"], ["programme", "program"]]) {
    const [here, there] = [await ask({ q: british }), await ask({ q: american })];
    tally.check(`search: ${british} and ${american}`, here.links.length && here.links.join() === there.links.join() ? [] : [here.status, there.status]);
  }
  const names = [one, other].map(({ pages }) => pages.toSorted().join());
  tally.check("search: pages of a name under two spellings", names[0] === names[1] ? [] : names);
  tally.check("search: common words of a name are not marked", [...one.marks, ...other.marks].filter((mark) => /^(and|of|the)$/i.test(mark)));
  const before = await ask({ q: "torture" });
  await page.evaluate(() => document.querySelector("a.skip").click());
  await page.waitForTimeout(200);
  const after = await page.evaluate(shown);
  tally.check("search: the link to the text keeps the hits", after.hash === "#_main" && after.visible && after.links.length && after.links.join() === before.links.join() ? [] : [after.hash, after.status]);
  const strange = await ask({ q: "torture", year: "1905" });
  tally.check("search: a year that the archive has not is told", /Coverage year: .*1905/.test(strange.status) && !strange.visible ? [] : [strange.status]);
  const year = await ask({ q: "torture", year: "2018" });
  tally.check("search: only one year", number(year) > 0 && year.facts.every((facts) => facts.includes("2018")) ? [] : [...year.facts, year.status]);
  const none = await ask({ q: "qqqq" });
  tally.check("search: nothing found is told", /^Nothing found/.test(none.status) ? [] : [none.status]);
  await tab.close();
  return count;
}
