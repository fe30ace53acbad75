// What a preview shows of broken files, of missing pages and of drafts.

import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { violations } from "./look.mjs";
import { edit, hide, isMarked, listen, mark, quiet, shows, until } from "./preview.mjs";

/** A word that no status is. */
const breaks = (text) => text.replace(/^status: published$/m, "status: publishd");
const mends = (text) => text.replace(/^status: publishd$/m, "status: published");

/** The overlay that a tab has, if it has one: Playwright looks into open shadow trees. */
const overlay = (page) => ({
  all: page.locator("#_rightsbook-problems"),
  panel: page.locator("#_rightsbook-problems [role=alertdialog]"),
  badge: page.locator("#_rightsbook-problems button.badge"),
  dismiss: page.getByRole("button", { name: "Dismiss" }),
});

const there = (locator) => until(() => locator.isVisible());
const gone = (locator) => until(async () => (await locator.count()) === 0);

/** What is wrong stands over the page, and goes when it is mended. */
export async function problems({ check, tally, serve, tab, file, sample }) {
  const server = await serve();
  const address = server.home + sample.address;
  const { page, open } = await tab(server.home);
  const found = await open(address);
  await listen(page, address);
  await mark(page);
  const before = await page.evaluate(() => document.body.innerHTML);
  const { all, panel, badge, dismiss } = overlay(page);

  await edit(file, breaks);
  check("a broken file brings an overlay over the page", await there(panel));
  const line = (await readFile(file, "utf8")).split("\n").indexOf("status: publishd") + 1;
  const words = await panel.innerText();
  for (const wanted of ["E0104", `${sample.file}:${line}:9`, "did you mean `published`"]) {
    check(`the overlay tells ${wanted.replace(sample.file, "FILE")}`, words.includes(wanted), words);
  }
  check("it is an element with an open shadow root", await all.evaluate((box) => box.shadowRoot?.mode === "open"));
  const beneath = (await isMarked(page)) && (await page.evaluate(() => document.body.innerHTML)) === before;
  check("the page beneath is still the last good one", beneath);

  await page.keyboard.press("Escape");
  check("Escape puts the overlay away", await gone(panel));
  check("a badge stays", await there(badge));
  await badge.click();
  check("the badge brings the overlay back", await there(panel));
  await dismiss.click();
  check("the button puts the overlay away", (await gone(panel)) && (await there(badge)));
  await dismiss.waitFor({ state: "detached" });
  await badge.focus();
  await page.keyboard.press("Enter");
  check("the keyboard brings it back", await there(panel));
  await dismiss.focus();
  await page.keyboard.press("Enter");
  check("the keyboard puts it away", (await gone(panel)) && (await there(badge)));
  const focused = await page.evaluate(() => document.activeElement.id || document.activeElement.localName);
  check("the focus is on the badge then", focused === "_rightsbook-problems", `it is on ${focused}`);

  const late = await tab(server.home);
  await listen(late.page, address);
  check("a page that is opened meanwhile is the last good one", await shows(late.page, sample.opening));
  check("and has the overlay too", await there(overlay(late.page).panel));

  await edit(file, (text) => mends(text).replace(sample.opening, `Mended now. ${sample.opening}`));
  check("the badge goes when the file is mended", await gone(all));
  check("an overlay goes when the file is mended", await gone(overlay(late.page).all));
  check("and what was written meanwhile is there", await until(() => shows(page, "Mended now.")));
  tally.check("preview: the overlay makes no error in the tab", [...found.noted, ...(await page.evaluate(() => globalThis.violations))]);
}

/** What axe finds in the overlay and its badge. It leaves marks in a page, so these are tabs of their own. */
export async function accessible({ check, tally, serve, tab, file, sample }) {
  const server = await serve();
  await edit(file, breaks);
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1280]) {
      const { page } = await tab(server.home, { colorScheme, viewport: { width, height: 800 } });
      await listen(page, server.home + sample.address);
      const { panel, badge, dismiss } = overlay(page);
      const which = `${width} px, ${colorScheme}`;
      check(`the overlay is there, ${which}`, await there(panel));
      tally.check(`preview: the overlay: axe, ${which}`, await violations(page));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(`the overlay makes the page no wider, ${which}`, overflow <= 0, `${overflow} pixels too wide`);
      await dismiss.click();
      await there(badge);
      tally.check(`preview: the badge: axe, ${which}`, await violations(page));
    }
  }
}

/** What a file says is text. */
export async function markup({ check, tally, serve, tab, file, sample }) {
  const server = await serve();
  const { page, open } = await tab(server.home);
  const found = await open(server.home + sample.address);
  await listen(page, server.home + sample.address);
  const trick = "<img src=x onerror=alert(1)>";
  await edit(file, (text) => text.replace(/^status: published$/m, `status: "${trick}"`));
  const { all, panel } = overlay(page);
  await there(panel);
  const words = await panel.innerText();
  check("markup in a problem is shown as text", words.includes(trick), words);
  const elements = await all.evaluate((box) => [...box.shadowRoot.querySelectorAll("*")].map((element) => element.localName));
  const known = ["link", "section", "div", "h1", "button", "p", "pre"];
  tally.check("preview: markup in a problem makes no element", elements.filter((name) => !known.includes(name)));
  await quiet();
  tally.check("preview: markup in a problem does nothing", [...found.noted, ...(await page.evaluate(() => globalThis.violations))]);
}

/** There is no good state yet. */
export async function brokenFromTheStart({ check, tally, serve, tab, file, sample }) {
  const trick = "<img src=x onerror=alert(1)>";
  await edit(file, (text) => text.replace(/^status: published$/m, `status: "${trick}"`));
  const server = await serve();
  const { page, open } = await tab(server.home);
  const plain = await tab(server.home, { javaScriptEnabled: false });
  for (const address of ["", sample.address, "no-such-page", "style.css"]) {
    const answer = await plain.page.goto(server.home + address);
    check(`a broken archive has status 503 at /${address && "…/"}${address.split("/").at(-1)}`, answer.status() === 503, `${answer.status()}`);
    const words = await plain.page.locator("body").innerText();
    const told = words.includes("E0104") && words.includes(`${sample.file}:`) && words.includes(trick);
    check(`the problems can be read there without JavaScript, /${address}`, told, words);
  }
  const found = await open(server.home + sample.address);
  await listen(page, server.home + sample.address);
  check("with JavaScript they are told once", (await page.getByText("E0104").count()) === 1, await page.locator("html").innerText());
  tally.check("preview: the page of problems: axe", await violations(page));
  await edit(file, (text) => text.replace(`status: "${trick}"`, "status: publishd"));
  check("other problems come by themselves", await until(() => shows(page, "publishd")));
  await edit(file, mends);
  check("the page that was asked for comes when the file is mended", await until(() => shows(page, sample.opening)));
  check("nothing of the problems is left on it", await gone(overlay(page).all));
  tally.check("preview: a broken archive makes no error in the tab", [...found.noted, ...(await page.evaluate(() => globalThis.violations))]);
}

/** The settings are broken, so it is not known yet where the site is mounted. */
export async function brokenSettings({ check, serve, tab, root, built, sample }) {
  const { pathname } = new URL((await readFile(join(built, "index.html"), "utf8")).match(/rel="canonical" href="([^"]+)"/)[1]);
  const settings = join(root, "rightsbook.toml");
  await edit(settings, (text) => text.replace("title =", "title = ="));
  const server = await serve();
  const { page } = await tab(new URL("/", server.home).href);
  const other = await page.context().newPage();
  const address = new URL(pathname + sample.address, server.home).href;
  const answer = await listen(page, address);
  check("with broken settings an address has status 503", answer.status() === 503, `${answer.status()}`);
  await listen(other, address);
  await hide(other, true);
  await edit(settings, (text) => text.replace("title = =", "title ="));
  check("the page that was asked for comes when the settings are mended", await until(() => shows(page, sample.opening)));
  await hide(other, false);
  const comes = await until(() => shows(other, sample.opening), 4000);
  check("it comes in a tab that was hidden meanwhile", comes, `after 4 seconds: ${await other.evaluate(() => document.body.innerText.slice(0, 200))}`);
}

/** A page comes and goes with its file. */
export async function missing({ check, serve, tab, root, built }) {
  const server = await serve();
  const { page } = await tab(server.home);
  const address = `${server.home}about/made-for-a-test/`;
  const file = join(root, "content/pages/made-for-a-test.md");
  const answer = await listen(page, address);
  check("a missing page has status 404", answer.status() === 404, `${answer.status()}`);
  const heading = /<h1[^>]*>([^<]*)</.exec(await readFile(join(built, "404.html"), "utf8"))[1];
  const isMissing = () => page.evaluate((heading) => document.querySelector(".not-found") && document.querySelector("h1").innerText === heading, heading);
  check("it is the archive's own page for that", await isMissing());
  for (const time of ["", " again"]) {
    await writeFile(file, "---\ntitle: Made for a test\ndescription: A page.\norder: 99\n---\n\nIt is there.\n");
    check(`the open tab shows the page when its file is made${time}`, await until(() => shows(page, "It is there.")));
    check(`its status is 200${time}`, (await fetch(address)).status === 200);
    await rm(file);
    check(`the tab shows that it is missing when the file is removed${time}`, await until(isMissing));
    check(`its status is 404${time}`, (await fetch(address)).status === 404);
  }
}

/** Drafts are shown only to who asks for them. */
export async function drafts({ check, serve, tab, file, sample }) {
  // A report of its own: others may link to those that are there.
  const report = await readFile(file, "utf8");
  const draft = join(dirname(file), "made-for-a-test.md");
  await writeFile(draft, report.replace(/^covers: .*$/m, "covers: 1949").replace(/^status: .*$/m, "status: draft"));
  const address = sample.address.replace(/\/\d{4}\//, "/1949/");
  const [everybody, editors] = [await serve(), await serve({ drafts: true })];
  const status = async (server) => (await fetch(server.home + address)).status;
  check("a draft is missing without --drafts", (await status(everybody)) === 404, `${await status(everybody)}`);
  const { page } = await tab(editors.home);
  const answer = await listen(page, editors.home + address);
  check("a draft is there with --drafts", answer.status() === 200 && (await shows(page, sample.opening)), `${answer.status()}`);
  const sign = page.locator("aside.draft");
  check("it bears a mark", (await sign.isVisible()) && (await sign.innerText()).startsWith("Draft"));
  await listen(page, editors.home + sample.address);
  check("a page that is no draft bears none", (await sign.count()) === 0);
  await edit(draft, (text) => text.replace(/^status: draft$/m, "status: published"));
  check("a draft that is published appears without --drafts", await until(async () => (await status(everybody)) === 200), `${await status(everybody)}`);
}
