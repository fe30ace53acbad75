// What a preview shows, and what becomes of open tabs when texts and styles are edited.

import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { edit, files, isMarked, listen, listens, mark, quiet, REPOSITORY, shows, until } from "./preview.mjs";
import { faults } from "./reader.mjs";

/** The one thing that a preview adds to a page. */
const TAG = /<script src="[^"]*\/_rightsbook\/live\.js" data-key="[0-9a-f]{32}" data-files="[0-9a-f]{32}" defer><\/script>/g;

/** What is served is what is published. */
export async function pages({ tally, serve, tab, built }) {
  const { home } = await serve();
  // As one character a byte, so that each byte counts.
  const served = async (name) => Buffer.from(await (await fetch(home + name)).arrayBuffer()).toString("latin1");
  const kinds = new Map();
  const other = [];
  const names = files(built, ".html");
  for (const name of names) {
    const published = await readFile(join(built, name), "latin1");
    const address = name.replace(/(^|\/)index\.html$/, "$1");
    const page = await served(address);
    // A report in one file has its style in it, and its policy lets no script in.
    const alone = published.includes("<style>");
    if ((page.match(TAG)?.length ?? 0) !== (alone ? 0 : 1) || page.replace(TAG, "") !== published) other.push(name);
    if (!alone) kinds.set(/<body class="([^"]*)"/.exec(published)[1], address);
  }
  tally.check(`preview: each page is the one that is published, and one script tag where scripts may be (${names.length} pages)`, other);
  const plain = [".css", ".svg", ".txt", ".xml"].flatMap((ending) => files(built, ending));
  const changed = [];
  for (const name of plain) {
    if ((await served(name)) !== (await readFile(join(built, name), "latin1"))) changed.push(name);
  }
  tally.check(`preview: other files are those that are published (${plain.length} files)`, changed);

  const wide = { viewport: { width: 1280, height: 800 } };
  const { page, open } = await tab(home, wide);
  kinds.set("not-found", "no-such-page");
  for (const [kind, address] of kinds) {
    const [found] = await Promise.all([open(home + address), listens(page)]);
    // By now the script has done all that it does by itself.
    const later = await page.evaluate(() => ({ violations: globalThis.violations, stored: Object.keys({ ...localStorage, ...sessionStorage }).join() }));
    const cookies = (await page.context().cookies()).map(({ name }) => `sets the cookie ${name}`);
    tally.check(`preview: ${kind}: no error, no violation of its policy, no other host, nothing stored`, [...faults({ ...found, ...later }), ...cookies]);
  }
}

/** Only the tab whose page is edited is loaded anew. */
export async function follows({ check, tally, serve, tab, root, file, sample }) {
  const server = await serve();
  const { page, open } = await tab(server.home);
  const other = await page.context().newPage();
  const found = await open(server.home + sample.address);
  await listen(page, server.home + sample.address);
  await listen(other, `${server.home}years/`);
  await mark(other);
  for (const words of ["The first edit.", "The second edit, “quoted” and <b>bold</b>."]) {
    await edit(file, (text) => text.replace(sample.opening, `${words.replaceAll("<", "\\<")} ${sample.opening}`));
    check(`an edit appears in the open tab: ${words}`, await until(() => shows(page, words)));
  }
  const replaced = join(root, "saved.md");
  await writeFile(replaced, (await readFile(file, "utf8")).replace("The second edit", "The third edit"));
  await rename(replaced, file);
  check("a file that is put in the place of the other counts as an edit", await until(() => shows(page, "The third edit")));
  const text = await readFile(file, "utf8");
  for (let time = 1; time <= 20; time += 1) await writeFile(file, text.replace("The third edit", `Edit ${time} of 20`));
  check("of many edits in a row the last one is shown", await until(() => shows(page, "Edit 20 of 20")));
  await quiet();
  check("a tab that shows another page is not reloaded", await isMarked(other));
  tally.check("preview: an edit makes no error in the tab", [...found.noted, ...(await page.evaluate(() => globalThis.violations))]);
}

/** Brings an element to a distance from the top of the window, and gives where it is some frames later. */
async function put([id, distance]) {
  const element = document.getElementById(id);
  scrollBy({ top: element.getBoundingClientRect().top - distance, behavior: "instant" });
  for (let frames = 0; frames < 10; frames += 1) await new Promise(requestAnimationFrame);
  return element.getBoundingClientRect().top;
}

/** The reader's place is kept when the text above it grows. */
export async function place({ check, serve, tab, file, sample }) {
  const server = await serve();
  const middle = sample.ids[Math.floor(sample.ids.length / 2)];
  const top = (page) => page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, middle);
  const addresses = { "": "", " of an address that names a paragraph": `#${sample.ids[1]}` };
  let edits = 0;
  for (const [width, height] of [[390, 844], [1280, 800]]) {
    const { page } = await tab(server.home, { viewport: { width, height } });
    for (const [which, fragment] of Object.entries(addresses)) {
      for (const distance of [0, 300]) {
        // Another page in between: an address that differs by its fragment only is not loaded.
        await page.goto("about:blank");
        await listen(page, server.home + sample.address + fragment);
        // The browser itself may still be on its way to the fragment.
        await until(async () => Math.abs((await page.evaluate(put, [middle, distance])) - distance) < 1);
        const before = await top(page);
        const size = await page.evaluate(() => document.body.scrollHeight);
        edits += 1;
        const words = `Edit ${edits}. ${"Several lines more stand here now, above the place that is read. ".repeat(9)}`;
        await edit(file, (text) => text.replace(sample.opening, words + sample.opening));
        const came = await until(() => shows(page, `Edit ${edits}.`) && page.evaluate(() => document.readyState === "complete"));
        const kept = came && (await until(async () => Math.abs((await top(page)) - before) <= 3, 2000));
        // It must not slip away again, as a page does that goes to its fragment late.
        await quiet();
        const after = await top(page);
        const grown = (await page.evaluate(() => document.body.scrollHeight)) - size;
        const what = `the place${which} is kept, ${distance} pixels from the top, ${width} pixels wide`;
        check(what, kept && grown > 20 && Math.abs(after - before) <= 3, `it was at ${before}, is at ${after}; the page grew by ${grown}`);
      }
    }
  }
}

/** It is kept too when a paragraph is added above, though those after it have other numbers then. */
export async function added({ check, serve, tab, file, sample }) {
  const server = await serve();
  const { page } = await tab(server.home);
  await listen(page, server.home + sample.address);
  const words = await page.evaluate((id) => document.getElementById(id).textContent.replace(/^\d+ /, "").slice(0, 60), sample.next);
  const top = () => page.evaluate((words) => {
    const element = [...document.querySelectorAll(".para")].find((paragraph) => paragraph.textContent.includes(words));
    return element.getBoundingClientRect().top;
  }, words);
  const before = await page.evaluate(put, [sample.next, 0]);
  await edit(file, (text) => text.replace(sample.opening, `A paragraph that was not there before.\n\n${sample.opening}`));
  await until(() => shows(page, "A paragraph that was not there before."));
  await until(async () => Math.abs((await top()) - before) <= 3, 2000);
  await quiet();
  const after = await top();
  check("the place is kept when a paragraph is added above", Math.abs(after - before) <= 3, `“${words}” was at ${before}, is at ${after}`);
}

/** A style sheet is put in the place of the other, without loading the page. */
export async function styles({ check, tally, serve, tab, root }) {
  const own = join(root, "static/style.css");
  const original = await readFile(own, "utf8").catch(() => readFile(join(REPOSITORY, "static/style.css"), "utf8"));
  const server = await serve();
  const { page, open } = await tab(server.home);
  const other = await page.context().newPage();
  const found = await open(server.home);
  await listen(page, server.home);
  await listen(other, `${server.home}years/`);
  await Promise.all([page, other].map(mark));
  const outline = (page) => page.evaluate(() => {
    const { outlineWidth, outlineColor, outlineStyle } = getComputedStyle(document.querySelector("main"));
    return outlineStyle === "none" ? "none" : `${outlineWidth} ${outlineColor}`;
  });
  const apply = async (what, rule, wanted, first = "") => {
    await writeFile(own, first + original + rule);
    for (const [at, tab] of [page, other].entries()) {
      check(`${what} applies, tab ${at + 1}`, await until(async () => (await outline(tab)) === wanted), await outline(tab));
      check(`${what} does not reload the page, tab ${at + 1}`, await isMarked(tab));
    }
  };
  await mkdir(join(root, "static"), { recursive: true });
  await apply("a new style sheet", "main{outline:7px solid rgb(1,2,3)}", "7px rgb(1, 2, 3)");
  await apply("a changed style sheet", "main{outline:9px solid rgb(4,5,6)}", "9px rgb(4, 5, 6)");
  const sheets = () => page.evaluate(() => document.querySelectorAll("link[rel=stylesheet]").length);
  check("one style sheet is left on the page", await until(async () => (await sheets()) === 1), `${await sheets()}`);
  await rm(own);
  check("without the file the program's own style is back", await until(async () => (await outline(page)) === "none"), await outline(page));
  check("and the page is still not reloaded", await isMarked(page));

  const imported = join(root, "static/imported.css");
  await writeFile(imported, "main{outline:3px solid rgb(7,8,9)}");
  await apply("a style sheet that imports another", "", "3px rgb(7, 8, 9)", '@import "imported.css";');
  await writeFile(imported, "main{outline:5px solid rgb(7,8,9)}");
  check("a change of the imported one applies", await until(async () => (await outline(page)) === "5px rgb(7, 8, 9)", 3000), await outline(page));
  tally.check("preview: a style makes no error in the tab", found.noted);
}
