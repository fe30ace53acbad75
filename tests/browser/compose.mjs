// Puts a report of one's own together on /compose/ without a mouse, carries it away, and reads it from a
// folder and without scripts.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { violations } from "./look.mjs";
import { faults, reader } from "./reader.mjs";

const YEARS = ["2018", "2019"];
const TOPICS = ["torture", "assembly", "street-children"];
const HASH = `#y=${YEARS}&t=${TOPICS}`;

/** What the report is once the script is through. */
function shown() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    status: document.querySelector(".composer .status").textContent,
    hash: location.hash,
    focused: document.activeElement.textContent,
    title: document.querySelector(".composed h2")?.textContent,
    excerpts: all(".composed .excerpt").map((one) => ({
      heading: one.querySelector("h4").textContent.trim(),
      cited: one.querySelector(".citation")?.textContent ?? "",
      text: one.querySelector(".passage")?.textContent ?? "",
    })),
    sources: all(".composed .sources > ol > li").length,
    gaps: all(".composed .gaps dd").length,
    paragraphs: all(".composed .pn").map((link) => link.href),
    ids: all("[id]").map(({ id }) => id),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}

/** Goes to something with the keyboard alone. */
async function tabTo(page, selector) {
  for (let n = 0; n < 400; n += 1) {
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

async function carried(page, as) {
  await page.focus(`[data-as=${as}]`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8"), path: await download.path() };
}

async function byHand(tab, page, server, tally) {
  const empty = await tab.open(`${server.home}compose/`);
  await page.waitForSelector(".composer:not([hidden])");
  tally.check("compose: the form", [...faults(empty), ...(await violations(page))]);
  for (const year of [...YEARS].reverse()) {
    await tabTo(page, `[name=y][value="${year}"]`);
    await page.keyboard.press("Space");
  }
  for (const topic of TOPICS) {
    const group = await page.evaluate((topic) => [...document.querySelectorAll(".choices details")].findIndex((one) => one.querySelector(`[value="${topic}"]`)), topic);
    const open = await page.evaluate((at) => document.querySelectorAll(".choices details")[at].open, group);
    if (!open) {
      await tabTo(page, `.choices details:nth-of-type(${group + 1}) > summary`);
      await page.keyboard.press("Enter");
    }
    await tabTo(page, `[name=t][value="${topic}"]`);
    await page.keyboard.press("Space");
  }
  await tabTo(page, ".composer button[type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".composed h2");
  return page.evaluate(shown);
}

/** Gives the number of sections put together. */
export async function compose(browser, server, tally) {
  const tab = await reader(browser, server.home);
  const { page } = tab;
  const made = await byHand(tab, page, server, tally);
  const problems = await violations(page);
  if (made.hash !== HASH) problems.push(`the address carries ${made.hash}`);
  if (!made.status.startsWith("Composed")) problems.push(`says ${made.status}`);
  if (made.focused !== made.title) problems.push(`the focus is on ${made.focused.slice(0, 40)}`);
  if (made.excerpts.length < 4) problems.push(`${made.excerpts.length} excerpts`);
  if (!made.sources || !made.gaps) problems.push(`${made.sources} sources, ${made.gaps} gaps`);
  for (const { heading, cited, text } of made.excerpts) {
    if (!cited.includes("https://") || !cited.includes("SHA-256") || !cited.includes("retrieved")) problems.push(`${heading} is cited as ${cited}`);
    if (!text.trim()) problems.push(`${heading} has no text`);
  }
  if (new Set(made.ids).size !== made.ids.length) problems.push("ids come twice");
  if (made.overflow > 0) problems.push(`is ${made.overflow} pixels too wide`);
  tally.check("compose: three topics across two years, by keyboard", problems);

  const md = await carried(page, "md");
  const html = await carried(page, "html");
  const ris = await carried(page, "ris");
  const lost = [];
  for (const { heading } of made.excerpts) {
    const last = heading.split(": ").at(-1);
    if (!md.text.includes(last)) lost.push(`Markdown lacks ${last}`);
  }
  if (!md.text.startsWith(`# ${made.title}`)) lost.push(`Markdown begins ${md.text.slice(0, 60)}`);
  if (/\]\((?!https?:)/.test(md.text)) lost.push("Markdown has links that lead nowhere");
  if (ris.text.split("ER  - ").length - 1 !== made.sources + made.excerpts.length) lost.push("RIS has not all of them");
  if (/<script|href="(?!https?:|#)|src=/.test(html.text)) lost.push("HTML does not stand alone");
  tally.check("compose: Markdown, HTML and RIS", lost);

  await page.emulateMedia({ media: "print" });
  const paper = await page.evaluate(() => ["form.choices", ".carry", ".ways-in", ".composed"].map((selector) => document.querySelector(selector).checkVisibility()));
  tally.check("compose: on paper only the report", `${paper}` === "false,false,false,true" ? [] : [`${paper}`]);
  await page.emulateMedia({ media: "screen" });

  const dead = [];
  for (const to of [made.paragraphs.at(0), made.paragraphs.at(-1)]) {
    const found = await tab.open(to);
    if (found.status !== 200 || !found.ids.includes(new URL(to).hash.slice(1))) dead.push(`${to} leads nowhere`);
  }
  tally.check("compose: numbers lead to their paragraphs", dead);

  await tab.open(`${server.home}compose/${HASH}&by=edition`);
  await page.waitForSelector(".composed h2");
  const again = await page.evaluate(shown);
  tally.check("compose: an address gives the same report", again.excerpts.length === made.excerpts.length ? [] : [again.status]);
  await page.evaluate(() => { location.hash = "#t=nothing-like-this"; });
  await page.waitForFunction(() => /has no/.test(document.querySelector(".composer .status").textContent));
  tally.check("compose: an unknown topic is told", (await page.isVisible(".composed")) ? ["something is shown"] : []);
  await tab.open(`${server.home}compose/#p=hrw&y=2019&t=torture`);
  await page.waitForSelector(".composed h2");
  const lacking = await page.evaluate(() => document.querySelector(".composed .gaps").textContent);
  tally.check("compose: editions that are not held are told", /2019 HRW/.test(lacking) && /not held/.test(lacking) ? [] : [lacking]);
  await tab.open(`${server.home}compose/${HASH}`);
  await page.waitForSelector(".composed h2");
  await page.focus(".skip");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#_main");
  tally.check("compose: the skip link leaves the report", (await page.locator(".composed .excerpt").count()) === made.excerpts.length ? [] : ["the report is gone"]);
  await tab.close();

  const bare = await reader(browser, server.home, { javaScriptEnabled: false });
  await bare.page.goto(`${server.home}compose/`);
  const links = await bare.page.locator(".ways-in a").count();
  const hidden = await bare.page.locator(".composer").isHidden();
  tally.check("compose: without scripts, ready-made ones", links > 10 && hidden ? [] : [`${links} links, form hidden: ${hidden}`]);
  await bare.close();
  return made.excerpts.length;
}

/** The same in a copy that is opened from disk. */
export async function composeFromDisk(browser, folder, tally) {
  const tab = await reader(browser, pathToFileURL(join(folder, "/")).href);
  await tab.open(`${pathToFileURL(join(folder, "compose/index.html")).href}${HASH}`);
  await tab.page.waitForSelector(".composed h2, .composer .status.note");
  const made = await tab.page.evaluate(shown);
  const problems = made.excerpts.length < 4 ? [made.status] : [];
  const to = made.paragraphs.at(-1);
  if (to) {
    const found = await tab.open(to);
    if (!found.ids.includes(new URL(to).hash.slice(1))) problems.push(`${to} leads nowhere`);
  }
  tally.check("compose: from disk", problems);
  await tab.close();
}
