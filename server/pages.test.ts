import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import fc from "fast-check";
import { runs } from "../testing/fuzz.ts";
import { makeTempFolder, type TempFolder } from "../testing/temp-folder.ts";
import { pages } from "./pages.ts";

const html = "<!doctype html><html><head></head><body>pages</body></html>";
let folder: TempFolder;
let fetchPage: (path: string, init?: RequestInit) => Promise<Response>;

beforeAll(async () => {
  folder = await makeTempFolder();
  await folder.write("secret.txt", "secret");
  await folder.write("client/secret.txt", "secret");
  await folder.write("client/index.html", html);
  await folder.write("client/assets/app-3f9a.js", "export {};");
  await folder.write("client/assets/app-3f9a.css", "body {}");
  await folder.write("client/assets/folder/a.js", "");
  await symlink(join(folder.path, "secret.txt"), join(folder.path, "client/assets/link.txt"));
  const serve = pages(join(folder.path, "client"));
  fetchPage = (path, init) => serve(new Request(`http://host${path}`, init));
});
afterAll(() => folder[Symbol.asyncDispose]());

describe("pages", () => {
  test.each([
    "/",
    "/index.html",
    "/workers",
    "/workers/",
    "/workers/a.b@1.0.0",
    "/workers/%40acme%2Fcart%401.0.0",
  ])("%s is the page, never cached and without ETag", async (path) => {
    const response = await fetchPage(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(html);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.has("etag")).toBe(false);
  });

  test("every response has the pages' policy, and allows frames of the same origin", async () => {
    const source = await Bun.file(join(import.meta.dir, "../client/index.html")).text();
    const [, stated] =
      /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(source) ?? [];
    // Nothing from other origins, and no inline code.
    expect(stated).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(stated).not.toMatch(/unsafe|https?:|\*/);
    const paths = ["/", "/nowhere", "/assets/app-3f9a.js", "/assets/none.js", "/api/x"];
    const responses = paths.map((path) => fetchPage(path));
    for (const response of [...responses, fetchPage("/", { method: "POST" })]) {
      const { headers } = await response;
      expect(headers.get("content-security-policy")).toBe(`${stated}; frame-ancestors 'self'`);
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  test("an unknown page is the index page, with 404", async () => {
    const response = await fetchPage("/nowhere");
    expect(response.status).toBe(404);
    expect(await response.text()).toBe(html);
  });

  test.each([
    ["/assets/app-3f9a.js", "text/javascript"],
    ["/assets/app-3f9a.css", "text/css"],
  ])("%s is served as %s and immutable", async (path, type) => {
    const response = await fetchPage(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toStartWith(type);
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const etag = `"${basename(path)}"`;
    expect(response.headers.get("etag")).toBe(etag);
    const again = await fetchPage(path, { headers: { "if-none-match": `"other", W/${etag}` } });
    expect(again.status).toBe(304);
    expect(again.headers.get("etag")).toBe(etag);
    expect(await again.text()).toBe("");
    expect((await fetchPage(path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  test("HEAD has the headers of GET and no body", async () => {
    const head = await fetchPage("/assets/app-3f9a.js", { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(head.headers.get("etag")).not.toBeNull();
    expect(await head.text()).toBe("");
  });

  test.each([
    "/assets/missing-1a2b.js",
    "/assets/",
    "/assets",
    "/assets/folder",
    "/api",
    "/api/x",
    "/api/metrics/",
  ])("%s is a 404, not a page", async (path) => {
    const response = await fetchPage(path);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toStartWith("application/json");
    expect(await response.json()).toEqual({ error: expect.any(String) });
  });

  test.each([
    "/secret.txt",
    "/..%2fsecret.txt",
    "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
    "/assets/..%5c..%5csecret.txt",
    "/assets/%252e%252e%252fsecret.txt",
    "/assets/app-3f9a.js%00.txt",
    "/assets/link.txt",
    "//etc/passwd",
    "/%",
    "/workers/%00",
    "/workers/..%2f..%2fsecret.txt",
    "/workers/a%5cb",
  ])("%s reveals no file and is a 404", async (path) => {
    const response = await fetchPage(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("secret");
  });

  test("a symbolic link out of the folder reveals nothing", async () => {
    const linked = join(folder.path, "linked");
    await mkdir(linked);
    await symlink(folder.path, join(linked, "assets"));
    await symlink(join(folder.path, "secret.txt"), join(linked, "index.html"));
    const serve = pages(linked);
    for (const path of ["/", "/workers", "/assets/secret.txt"]) {
      const response = await serve(new Request(`http://host${path}`));
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain("secret");
    }
  });

  test("a folder behind a symbolic link is served", async () => {
    await symlink(join(folder.path, "client"), join(folder.path, "current"));
    const serve = pages(join(folder.path, "current"));
    expect(await (await serve(new Request("http://host/"))).text()).toBe(html);
    expect((await serve(new Request("http://host/assets/app-3f9a.js"))).status).toBe(200);
  });

  test("without a build the error says so", async () => {
    const response = await pages(join(folder.path, "nowhere"))(new Request("http://host/"));
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: "the pages are not built: run the build" });
  });

  test("any path returns the page, an asset or an error, and no other file", async () => {
    const piece = fc.oneof(
      fc.constantFrom("..", ".", "", "assets", "client", "secret.txt", "app-3f9a.js", "api"),
      fc.constantFrom("%2e%2e", "%2f", "%5c", "%00", "%", "%c0%af", "..%2f", "%252e", "workers"),
      fc.webSegment(),
      fc.string({ unit: "binary", maxLength: 10 }),
    );
    const path = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join("/")}`);
    const etag = fc.string().filter((text) => /^[ -~]*$/.test(text));
    const property = fc.asyncProperty(path, etag, async (pathname, etag) => {
      fc.pre(URL.canParse(`http://host${pathname}`));
      const response = await fetchPage(pathname, { headers: { "if-none-match": etag } });
      const body = await response.text();
      expect([200, 304, 404]).toContain(response.status);
      if (!["", html, "export {};"].includes(body)) {
        expect(JSON.parse(body)).toEqual({ error: expect.any(String) });
      }
    });
    await fc.assert(property, runs(1000));
  });
});
