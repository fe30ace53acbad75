// Copies of an archive, previews of them, and waiting for what comes of an edit.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

export const REPOSITORY = resolve(import.meta.dirname, "../..");

/** How long anything may take, in milliseconds. */
export const PATIENCE = 10_000;

/** How long is waited where nothing may happen. */
export const quiet = () => sleep(600);

/** Waits until a condition holds, and gives what it gave; `false` if it never did. */
export async function until(condition, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    // A page that is just being loaded cannot be asked; it can a little later.
    const asked = Promise.resolve().then(condition).catch(() => false);
    const answer = await Promise.race([asked, sleep(Math.max(end - Date.now(), 0), false)]);
    if (answer || Date.now() >= end) return answer;
    await sleep(20);
  }
}

/** Copies what belongs to an archive. The repository's own templates and styles are in the program already. */
export async function copy(archive, folder) {
  const own = resolve(archive) === REPOSITORY ? [] : ["templates", "static"];
  for (const name of ["rightsbook.toml", "content", ...own]) {
    if (existsSync(join(archive, name))) await cp(join(archive, name), join(folder, name), { recursive: true });
  }
  return folder;
}

export function build(binary, root, folder) {
  execFileSync(binary, ["build", "--quiet", "--root", root, "--output", folder], { stdio: "inherit" });
  return folder;
}

/** The names of the files below a folder. */
export function files(folder, ending) {
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending)).sort();
}

export async function edit(file, change) {
  const before = await readFile(file, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`the edit of ${file} changes nothing`);
  await writeFile(file, after);
}

/**
 * The longest page of a section: its address, the ids of its paragraphs, words that one near its top begins with,
 * the id of the one after that, and the file they come from.
 */
export async function longest(root, built) {
  let best = { paragraphs: [] };
  for (const name of files(built, "index.html")) {
    const html = await readFile(join(built, name), "utf8");
    if (!html.includes('<body class="section">')) continue;
    const paragraphs = [...html.matchAll(/class="para" id="([^"]+)"[^>]*><a [^>]*>\d+<\/a> ([^<&]*)/g)];
    if (paragraphs.length > best.paragraphs.length) best = { address: name.replace("index.html", ""), paragraphs };
  }
  const { address, paragraphs } = best;
  const ids = paragraphs.map(([, id]) => id);
  const names = files(join(root, "content/reports"), ".md").map((name) => `content/reports/${name}`);
  const reports = await Promise.all(names.map(async (file) => ({ file, text: await readFile(join(root, file), "utf8") })));
  // Some paragraphs begin with what is written otherwise in the file (emphasis, a link), or as in another year's.
  for (const [at, [, , words]] of paragraphs.slice(0, 5).entries()) {
    const opening = words.trim();
    const [found, another] = opening.length > 15 ? reports.filter(({ text }) => text.includes(opening)) : [];
    if (found?.text.split(opening).length === 2 && !another) return { address, ids, opening, next: ids[at + 1], file: found.file };
  }
  throw new Error(`no report has the words of ${address}`);
}

/** Starts a preview. `told` grows with what it says as data. */
export async function preview(binary, root, { port = 0, drafts = false } = {}) {
  const options = ["--watch", "-p", `${port}`, "--format", "json", "--root", root, ...(drafts ? ["--drafts"] : [])];
  const child = spawn(binary, ["serve", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((over) => child.once("exit", over));
  const last = () => child.kill("SIGKILL");
  process.once("exit", last);
  const told = [];
  let words = "";
  createInterface({ input: child.stdout }).on("line", (line) => told.push(JSON.parse(line)));
  child.stderr.on("data", (data) => (words += data));
  // An edit is followed only once the files are watched.
  const started = await until(() => told.some(({ kind }) => kind === "watching"));
  const home = told.find(({ kind }) => kind === "serving")?.url;
  if (!started || !home) throw new Error(`the preview does not start: ${words}`);
  return {
    home,
    port: new URL(home).port,
    told,
    /** Ends it, and gives the milliseconds that took. */
    async end(signal = "SIGKILL") {
      const since = Date.now();
      child.kill(signal);
      await Promise.race([ended, sleep(PATIENCE, undefined, { ref: false })]);
      last();
      process.off("exit", last);
      return Date.now() - since;
    },
  };
}

/** Leaves a mark that goes when the page is loaded anew. */
export const mark = (page) => page.evaluate(() => void (globalThis.marked = true));

export const isMarked = (page) => page.evaluate(() => globalThis.marked === true);

/** Whether words stand in the text of the page. */
export const shows = (page, words) => page.evaluate((words) => document.body.innerText.includes(words), words);

/** Whether a request or its answer is the stream of events that a tab listens to. */
export const isStream = (request) => request.url().includes("/_rightsbook/events?");

/** Waits until a tab begins to listen, and gives whether it did. */
export const listens = (page) => page.waitForResponse(isStream, { timeout: PATIENCE }).then(() => true, () => false);

/** Opens an address, and returns once the tab listens for changes. */
export async function listen(page, address) {
  const [answer, does] = await Promise.all([page.goto(address, { timeout: PATIENCE }), listens(page)]);
  if (!does) throw new Error(`the tab at ${address} does not listen for changes`);
  return answer;
}

/**
 * Tells a page that its tab is hidden or shown. It is told only: without a screen no tab covers
 * another, and what really hides one is the same to the page.
 */
export const hide = (page, hidden) => page.evaluate((hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (hidden ? "hidden" : "visible") });
  document.dispatchEvent(new Event("visibilitychange"));
}, hidden);
