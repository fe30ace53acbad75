// Builds an archive, reads all of it in a browser, edits it under a preview, and tells what is wrong.
//
//     node run.mjs [BINARY] [ARCHIVE]
//
// CHROMIUM names the browser. Without one nothing is tested, which is an error only if
// REQUIRE_BROWSER is 1.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CHROMIUM, FLAGS } from "./chromium.mjs";
import { Tally } from "./tally.mjs";

const BASES = ["https://example.org/", "https://example.org/repo/", "https://example.org/a/b/"];

const here = import.meta.dirname;
const built = ["debug", "release"].map((profile) => resolve(here, "../../target", profile, "rightsbook"));
const binary = resolve(process.argv[2] ?? built.find(existsSync) ?? built[0]);
const archive = resolve(process.argv[3] ?? join(here, "../.."));

if (!existsSync(CHROMIUM)) {
  console.log(`there is no browser at ${CHROMIUM}; CHROMIUM can name another`);
  console.log("0 passed, 0 failed, 1 skipped");
  process.exit(process.env.REQUIRE_BROWSER === "1" ? 1 : 0);
}

// Only now, so that a machine without a browser needs no packages either.
const { chromium: driver } = await import("playwright-core");
const { carried } = await import("./carry.mjs");
const { compare } = await import("./compare.mjs");
const { compose, composeFromDisk } = await import("./compose.mjs");
const { crawl } = await import("./crawl.mjs");
const { openFromDisk } = await import("./files.mjs");
const { live } = await import("./live.mjs");
const { look } = await import("./look.mjs");
const { search } = await import("./search.mjs");
const { serve } = await import("./server.mjs");

const temporary = realpathSync(mkdtempSync(join(tmpdir(), "rightsbook-browser-")));
process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

function build(name, ...options) {
  const folder = join(temporary, name);
  execFileSync(binary, ["build", "--quiet", "--root", archive, "--output", folder, ...options], { stdio: "inherit" });
  return folder;
}

const tally = new Tally();
const started = Date.now();
const tell = (words) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${words}`);

try {
  const browser = await driver.launch({ executablePath: CHROMIUM, args: FLAGS });
  for (const [at, base] of BASES.entries()) {
    const server = await serve(build(`site-${at}`, "--base-url", base), new URL(base).pathname);
    const first = at === 0;
    const { pages, opened } = await crawl(browser, server, base, tally, { all: first });
    tell(`${base}: ${pages.length} pages, ${opened} of them opened`);
    if (first) {
      const kinds = await look(browser, server, pages, tally);
      tell(`a page of each of ${kinds} kinds looked at`);
      tell(`${await compare(browser, server, tally)} sentences of two editions accounted for`);
      tell(`${await compose(browser, server, tally)} sections put together`);
      tell(`${await search(browser, server, tally)} sections found`);
      const zip = join(temporary, "site-0", "site.zip");
      tell(`${await carried(browser, zip, join(temporary, "carried"), tally)} sections found in the copy that readers carry away`);
    }
    await server.close();
  }
  const folder = build("files", "--links", "files", "--base-url", BASES[0]);
  const opened = await openFromDisk(browser, folder, tally);
  await composeFromDisk(browser, folder, tally);
  tell(`${opened} pages opened from disk`);
  const parts = await live(browser, binary, archive, temporary, tally);
  tell(`${parts} parts of the preview tried`);
  await browser.close();
} catch (error) {
  tally.check("the run itself", [error.stack]);
}

console.log(tally.line());
process.exit(tally.failed ? 1 : 0);
