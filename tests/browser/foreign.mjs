// What pages of other origins, and names that are made to lead here, get of a preview: nothing.

import { createServer } from "node:http";
import { CHROMIUM, FLAGS } from "./chromium.mjs";
import { until } from "./preview.mjs";

/** A server that guards nothing, at every address; what it gives depends on the ending. */
async function careless() {
  const kinds = {
    js: ["text/javascript", "globalThis.ran = true;"],
    css: ["text/css", "body { outline: 7px solid red }"],
    svg: ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    events: ["text/event-stream", "data: news\n\n"],
  };
  const server = createServer((request, response) => {
    const [type, body] = kinds[/(\w*)$/.exec(request.url.split("?")[0])[1]] ?? ["text/html", "<!doctype html><title>other</title><p>open to all"];
    response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" }).end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: server.address().port, close };
}

/** Tries all ways to get at a site, in the page that is open. Gives those that got something. */
function attempts(home) {
  const got = [];
  const own = `${home}_rightsbook/`;
  const element = (name, kind, attributes) => new Promise((over) => {
    const made = Object.assign(document.createElement(kind), attributes);
    made.onload = () => over(got.push(name));
    made.onerror = () => over();
    document.body.append(made);
  });
  const stream = (name, address, options) => new Promise((over) => {
    const source = new EventSource(address, options);
    const end = () => over(source.close());
    source.onopen = () => end(got.push(name));
    source.onerror = end;
  });
  const fetched = async (name, address, options) => {
    const answer = await fetch(address, options).catch(() => null);
    if (answer) got.push(`${name}: ${answer.type} ${(await answer.text()).slice(0, 60)}`);
  };
  return Promise.all([
    fetched("fetch", home, {}),
    fetched("fetch with credentials", home, { credentials: "include" }),
    fetched("fetch without CORS", home, { mode: "no-cors" }),
    fetched("fetch of a post", home, { mode: "no-cors", method: "POST", body: "a=b" }),
    fetched("fetch of the events", `${own}events?page=/`, { mode: "no-cors" }),
    element("img", "img", { src: `${home}favicon.svg` }),
    element("script", "script", { src: `${own}live.js` }),
    element("module", "script", { type: "module", src: `${own}live.js` }),
    element("style sheet", "link", { rel: "stylesheet", href: `${home}style.css` }),
    stream("EventSource", `${own}events?page=/`, {}),
    stream("EventSource with credentials", `${own}events?page=/`, { withCredentials: true }),
  ]).then(() => got);
}

/** A frame with a site in it: its text, once it has one. */
async function framed(page, home) {
  await page.evaluate((home) => new Promise((over) => {
    const frame = document.createElement("iframe");
    frame.onload = over;
    frame.src = home;
    document.body.append(frame);
  }), home);
  const frame = page.frames().at(-1);
  return frame.evaluate(() => document.body.innerText);
}

/** A page of another origin: of another site by its name, or of the same site by its address. */
export async function foreign({ check, tally, serve, browser }) {
  const { home } = await serve();
  const title = /<title>([^<]*)</.exec(await (await fetch(home)).text())[1];
  const other = await careless();
  for (const host of ["localhost", "127.0.0.1"]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(`a script of the preview ran: ${error.message}`));
    await page.goto(`http://${host}:${other.port}/`);

    // So that it is known that the attempts would succeed if nothing stood against them.
    const known = host === "localhost" ? "127.0.0.1" : "localhost";
    const careful = await page.evaluate(attempts, `http://${known}:${other.port}/`);
    check(`http://${host}: a server that guards nothing is open to the page`, careful.length >= 9, careful.join("; "));
    check(`http://${host}: and can be framed`, (await framed(page, `http://${known}:${other.port}/`)).includes("open to all"));

    for (const name of [home, home.replace("127.0.0.1", "localhost")]) {
      const which = `a page at http://${host} gets nothing of ${new URL(name).hostname}`;
      tally.check(`preview: ${which}`, [...(await page.evaluate(attempts, name)), ...errors]);
      const words = await framed(page, name);
      check(`${which} in a frame`, page.frames().at(-1).url().startsWith("chrome-error:") && !words.includes(title), words);
    }

    const [opened] = await Promise.all([page.waitForEvent("popup"), page.evaluate((home) => void (globalThis.opened = open(home)), home)]);
    await until(async () => (await opened.title()) === title);
    check(`http://${host}: a window with the preview in it is cut off from who opened it`, await page.evaluate(() => globalThis.opened.closed));
    await context.close();
  }
  other.close();
}

/** A name of somebody else's that leads to this machine (DNS rebinding). */
export async function rebound({ check, serve, browser }) {
  const { home, port } = await serve();
  const text = await (await fetch(home)).text();
  const title = /<title>([^<]*)</.exec(text)[1];
  const rebinds = "--host-resolver-rules=MAP evil.example 127.0.0.1";
  const second = await browser.browserType().launch({ executablePath: CHROMIUM, args: [...FLAGS, rebinds] });
  try {
    const page = await second.newPage();
    const path = new URL(home).pathname;
    for (const inside of [path, "/", `${path}_rightsbook/live.js`, `${path}_rightsbook/events?page=${path}`]) {
      const answer = await page.goto(`http://evil.example:${port}${inside}`);
      const words = await page.content();
      check(`a name that was rebound gets status 421 at ${inside.split("?")[0]}`, answer.status() === 421, `${answer.status()}`);
      check(`and nothing of the archive at ${inside.split("?")[0]}`, words.length < 400 && !words.includes(title), words);
    }
    // The page that stands there now is of the same origin as what it asks for.
    const read = await page.evaluate(async (path) => (await fetch(path)).text(), path);
    check("nor does a script at that name", read.length < 100 && !read.includes(title), read);
  } finally {
    await second.close();
  }
}
