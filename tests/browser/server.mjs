// A static web server of the plainest kind, mounted below a path as on GitHub Pages.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";

const TYPES = {
  "": "text/plain; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".sha256": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/**
 * Serves a folder at `mount`, a path that begins and ends with a slash.
 * There are no redirects: a folder's address without its slash is missing.
 */
export async function serve(folder, mount) {
  const server = createServer(async (request, response) => {
    const send = (status, type, body) => {
      response.writeHead(status, { "content-type": type ?? "application/octet-stream" });
      response.end(request.method === "HEAD" ? undefined : body);
    };
    let path;
    try {
      path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    } catch {
      return send(400, TYPES[""], "bad address");
    }
    if (!path.startsWith(mount)) return send(404, TYPES[""], "outside the archive");
    const file = resolve(folder, `./${path.slice(mount.length)}`);
    if (file !== folder && !file.startsWith(folder + sep)) return send(403, TYPES[""], "outside the folder");
    const named = path.endsWith("/") ? join(file, "index.html") : file;
    try {
      send(200, TYPES[extname(named)], await readFile(named));
    } catch {
      send(404, TYPES[".html"], await readFile(join(folder, "404.html")));
    }
  });
  await new Promise((ready, failed) => server.once("error", failed).listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    home: origin + mount,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
