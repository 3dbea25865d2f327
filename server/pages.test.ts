import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pages } from "./pages.ts";

const html = "<!doctype html><html><head></head><body>pages</body></html>";
let root: string;
let fetchPage: (path: string, init?: RequestInit) => Promise<Response>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "pages-"));
  await mkdir(join(root, "client/assets/folder"), { recursive: true });
  await writeFile(join(root, "secret.txt"), "secret");
  await writeFile(join(root, "client/secret.txt"), "secret");
  await writeFile(join(root, "client/index.html"), html);
  await writeFile(join(root, "client/assets/app-3f9a.js"), "export {};");
  await writeFile(join(root, "client/assets/app-3f9a.css"), "body {}");
  await symlink(join(root, "secret.txt"), join(root, "client/assets/link.txt"));
  const serve = pages(join(root, "client"));
  fetchPage = (path, init) => serve(new Request(`http://host${path}`, init));
});

afterAll(() => rm(root, { recursive: true }));

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

  test("every response has the policy that the pages declare, and allows frames of the same origin", async () => {
    const source = await Bun.file(join(import.meta.dir, "../client/index.html")).text();
    const [, stated] =
      /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(source) ?? [];
    // Nothing from elsewhere, and no inline code.
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
    const etag = response.headers.get("etag") ?? "";
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

  test("a link out of the folder reveals nothing", async () => {
    const linked = join(root, "linked");
    await mkdir(linked);
    await symlink(root, join(linked, "assets"));
    await symlink(join(root, "secret.txt"), join(linked, "index.html"));
    const serve = pages(linked);
    for (const path of ["/", "/workers", "/assets/secret.txt"]) {
      const response = await serve(new Request(`http://host${path}`));
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain("secret");
    }
  });

  test("a folder behind a link is served", async () => {
    await symlink(join(root, "client"), join(root, "current"));
    const serve = pages(join(root, "current"));
    expect(await (await serve(new Request("http://host/"))).text()).toBe(html);
    expect((await serve(new Request("http://host/assets/app-3f9a.js"))).status).toBe(200);
  });

  test("other methods are refused", async () => {
    const response = await fetchPage("/", { method: "POST" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
  });

  test("without a build the error says so", async () => {
    const response = await pages(join(root, "nowhere"))(new Request("http://host/"));
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: "the pages are not built: run the build" });
  });
});
