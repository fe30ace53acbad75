// Edits an archive under `rightsbook serve --watch` and looks at what open tabs make of it.

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pages, styles, follows, place } from "./edits.mjs";
import { foreign, rebound } from "./foreign.mjs";
import {
  build, copy, edit, hide, isMarked, isStream, listen, listens, longest, mark, PATIENCE, preview, quiet, shows, until,
} from "./preview.mjs";
import { reader } from "./reader.mjs";
import { accessible, brokenFromTheStart, drafts, markup, missing, problems } from "./troubles.mjs";

/** What each part gets: a copy of the archive that is its own, and what it opens is closed behind it. */
async function stage(browser, binary, archive, root, shared) {
  await copy(archive, root);
  const open = [];
  return {
    ...shared,
    browser,
    root,
    file: join(root, shared.sample.file),
    /** Starts a preview of the copy. */
    async serve(options) {
      const server = await preview(binary, root, options);
      open.push(() => server.end());
      return server;
    },
    /** A tab in a context of its own, in which nothing may go wrong unseen. */
    async tab(home, options) {
      const tab = await reader(browser, home, options);
      open.push(tab.close);
      await tab.page.bringToFront();
      return tab;
    },
    close: () => Promise.all(open.map((shut) => shut())),
  };
}

/** A tab that is hidden does not listen, and catches up when it is shown. */
async function hidden({ check, serve, tab, file, sample }) {
  const server = await serve();
  const { page } = await tab(server.home);
  const address = server.home + sample.address;
  await listen(page, address);
  const path = new URL(address).pathname;

  const before = server.told.length;
  const again = listens(page);
  await edit(file, (text) => text.replace(sample.opening, `Seen at once. ${sample.opening}`));
  const redrawn = () => server.told.slice(before).some((told) => told.redrawn?.includes(path));
  check("the preview knows which pages are open", await until(redrawn), JSON.stringify(server.told.slice(before)));
  await again;

  const letGo = page.waitForEvent("requestfailed", { predicate: isStream, timeout: PATIENCE });
  await hide(page, true);
  check("a hidden tab lets go of its connection", await letGo.catch(() => false));
  const after = server.told.length;
  await edit(file, (text) => text.replace("Seen at once.", "Seen later."));
  const changed = await until(() => server.told.slice(after).find(({ kind }) => kind === "changed"));
  check("the preview draws nothing for a hidden tab", changed && !changed.redrawn.includes(path), JSON.stringify(changed));
  check("a hidden tab is left alone", !(await shows(page, "Seen later.")));
  await hide(page, false);
  check("a tab catches up when it is shown again", await until(() => shows(page, "Seen later.")));
}

/** A browser grants six connections to a host. */
async function sevenTabs({ check, serve, tab, file, sample }) {
  const server = await serve();
  const first = await tab(server.home);
  const tabs = [first.page];
  while (tabs.length < 7) tabs.push(await first.page.context().newPage());
  const slow = [];
  for (const [at, page] of tabs.entries()) {
    await listen(page, server.home + sample.address).catch((error) => slow.push(`tab ${at + 1}: ${error.message}`));
    if (at < 6) await hide(page, true);
  }
  check("seven tabs load, one of them in sight", slow.length === 0, slow.join("; "));
  await edit(file, (text) => text.replace(sample.opening, `In seven tabs. ${sample.opening}`));
  check("the tab in sight follows", await until(() => shows(tabs[6], "In seven tabs.")));
  for (const page of tabs.slice(0, 6)) await hide(page, false);
  // Those that are reloaded in between may wait for a connection; none may stay behind.
  const behind = [];
  for (const [at, page] of tabs.slice(0, 5).entries()) {
    if (!(await until(() => shows(page, "In seven tabs.")))) behind.push(at + 1);
    await hide(page, true);
  }
  check("the others follow when they are looked at", behind.length === 0, `behind: ${behind}`);
}

/** The preview is killed, and another takes its place. */
async function killed({ check, serve, tab, file, sample }) {
  const server = await serve();
  const { page } = await tab(server.home);
  const other = await page.context().newPage();
  await listen(page, server.home + sample.address);
  await listen(other, `${server.home}years/`);
  await Promise.all([page, other].map(mark));
  await server.end("SIGKILL");
  await quiet();
  check("a tab outlives the preview", (await isMarked(page)) && (await shows(page, sample.opening)));
  await edit(file, (text) => text.replace(sample.opening, `Written meanwhile. ${sample.opening}`));
  await serve({ port: server.port });
  const since = Date.now();
  const caught = await until(() => shows(page, "Written meanwhile."));
  check("a tab catches up with a preview that was started again, within 5 seconds", caught && Date.now() - since < 5000, `${Date.now() - since} ms`);
  await quiet();
  check("a tab whose page is the same as before stays as it is", await isMarked(other));
}

/** Ctrl-C. */
async function interrupted({ check, serve, tab, sample }) {
  const server = await serve();
  const { page } = await tab(server.home);
  await listen(page, server.home + sample.address);
  await listen(await page.context().newPage(), server.home);
  const took = await server.end("SIGINT");
  check("Ctrl-C ends the preview within a second though tabs are open", took < 1000, `${took} ms`);
}

/** Checks the preview of an archive. */
export async function live(browser, binary, archive, temporary, tally) {
  const original = await copy(archive, join(temporary, "preview"));
  const built = build(binary, original, join(temporary, "preview-built"));
  const sample = await longest(original, built);
  const check = (what, well, saw) => tally.check(`preview: ${what}`, well ? [] : [saw || "it is not so"]);
  const parts = [
    pages, follows, place, styles,
    problems, accessible, markup, brokenFromTheStart, missing, drafts,
    hidden, sevenTabs, killed, interrupted,
    foreign, rebound,
  ];
  for (const part of parts) {
    const root = join(temporary, `preview-${part.name}`);
    const set = await stage(browser, binary, archive, root, { built, sample, check, tally });
    try {
      await part(set);
    } catch (error) {
      check(`the part "${part.name}" comes to its end`, false, error.stack);
    }
    await set.close();
    await rm(root, { recursive: true });
  }
  return parts.length;
}
