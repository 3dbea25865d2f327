import { afterAll, beforeAll, expect, test } from "bun:test";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { createStaticHandler } from "./static.ts";

let folder: TempFolder;
let handle: (request: Request) => Promise<Response>;
beforeAll(async () => {
  folder = await makeTempFolder();
  await folder.write("secret.txt", "secret");
  await folder.write("client/assets/a.js", "script");
  handle = await createStaticHandler(await folder.write("client/index.html", "page"));
});
afterAll(() => folder[Symbol.asyncDispose]());

const get = async (path: string) => (await handle(new Request(`http://host${path}`))).text();

test("a file is served by its path, with its type and no cache headers", async () => {
  const response = await handle(new Request("http://host/assets/a.js"));
  expect(await response.clone().text()).toBe("script");
  expect((await response.blob()).type).toStartWith("text/javascript");
  expect(response.headers.has("cache-control")).toBe(false);
});

test.each(["/", "/workers", "/assets", "/assets/missing.js", "/api/x"])(
  "%s, which is no file, gets the page",
  async (path) => expect(await get(path)).toBe("page"),
);

test.each(["/..%2fsecret.txt", "/%2e%2e/secret.txt", "/a%00", "/%E0%A4%A", "/..%5csecret.txt"])(
  "%s gets the page and nothing from outside its folder",
  async (path) => expect(await get(path)).toBe("page"),
);

test("without the page it can't be made", () => {
  expect(createStaticHandler(`${folder.path}/none.html`)).rejects.toThrow("is it built?");
});
