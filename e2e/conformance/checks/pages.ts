import {
  type Check,
  checksOf,
  each,
  expectEqual,
  expectHeader,
  expectNoStore,
  expectThat,
} from "../check.ts";
import { expectError, type HttpResponse, request } from "../request.ts";
import { once, type Target } from "../target.ts";

const DEEP_LINKS = ["/workers", "/workers/a.b@1.0.0", "/workers/%40scope%2Fapp%401.0.0"];
const TYPES: [ending: RegExp, type: RegExp][] = [
  [/\.m?js$/, /^(text|application)\/javascript/],
  [/\.css$/, /^text\/css/],
  [/\.svg$/, /^image\/svg\+xml/],
  [/\.png$/, /^image\/png/],
  [/\.ico$/, /^image\//],
  [/\.woff2$/, /^font\/woff2/],
];

const hostDecides = ({ entrypoint }: Target) =>
  entrypoint === "html" ? "the host decides it under the .html entrypoint" : undefined;
const onPages = checksOf("Pages");
const onWorkersPages = checksOf("Pages", hostDecides);
const onFiles = checksOf("Files of the pages");
const onWorkersFiles = checksOf("Files of the pages", hostDecides);

/** Checks on the pages' HTML, and on the files that it loads. */
export const pageChecks: readonly Check[] = [
  ...onPages({
    "the base is HTML": (target) => pageOf(target, "/"),
    "the base without its trailing slash leads to the same page": (target) =>
      expectSamePage(target, ""),
    'the HTML names its base: <base href="{base}/">': expectBase,
    ...each(DEEP_LINKS, (path) => `${path} is the same page, so it can be linked`, expectSamePage),
    "HEAD has HTML's type and no body": async (target) => {
      const response = await request(target, "/", { method: "HEAD" });
      expectEqual("status", response.status, 200);
      expectHeader(response, "content-type", /^text\/html/);
      expectEqual("body", response.body, "");
    },
  }),
  ...onWorkersPages({
    "the HTML is not cached: no-store, no ETag": async (target) => {
      const page = await entryOf(target);
      expectNoStore(page);
      expectHeader(page, "etag", /^none$/);
    },
    ...each(
      ["/api/nothing", "/api/metrics/nothing"],
      (path) => `${path} is a 404 with an error, not a page`,
      async (target, path) => expectError(await request(target, path), 404),
    ),
  }),
  ...onFiles({
    "all come from the host itself": async (target) => {
      const files = await assetsOf(target);
      const foreign = files.filter((url) => !url.startsWith(`${target.base}/`));
      expectThat(foreign.length === 0, `addresses under ${target.base}/`, foreign);
    },
    "exist, with the type of their name": expectTypes,
  }),
  ...onWorkersFiles({
    "can be cached forever: immutable, with an ETag": expectImmutable,
    "are not sent again to a client that has them: 304": expectNotModified,
    "that are missing are a 404, not a page": async (target) => {
      const { status } = await request(target, "/assets/no-such-file-0a1b2c3d.js");
      expectEqual("status", status, 404);
    },
  }),
];

async function expectSamePage(target: Target, path: string): Promise<void> {
  const { body } = await pageOf(target, path);
  expectEqual("page", body, (await entryOf(target)).body);
}

async function expectBase(target: Target): Promise<void> {
  const { body } = await entryOf(target);
  const bases = [...body.matchAll(/<base\b[^>]*?href="([^"]*)"/g)].map(([, href]) => href);
  expectEqual("base", bases.join(", "), `${target.basePath}/`);
  const before = body.slice(0, body.indexOf("<base"));
  const isFirst = !/\s(src|href)=/.test(before);
  expectThat(isFirst, "<base> before every address", before.slice(-200));
}

async function expectTypes(target: Target): Promise<void> {
  const files = new Set(await assetsOf(target));
  for (const file of files) {
    const response = await request(target, file);
    expectEqual(`${file}: status`, response.status, 200);
    expectThat(response.body.length > 0, `${file} with a content`, "nothing");
    const expected = TYPES.find(([ending]) => ending.test(file))?.[1] ?? /^(?!text\/html)/;
    expectHeader(response, "content-type", expected);
    for (const chunk of chunksOf(file, response.body)) files.add(chunk);
  }
}

/** Addresses of the chunks that a script loads later. */
function chunksOf(script: string, body: string): string[] {
  if (!script.endsWith(".js")) return [];
  const names = [...body.matchAll(/["'`](?:\.\/|[\w/]*?assets\/)([\w.-]+\.(?:js|css))["'`]/g)];
  return names.map(([, name = ""]) => new URL(name, script).href);
}

async function expectImmutable(target: Target): Promise<void> {
  const response = await request(target, await scriptOf(target));
  expectHeader(response, "cache-control", /max-age=\d{7,}.*immutable/);
  expectHeader(response, "etag", /"/);
}

async function expectNotModified(target: Target): Promise<void> {
  const script = await scriptOf(target);
  const etag = (await request(target, script)).headers.get("etag");
  expectThat(etag !== null, "an ETag", null);
  const again = await request(target, script, { headers: { "if-none-match": etag } });
  expectEqual("status", again.status, 304);
  expectEqual("body", again.body, "");
}

/** Requests a page, and checks that it is HTML. */
async function pageOf(target: Target, path: string): Promise<HttpResponse> {
  const response = await request(target, path);
  expectEqual(`${path}: status`, response.status, 200);
  expectHeader(response, "content-type", /^text\/html/);
  return response;
}

/** The entry page, requested once. */
function entryOf(target: Target): Promise<HttpResponse> {
  return once(target, "entry", () => pageOf(target, "/"));
}

/** Absolute addresses in `src` and `href` of the entry page. */
async function assetsOf(target: Target): Promise<string[]> {
  const { body } = await entryOf(target);
  const names = [...body.matchAll(/<(?!base\b)[^>]*?\s(?:src|href)="([^"]+)"/g)];
  const urls = names.map(([, name = ""]) => new URL(name, `${target.base}/`).href);
  return urls.filter((url) => !url.startsWith("data:"));
}

/** The entry page's first script: a file whose name changes with its content. */
async function scriptOf(target: Target): Promise<string> {
  const script = (await assetsOf(target)).find((url) => url.endsWith(".js"));
  expectThat(script !== undefined, "a script in the page", await assetsOf(target));
  return script;
}
