// Serves a folder on the loopback interface, below a given path, as a plain web host would: a folder answers with its
// index.html, a folder asked for without its final slash redirects, anything else that is not a file is a 404.

import { createReadStream, statSync } from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

// Resolves to { origin, close() }. `mount` begins and ends with a slash.
export async function serve(folder, mount) {
  const server = http.createServer((request, response) => answer(folder, mount, request, response));
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

function answer(folder, mount, request, response) {
  const { pathname } = new URL(request.url, "http://127.0.0.1");
  const file = pathname.startsWith(mount) ? locate(folder, pathname.slice(mount.length)) : undefined;
  const found = file && statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) return response.writeHead(301, { location: `${pathname}/` }).end();
  if (!found?.isFile()) return response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
  const type = TYPES[path.extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { "content-type": type, "content-length": found.size });
  if (request.method === "HEAD") return response.end();
  createReadStream(file).on("error", () => response.destroy()).pipe(response);
}

function locate(folder, address) {
  let relative;
  try {
    relative = decodeURIComponent(address);
  } catch {
    return undefined;
  }
  if (relative.includes("\0") || relative.split("/").includes("..")) return undefined;
  return path.join(folder, relative === "" || relative.endsWith("/") ? `${relative}index.html` : relative);
}
